# Completion of mtc for fish.

function __mtc_declared --description 'names that the .mt files of the line declare'
    for word in (commandline -opc)
        if string match -q '*.mt' -- $word; and test -r $word
            sed -n 's/^[[:space:]]*'$argv[1]'[[:space:]]\{1,\}\([A-Za-z_][A-Za-z0-9_]*\).*/\1/p' $word
        end
    end
end

function __mtc_codes --description 'codes of the messages'
    mtc --list-checks 2>/dev/null | awk '/^MT/ { print $1 }'
end

function __mtc_warnings --description 'names of the messages'
    mtc --list-checks 2>/dev/null | awk '/^MT/ { print $3; print "no-" $3 }'
    echo error
end

complete -c mtc -f
complete -c mtc -k -a '(__fish_complete_suffix .mt)'
complete -c mtc -s o -r -F -d 'Output file, folder/ or -'
complete -c mtc -s f -x -a 'json yaml' -d 'Format of the template'
complete -c mtc -s D -x -a '(__mtc_declared input | string replace -r \'$\' =)' -d 'Value of an input, NAME=VALUE'
complete -c mtc -l env -x -a '(__mtc_declared env)' -d 'Take the values of an environment'
complete -c mtc -s I -x -a '(__fish_complete_directories)' -d 'Where use looks'
complete -c mtc -s W -x -a '(__mtc_warnings)' -d 'Level of a warning'
complete -c mtc -o MD -d 'Write a dependency file for make'
complete -c mtc -o MF -r -F -d 'Write it to this file'
complete -c mtc -l check -d 'Fail if the template is not what the source says'
complete -c mtc -l test -d 'Run the tests of the file'
complete -c mtc -l list-checks -d 'Print all messages'
complete -c mtc -l explain -x -a '(__mtc_codes)' -d 'The page of a message'
complete -c mtc -l diagnostics -x -a 'text json sarif' -d 'Form of the messages'
complete -c mtc -l color -x -a 'auto always never' -d 'Colour of the messages'
complete -c mtc -l dump -x -a 'tokens syntax graph template' -d 'What a stage made'
complete -c mtc -l stdlib -x -a '(mtc --stdlib 2>/dev/null | awk \'/^  / { print $1 }\')' -d 'The standard library'
complete -c mtc -l version -d 'Print the version'
complete -c mtc -l help -d 'Print a summary of the options'
