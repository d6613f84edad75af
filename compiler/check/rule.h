/* Rule: what the files of this room share. Nobody outside includes it. */
#ifndef MTC_CHECK_RULE_H
#define MTC_CHECK_RULE_H

#include "check/check.h"

/* How many properties of a shape are required: the last shape asked for at each slot. */
enum { REQUIRED_SLOTS = 256 };
struct required_count {
    const struct schema_shape *shape;
    uint32_t count;
};

struct check {
    struct arena *arena;
    struct reporter *reporter;
    const struct graph *graph;
    struct required_count *required;    /* REQUIRED_SLOTS; saves a walk over all properties of every resource */
    struct regexes *regexes;            /* the facts' patterns, as far as they were needed */
    bool whole;                         /* no mistake was found before the checks: what is not there was not meant */
    size_t searches;                    /* for near names in long lists so far */
};

/* Whether a near name is sought in a long list once more: not for more mistakes than are shown. */
bool check_searches(struct check *check);

/* The rules' functions: of one resource, or of one stack. */
void check_properties(struct check *check, const struct resource *resource);
void check_attributes(struct check *check, const struct resource *resource);
void check_intrinsics(struct check *check, const struct stack *stack);
void check_circles(struct check *check, const struct stack *stack);
void check_existence(struct check *check, const struct stack *stack);
void check_limits(struct check *check, const struct stack *stack);
void check_scenes(struct check *check, const struct stack *stack);      /* scene_run.c */

/* truth.c: what a condition says where its comparisons are decided, and what
   conditions say of each other */
enum truth { TRUTH_NO, TRUTH_YES, TRUTH_OPEN };
/* What one comparison says (CONDITION_EQUALS), or a condition that mtc cannot look into (CONDITION_VERBATIM). */
typedef enum truth comparison_truth(void *context, const struct condition *comparison);
struct truth_question {
    comparison_truth *compare;
    void *context;
    uint32_t steps, most;                       /* conditions looked at so far; past the most all is TRUTH_OPEN */
};
enum truth condition_truth(struct truth_question *question, const struct condition *condition);

struct fact {
    const struct fact *outer;
    const struct condition *condition;          /* NULL: says nothing */
    bool holds;
};
/* Whether the condition holds wherever all the facts do. True where mtc cannot
   tell, too: nobody is told of a mistake that may be none. */
bool condition_follows(struct arena *arena, const struct fact *facts, const struct condition *condition);

/* reference.c: the resources that a value names */
struct reference {
    const struct resource *target;
    struct value value;                         /* VALUE_RESOURCE or VALUE_ATTRIBUTE */
    const struct fact *facts;                   /* the branches of Fn::If around it, innermost first */
};
typedef void reference_visit(void *context, const struct reference *reference);
/* Visits each reference of a value in order. facts: what holds around the value. */
void references_of_value(struct value value, const struct fact *facts, reference_visit *visit, void *context);
/* Those of a resource's properties and attributes; DependsOn is not among them. */
void references_of_resource(const struct resource *resource, const struct fact *facts, reference_visit *visit,
                            void *context);

#endif
