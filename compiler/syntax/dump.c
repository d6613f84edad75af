#include "syntax/parser.h"
struct text syntax_dump_tokens(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                               struct sources *sources, const struct source *source)
{ (void)arena;(void)atoms;(void)reporter;(void)sources;(void)source; return TEXT(""); }
struct text syntax_dump(struct arena *arena, struct sources *sources, const struct syntax *syntax)
{ (void)arena;(void)sources;(void)syntax; return TEXT(""); }
