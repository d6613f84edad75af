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
};

enum scene_truth { SCENE_FALSE, SCENE_TRUE, SCENE_UNDECIDED };

/* The stack's first scene. */
void scene_init(struct scene *scene, struct check *check, const struct stack *stack);       /* scene_run.c */
/* Finds the variables of the scene's stack and sets each to its base. */
void scene_vary(struct scene *scene);
/* The resources of a type, there or not; NULL where the stack has none. */
const struct resource_vec *scene_type(struct scene *scene, const char *type);
/* Every variable to its base. */
void scene_reset(struct scene *scene);
/* Sets variables so that the condition holds, or does not; false where no way was found. */
bool scene_make(struct scene *scene, const struct condition *condition, bool wanted);
enum scene_truth scene_truth(struct scene *scene, const struct condition *condition);

#endif
