/* Check: what AWS would refuse and what could not work, told before it is
   tried. The rules stand in one table (check.c); each reads the graph, changes
   nothing, and reports through the reporter. A mistake inside a pattern is told
   at the user's line by the resource's frames. */
#ifndef MTC_CHECK_CHECK_H
#define MTC_CHECK_CHECK_H

#include "expand/graph.h"

/* Runs every rule that is switched on over the graph. Scratch memory comes from
   the arena; messages live in the reporter's. */
void check_graph(struct arena *arena, struct reporter *reporter, const struct graph *graph);

#endif
