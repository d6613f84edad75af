#!/bin/sh
# The house's rules that a machine can see: which way an #include may point,
# which libraries and functions may be used where, how a file opens and how long
# it may be. `tests/style/includes.sh DIR` looks at another tree (see self.sh).
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "${1:-$MTC_SOURCE}" || exit 99

# judge NAME: ok if nothing stands in $WORK/found
judge() {
    if [ -s "$WORK/found" ]; then not_ok "$1" "$WORK/found"; else ok "$1"; fi
}

# What the compiler sees of a file: without comments and strings (an #include's
# name stays), with "FILE:LINE:" in front of each line.
code_of() {
    awk '
        FNR == 1 { comment = 0 }
        {
            line = $0; out = ""
            if (!comment && line ~ /^[ \t]*#[ \t]*include/) { print FILENAME ":" FNR ":" line; next }
            while (line != "") {
                if (comment) {
                    end = index(line, "*/")
                    if (!end) { line = ""; break }
                    line = substr(line, end + 2); comment = 0; continue
                }
                two = substr(line, 1, 2); one = substr(line, 1, 1)
                if (two == "/*") { comment = 1; line = substr(line, 3); continue }
                if (two == "//") break
                if (one == "\"" || one == "\x27") {
                    quote = one; line = substr(line, 2); out = out quote
                    while (line != "" && substr(line, 1, 1) != quote) {
                        if (substr(line, 1, 1) == "\\") line = substr(line, 2)
                        line = substr(line, 2)
                    }
                    line = substr(line, 2); out = out quote; continue
                }
                out = out one; line = substr(line, 2)
            }
            print FILENAME ":" FNR ":" out
        }' "$@"
}

# What the build makes may lie there, too, in a release or a build in the tree.
made='compiler/model/stdlib_files\.c|compiler/model/schema_table\.c|compiler/model/catalogue_rows\.c|compiler/report/page_files\.c'
compiled=$(find compiler -name '*.[ch]' | grep -vE "^($made)\$" | sort)
sources="$compiled $(find grammar -name '*.[ly]' | sort)"
# shellcheck disable=SC2086 # file names without blanks
code_of $compiled >"$WORK/code"
check "there is code to look at" test -s "$WORK/code"

# ---------------------------------------------------------------- which way
awk '
    BEGIN {
        count = split("base report syntax model expand check emit read deploy cli", rooms, " ")
        for (i = 1; i <= count; i++) rank[rooms[i]] = i
        rank["tools"] = 4   # programs of the build: they know what they write
    }
    match($0, /^[^:]*:[0-9]+:/) {
        place = substr($0, 1, RLENGTH); text = substr($0, RLENGTH + 1)
        split(place, part, "/"); here = part[2]
        if (!(here in rank)) { print place " lies in no room"; next }
        if (text !~ /^[ \t]*#[ \t]*include[ \t]*"/) next
        name = text; sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
        if (name ~ /^grammar\//) { if (here != "syntax") print place " only syntax/ knows the grammar"; next }
        if (name !~ /\//) { print place " \"" name "\" is not named from its room"; next }
        there = name; sub(/\/.*/, "", there)
        if (there == "tools" && here != "tools") print place " a build program is included"
        else if (!(there in rank)) print place " \"" name "\" lies in no room"
        else if (rank[there] > rank[here]) print place " climbs from " here " to " there
        else if (name ~ /\.\./) print place " \"" name "\" leaves its room"
    }' "$WORK/code" >"$WORK/found"
judge "includes point down only"

# ------------------------------------------------------------- what and where
grep -E '#[ 	]*include[ 	]*<(curl|openssl|expat)' "$WORK/code" | grep -v '^compiler/deploy/' >"$WORK/found"
judge "only deploy/ knows curl, OpenSSL and expat"
grep -E '#[ 	]*include[ 	]*<(yaml\.h|cjson/)' "$WORK/code" | grep -vE '^compiler/(report|emit|read|deploy|cli)/' >"$WORK/found"
judge "only report/, emit/, read/, deploy/ and cli/ know libyaml and cJSON"
grep -E '#[ 	]*include[ 	]*<pcre2' "$WORK/code" | grep -v '^compiler/check/' >"$WORK/found"
judge "only check/ knows PCRE2"
grep -E '[^a-zA-Z0-9_](sprintf|vsprintf|strcpy|strcat|strncpy|strncat|strtok|atoi|atol|atof|gets|alloca)[ ]*\(' "$WORK/code" >"$WORK/found"
judge "no function that forgets a length or an error"
grep -E '[^a-zA-Z0-9_](setlocale|localtime|localtime_r|strftime|rand|random|srand|tmpnam|time)[ ]*\(' "$WORK/code" \
    | grep -vE '^compiler/deploy/' >"$WORK/found"
judge "nothing depends on locale, time or chance"
grep -E '[^a-zA-Z0-9_](printf|puts|putchar|exit|_exit|perror)[ ]*\(' "$WORK/code" \
    | grep -vE '^compiler/(cli|deploy|tools)/' >"$WORK/found"
judge "only cli/ prints and exits"
grep -E '[^a-zA-Z0-9_](malloc|calloc|realloc|free|strdup|asprintf)[ ]*\(' "$WORK/code" \
    | grep -vE '^compiler/(base/arena\.c|tools/|deploy/)' >"$WORK/found"
judge "memory comes from arenas"
# A variable that keeps its value between calls: static and neither const nor a
# function. A crash's handler needs a stack of its own, and can be given none.
grep -E '^[^:]*:[0-9]+:[ 	]*static ' "$WORK/code" \
    | grep -vE 'static (inline |_Noreturn )*[a-zA-Z_0-9 *]*\(|const|_Noreturn|inline' \
    | grep -E '(;|=)' | grep -vE '^compiler/(tools/|cli/bug\.c:)' >"$WORK/found"
judge "no variable outlives a call"

# ---------------------------------------------------------------- how it looks
: >"$WORK/found"
for file in $sources; do
    case $file in
        *.c | *.h)
            case $(head -c 2 "$file") in
                '/*') ;;
                *) echo "$file does not open with what it is for" ;;
            esac
            ;;
    esac
done >"$WORK/found"
judge "each file opens with a comment"
for file in $sources; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 800 ] || echo "$file has $lines lines"
done >"$WORK/found"
judge "no file of more than 800 lines"
# shellcheck disable=SC2086
grep -nE '[ 	]+$' $sources >"$WORK/found"
judge "no blanks at a line's end"
# shellcheck disable=SC2086
grep -n '	' $compiled >"$WORK/found"
judge "no tabs"
# shellcheck disable=SC2086
awk 'length($0) > 150 { print FILENAME ":" FNR ": " length($0) " bytes" }' $compiled >"$WORK/found"
judge "no line of more than 150 bytes"
# shellcheck disable=SC2086
grep -nE '(^|[^A-Za-z])(TODO|FIXME|XXX|HACK)([^A-Za-z]|$)' $sources >"$WORK/found"
judge "nothing is left for later in a comment"
tap_end
