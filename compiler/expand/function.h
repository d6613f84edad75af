/* Functions: the builtin ones, in one table, and what their files share. */
#ifndef MTC_EXPAND_FUNCTION_H
#define MTC_EXPAND_FUNCTION_H

#include "expand/expander.h"

enum { MOST_ARGUMENTS = 8 };

/* One call: arguments by parameter, evaluated; absent ones are not there
   (given[i] false). With `rest`, further positional arguments follow. */
struct call_frame {
    struct expander *x;
    struct scope *scope;
    const struct call *node;
    struct span span;
    size_t count;                       /* arguments, rest included */
    const struct value *arguments;
    const struct function *function;
};

struct function {
    const char *name;
    size_t least, most;                 /* arguments; most == SIZE_MAX: any number */
    bool takes_deployed;                /* else a deployed argument is a mistake */
    struct value (*run)(struct call_frame *frame);
    const char *parameters[4];
};

/* A mistake in a call: poison. */
struct value call_fail(struct call_frame *frame, size_t argument, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The argument as a kind; false after a message. */
bool argument_text(struct call_frame *frame, size_t i, struct text *text);
bool argument_integer(struct call_frame *frame, size_t i, int64_t *integer);
bool argument_list(struct call_frame *frame, size_t i, const struct value **items, size_t *count);
bool argument_map(struct call_frame *frame, size_t i, struct value *map);
bool argument_network(struct call_frame *frame, size_t i, struct network *network);

extern const struct function FUNCTIONS_LIST[], FUNCTIONS_TEXT[], FUNCTIONS_NETWORK[], FUNCTIONS_DEPLOY[];

#endif
