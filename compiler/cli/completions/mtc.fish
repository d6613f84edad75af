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
complete -c mtc -l assert -x -d 'Prove an assertion about flows'
complete -c mtc -l list-checks -d 'Print all messages'
complete -c mtc -l explain -x -a '(__mtc_codes)' -d 'The page of a message'
complete -c mtc -l diagnostics -x -a 'text json sarif' -d 'Form of the messages'
complete -c mtc -l color -x -a 'auto always never' -d 'Colour of the messages'
complete -c mtc -l dump -x -a 'tokens syntax graph template' -d 'What a stage made'
complete -c mtc -l stdlib -x -a '(mtc --stdlib 2>/dev/null | awk \'/^  / { print $1 }\')' -d 'The standard library'
complete -c mtc -l deploy -d 'Create or update the stack'
complete -c mtc -l plan -d 'Show what --deploy would change'
complete -c mtc -l follow -d 'Watch an operation that runs'
complete -c mtc -l status -d "Print the stack's state"
complete -c mtc -l outputs -d "Print the stack's outputs"
complete -c mtc -l cancel -d 'Take back an update that runs or failed'
complete -c mtc -l delete -d 'Delete the stack'
complete -c mtc -l drift -d 'Tell what was changed by hand'
complete -c mtc -l stack -x -d 'Name of the stack'
complete -c mtc -l region -x -d 'Region of AWS'
complete -c mtc -l profile -x -d 'Profile of the AWS configuration'
complete -c mtc -l endpoint-url -x -d 'Where AWS answers'
complete -c mtc -l yes -d 'Ask nothing'
complete -c mtc -l parameter -x -d 'Value of a parameter, NAME=VALUE'
complete -c mtc -l parameters -r -F -d 'File of parameter values'
complete -c mtc -l tag -x -d 'Tag of the stack, KEY=VALUE'
complete -c mtc -l allow-replace -x -d 'Let go of the data of these when they are replaced'
complete -c mtc -l allow-delete -x -d 'Let go of the data of these when they are deleted'
complete -c mtc -l skip -x -d 'Leave these as they are when rolling back goes on'
complete -c mtc -l retain -x -d 'Leave these behind when the stack is deleted'
complete -c mtc -l force-delete -d 'Leave behind whatever cannot be deleted'
complete -c mtc -l bucket -x -d 'Bucket for a template too large for a call'
complete -c mtc -l direct -d 'Create without a change set'
complete -c mtc -l wait -d 'Wait for an operation that runs'
complete -c mtc -l detach -d 'Do not wait for the end'
complete -c mtc -l timeout -x -d 'How long to wait for the end'
complete -c mtc -l role -x -d 'Role that CloudFormation takes on'
complete -c mtc -l notify -x -d 'Topic that is told of events'
complete -c mtc -l stack-policy -r -F -d 'Policy of the stack'
complete -c mtc -l termination-protection -x -a 'on off' -d 'Protect the stack from deletion'
complete -c mtc -l rollback-alarm -x -d 'Alarm that rolls the stack back'
complete -c mtc -l monitor -x -d 'Minutes that the alarms are watched'
complete -c mtc -l on-failure -x -a 'rollback nothing delete' -d 'What becomes of a failed stack'
complete -c mtc -l import-existing -d 'Take over resources that exist by their names'
complete -c mtc -l revert-drift -d 'Undo what was changed by hand'
complete -c mtc -l version -d 'Print the version'
complete -c mtc -l help -d 'Print a summary of the options'
