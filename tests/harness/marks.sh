# Marks in sources, and what was reported where. Sourced by tests, never run.

# "LINE CODE" for each mark of a file; line 0 is nowhere.
marks() {
    tr -d '\000' <"$1" | awk '
        match($0, /#~[@?^]?[0-9]* +MT[0-9][0-9][0-9][0-9]/) {
            rest = substr($0, RSTART + 2)
            line = NR
            if (rest ~ /^\^/) { line = NR - 1 }
            else if (rest ~ /^\?/) { line = 0 }
            else if (rest ~ /^@/) { line = substr(rest, 2) + 0 }
            count = split(rest, words, /[ \t\r]+/)
            for (i = 2; i <= count && words[i] ~ /^MT[0-9][0-9][0-9][0-9]$/; i++) print line, words[i]
        }' | sort
}

# "LINE CODE" for each message of a standard error.
reported() {
    awk -v file="$1" '
        match($0, /: (error|warning|info)\[MT[0-9]+\]: /) {
            place = substr($0, 1, RSTART - 1)
            code = substr($0, RSTART, RLENGTH); sub(/.*\[/, "", code); sub(/\].*/, "", code)
            line = 0
            if (index(place, file ":") == 1) { split(substr(place, length(file) + 2), part, ":"); line = part[1] }
            print line, code
        }' "$2" | sort
}
