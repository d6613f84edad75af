/* Template: one stack of the graph as CloudFormation spells it. Sections and
   their entries in template order; an entry's body is made when it is asked for. */
#ifndef MTC_EMIT_TEMPLATE_H
#define MTC_EMIT_TEMPLATE_H

#include "emit/tree.h"
#include "expand/graph.h"

/* A value as a template tree, in the arena. */
struct tree template_value(struct arena *arena, struct value value);

/* Where bytes go. Returns false once a write has failed. */
struct sink {
    bool (*add)(void *context, struct text piece);
    void *context;
};

/* Print a stack's template entry by entry; memory does not grow with the
   template. False when the sink failed. */
bool template_json(struct arena *arena, const struct stack *stack, struct sink sink);
bool template_yaml(struct arena *arena, const struct stack *stack, struct sink sink);

/* The difference between two texts as unified diff hunks with three lines of
   context, for --check; empty when they are equal. */
struct text difference(struct arena *arena, struct text old_text, struct text new_text,
                       const char *old_name, const char *new_name, bool color);

#endif
