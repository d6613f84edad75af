/* Type: what type.c and type_builtin.c share. */
#ifndef MTC_EXPAND_TYPE_H
#define MTC_EXPAND_TYPE_H

#include "expand/expander.h"

enum builtin_type {
    BUILTIN_NONE, BUILTIN_ANY, BUILTIN_STRING, BUILTIN_INT, BUILTIN_NUMBER, BUILTIN_BOOL, BUILTIN_CIDR, BUILTIN_IP,
    BUILTIN_PORT, BUILTIN_PORTS, BUILTIN_DURATION, BUILTIN_SIZE, BUILTIN_PERCENT, BUILTIN_ARN, BUILTIN_AZ,
    BUILTIN_RANGE, BUILTIN_LIST, BUILTIN_MAP, BUILTIN_TIER
};

/* The type of that name, or BUILTIN_NONE. */
enum builtin_type type_builtin(const struct atom *name);
/* Whether the value is of the type; it is put into the type's form. */
bool type_convert_builtin(struct expander *x, struct scope *scope, enum builtin_type type, struct value *value);
/* The same of any list; a family becomes the list of its members. */
bool type_as_list(struct expander *x, struct scope *scope, struct value *value);
/* A deployed value where a known scalar could stand as well. */
bool type_deployed_scalar(struct value value);
/* Tries the names of all. */
void type_near_builtin(struct near *near);

#endif
