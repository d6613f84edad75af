# Completion of mtc for bash.

# The environments that the .mt files of the line declare.
_mtc_environments() {
    local word
    for word in "${COMP_WORDS[@]:1}"; do
        case $word in
            *.mt) [ -r "$word" ] && sed -n 's/^[[:space:]]*env[[:space:]]\{1,\}\([A-Za-z_][A-Za-z0-9_]*\).*/\1/p' "$word" ;;
        esac
    done
}

# The inputs that they declare, as NAME=.
_mtc_inputs() {
    local word
    for word in "${COMP_WORDS[@]:1}"; do
        case $word in
            *.mt) [ -r "$word" ] && sed -n 's/^[[:space:]]*input[[:space:]]\{1,\}\([A-Za-z_][A-Za-z0-9_]*\).*/\1=/p' "$word" ;;
        esac
    done
}

# Folders, and the files that compgen leaves of all by one of the patterns.
_mtc_files() {
    local IFS=$'\n' current=$1 pattern
    shift
    COMPREPLY=($(compgen -d -S / -- "$current"))
    for pattern in "$@"; do
        COMPREPLY+=($(compgen -f -X "$pattern" -- "$current"))
    done
    compopt -o nospace -o filenames 2>/dev/null
}

_mtc() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local mtc=${COMP_WORDS[0]}
    COMPREPLY=()
    case $previous in
        --assert) return ;;
        -f) COMPREPLY=($(compgen -W 'json yaml' -- "$current")); return ;;
        --diagnostics) COMPREPLY=($(compgen -W 'text json sarif' -- "$current")); return ;;
        --color) COMPREPLY=($(compgen -W 'auto always never' -- "$current")); return ;;
        --termination-protection) COMPREPLY=($(compgen -W 'on off' -- "$current")); return ;;
        --on-failure) COMPREPLY=($(compgen -W 'rollback nothing delete' -- "$current")); return ;;
        --parameters | --stack-policy) _mtc_files '' "$current"; return ;;
        --dump) COMPREPLY=($(compgen -W 'tokens syntax graph template' -- "$current")); return ;;
        --env) COMPREPLY=($(compgen -W "$(_mtc_environments)" -- "$current")); return ;;
        -D)
            COMPREPLY=($(compgen -W "$(_mtc_inputs)" -- "$current"))
            compopt -o nospace 2>/dev/null
            return
            ;;
        -W)
            COMPREPLY=($(compgen -W "error $("$mtc" --list-checks 2>/dev/null | awk '/^MT/ { print $3; print "no-" $3 }')" -- "$current"))
            return
            ;;
        --explain)
            COMPREPLY=($(compgen -W "$("$mtc" --list-checks 2>/dev/null | awk '/^MT/ { print $1 }')" -- "$current"))
            return
            ;;
        --stdlib)
            COMPREPLY=($(compgen -W "$("$mtc" --stdlib 2>/dev/null | awk '/^  / { print $1 }')" -- "$current"))
            return
            ;;
        -I)
            COMPREPLY=($(compgen -d -- "$current"))
            compopt -o filenames 2>/dev/null
            return
            ;;
        -o | -MF) _mtc_files "$current" ''; return ;;
    esac
    case $current in
        -*)
            COMPREPLY=($(compgen -W '-o -f -D -I -W -MD -MF --env --check --test --assert --list-checks --explain
                --diagnostics --color --dump --stdlib --version --help
                --deploy --plan --follow --status --outputs --cancel --delete --drift --stack --region --profile
                --endpoint-url --yes --parameter --parameters --tag --allow-replace --allow-delete --skip --retain
                --force-delete --bucket --direct --wait --detach --timeout --role --notify --stack-policy --termination-protection --rollback-alarm
                --monitor --on-failure --import-existing --revert-drift' -- "$current"))
            ;;
        *) _mtc_files "$current" '!*.mt' '!*.json' '!*.yaml' '!*.yml' '!*.template' ;;
    esac
}

complete -F _mtc mtc
