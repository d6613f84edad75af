/* Read: a CloudFormation template, JSON or YAML, into the graph that .mt makes,
   so that checks, printers and whatever else looks at a graph serve both.
   Positions in it are places of the template's text. */
#ifndef MTC_READ_READ_H
#define MTC_READ_READ_H

#include "expand/graph.h"

/* The template in a source as a graph of one stack called `name`; it means
   something only if the reporter got no error. stack->written is the whole
   template with the calls in it understood, in the order of the file: what a
   printer writes. */
struct graph *read_template(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                            struct source *source, struct text name);

#endif
