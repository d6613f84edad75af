#!/bin/sh
# What lies in the tree is in the Makefile: a source that is not compiled, a
# test that is not run and a file that a release lacks are all forgotten files.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE" || exit 99
words=$(tr ' \t' '\n\n' <Makefile.am)

# listed WHY FILE...: each file's name is a word of Makefile.am
listed() {
    why=$1
    shift
    : >"$WORK/missing"
    for file; do
        printf '%s\n' "$words" | grep -qxF "$file" || echo "$file"
    done >"$WORK/missing"
    if [ -s "$WORK/missing" ]; then not_ok "$why" "$WORK/missing"; else ok "$why"; fi
}

made='compiler/model/stdlib_files.c|compiler/model/schema_table.c|compiler/model/catalogue_rows.c|compiler/report/page_files.c'
# shellcheck disable=SC2046 # names without blanks
listed "every source is compiled" $(find compiler \( -name '*.[ch]' -o -name '*.def' \) | grep -vE "^($made)$" | sort)
# shellcheck disable=SC2046
listed "every unit test is run" $(find tests/unit -name 'test_*.c' | sed 's/\.c$//' | sort)
# shellcheck disable=SC2046
listed "every shell test is run" $(find tests -name '*.sh' ! -path 'tests/harness/*' ! -name tools.sh ! -path tests/deploy/python.sh ! -path 'tests/bench/*' | sort)
# shellcheck disable=SC2044 # the same
for file in $(find compiler -name '*.c' ! -path 'compiler/tools/*' | grep -vE "^($made)$" | sort); do
    grep -qF "\`$(basename "$file" .c)\`" compiler/README.md || echo "$file"
done >"$WORK/missing"
if [ -s "$WORK/missing" ]; then not_ok "compiler/README.md tells of every file" "$WORK/missing"; else ok "compiler/README.md tells of every file"; fi
if [ -d .git ] || [ -f .git ]; then
    if command -v git >/dev/null 2>&1; then
        # an archive of what a release would hold, against what git knows
        if [ -f "$MTC_BUILD/Makefile" ] && make -s -C "$MTC_BUILD" print-distfiles >"$WORK/dist" 2>/dev/null; then
            git ls-files | grep -vE '^(\.|bootstrap$)' | sort >"$WORK/known"
            tr ' ' '\n' <"$WORK/dist" | sed "s|^$MTC_SOURCE/||; s|^\.\./||" | sort -u >"$WORK/shipped"
            while read -r file; do
                path=$file
                while [ "$path" != . ]; do
                    grep -qxF "$path" "$WORK/shipped" && break
                    path=$(dirname "$path")
                done
                [ "$path" = . ] && echo "$file"
            done <"$WORK/known" >"$WORK/missing"
            if [ -s "$WORK/missing" ]; then not_ok "a release holds every file" "$WORK/missing"; else ok "a release holds every file"; fi
        else
            not_ok "the build says what a release holds"
        fi
    fi
fi
tap_end
