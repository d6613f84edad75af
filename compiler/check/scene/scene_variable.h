/* Scene variables: what the files of the scene share, for these and their test. */
#ifndef MTC_CHECK_SCENE_VARIABLE_H
#define MTC_CHECK_SCENE_VARIABLE_H

#include "check/scene/scene.h"

struct scene_variable {
    struct value subject;               /* a parameter, or what a condition compares with constants */
    const struct parameter *parameter;  /* NULL: no parameter */
    struct value *states;               /* known values; VALUE_POISON: none of those that it is compared with */
    unsigned count;
    unsigned compared;                  /* bit i: a condition compares it with state i */
    unsigned base, state;               /* the state of the first scene; of this one */
    bool closed;                        /* takes no other values than its states */
    bool opaque;                        /* nothing is known of its value */
    bool matters;                       /* a proof has asked for it */
};

/* Conditions looked at in one question: named ones may share operands, so that few lines are many steps. */
enum { SCENE_STEPS = 10000 };

/* The stack's first scene. */
void scene_init(struct scene *scene, struct check *check, const struct stack *stack);       /* scene_run.c */
/* Finds the variables of the scene's stack and sets each to its base. */
void scene_vary(struct scene *scene);
/* The variable that a value is, or NULL. */
struct scene_variable *scene_variable_of(const struct scene *scene, struct value subject);
/* Whether it is a scalar that the template itself decides. */
bool scene_constant(struct scene *scene, struct value value);
/* Two known scalars are one for CloudFormation when their texts are. */
bool scene_same_text(struct scene *scene, struct value a, struct value b);
/* The resources of a type, there or not; NULL where the stack has none. */
const struct resource_vec *scene_type(struct scene *scene, const char *type);
/* Every variable to its base. */
void scene_reset(struct scene *scene);
/* Sets variables so that the condition holds, or does not; false where no way was found. */
bool scene_make(struct scene *scene, const struct condition *condition, bool wanted);
/* What the condition says in this scene. */
enum truth scene_truth(struct scene *scene, const struct condition *condition);

#endif
