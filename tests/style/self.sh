#!/bin/sh
# The style test itself: a tree with each mistake once must fail in each line,
# and a good tree in none.
. "$MTC_SOURCE/tests/harness/tap.sh"

# broken NAME FILE TEXT: the rule NAME is broken by a file of this text
broken() {
    rm -rf "$WORK/tree"
    mkdir -p "$WORK/tree/grammar" "$WORK/tree/$(dirname "$2")" "$WORK/tree/compiler/base"
    printf '/* Good. */\n#include "base/good.h"\n' >"$WORK/tree/compiler/base/good.c"
    printf '/* Good. */\n' >"$WORK/tree/compiler/base/good.h"
    printf "$3" >"$WORK/tree/$2"
    sh "$MTC_SOURCE/tests/style/includes.sh" "$WORK/tree" >"$WORK/said" 2>&1
    if [ -n "$1" ]; then
        if grep -q "^not ok .* - $1" "$WORK/said" && [ "$(grep -c '^not ok' "$WORK/said")" -eq 1 ]; then ok "noticed: $1"
        else not_ok "noticed: $1" "$WORK/said"; fi
    elif grep -q '^not ok' "$WORK/said"; then not_ok "a good tree" "$WORK/said"
    else ok "a good tree"; fi
}

head='/* Words. */\n'
broken "" compiler/emit/a.c "$head#include \"base/good.h\"\n#include <yaml.h>\nstatic const int x = 1;\nstatic int f(void);\n/* printf() */ int g(void) { return f() + \"exit()\"[0]; }\n"
broken "includes point down only" compiler/base/a.c "$head#include \"cli/session.h\"\n"
broken "includes point down only" compiler/base/a.c "$head#include \"good.h\"\n"
broken "includes point down only" compiler/cli/a.c "$head#include \"tools/typetable.h\"\n"
broken "only deploy/ knows" compiler/cli/a.c "$head#include <curl/curl.h>\n"
broken "only report/, emit/" compiler/model/a.c "$head#include <yaml.h>\n"
broken "only check/ knows PCRE2" compiler/model/a.c "$head#define PCRE2_CODE_UNIT_WIDTH 8\n#include <pcre2.h>\n"
broken "no function that forgets" compiler/base/a.c "$head int f(char *a) { return sprintf(a, \"x\"); }\n"
broken "nothing depends on locale" compiler/base/a.c "$head char *f(void) { return setlocale(0, \"\"); }\n"
broken "only cli/ prints and exits" compiler/base/a.c "$head void f(void) { exit(1); }\n"
broken "memory comes from arenas" compiler/base/a.c "$head void *f(void) { return malloc(1); }\n"
broken "no variable outlives a call" compiler/base/a.c "$head static int count;\n"
broken "no variable outlives a call" compiler/base/a.c "$head int f(void)\n{\n    static int count = 0;\n    return count++;\n}\n"
broken "each file opens with a comment" compiler/base/a.c "int x(void);\n"
broken "no file of more than 800 lines" compiler/base/a.c "$head$(awk 'BEGIN { for (i = 0; i < 801; i++) printf "\\n" }')"
broken "no blanks at a line's end" compiler/base/a.c "${head}int f(void); \n"
broken "no tabs" compiler/base/a.c "$head\tint f(void);\n"
broken "no line of more than 150" compiler/base/a.c "$head/* $(printf '%0160d' 0) */\n"
broken "nothing is left for later" compiler/base/a.c "$head/* TODO */\n"
tap_end
