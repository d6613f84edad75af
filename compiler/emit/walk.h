/* Walk: inside emit/, and for its tests. One walk over a stack's template for
   whoever wants its entries. */
#ifndef MTC_EMIT_WALK_H
#define MTC_EMIT_WALK_H

#include "emit/template.h"

/* What is done with a template, in template order. Each returns false to stop
   the walk. Trees live in the walk's arena, which value and entry may reset. */
struct template_visitor {
    /* A section that is a value of its own: Description, Transform, … */
    bool (*value)(void *context, struct text section, const struct tree *value);
    /* A section of entries: open, entries (at least one), close. */
    bool (*open)(void *context, struct text section);
    bool (*entry)(void *context, struct text key, const struct tree *body);
    bool (*close)(void *context);
};

/* False once a function of the visitor said so. */
bool template_walk(struct arena *scratch, const struct stack *stack,
                   const struct template_visitor *visitor, void *context);

#endif
