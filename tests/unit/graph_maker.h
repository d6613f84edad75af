/* Graphs by hand, for the tests of emit/: short constructors for values, and a
   stack that holds what a test puts into it. */
#ifndef MTC_TESTS_GRAPH_MAKER_H
#define MTC_TESTS_GRAPH_MAKER_H

#include "emit/template.h"

#include <stdlib.h>

struct maker {
    struct arena arena;
    struct atoms atoms;
    struct stack stack;
};

static inline void maker_start(struct maker *maker)
{
    arena_init(&maker->arena, NULL);
    atoms_init(&maker->atoms, &maker->arena);
    maker->stack = (struct stack){ .name = atom_of_c(&maker->atoms, "shop"), .is_default = true,
                                    .region = value_null(SPAN_NONE), .metadata = value_null(SPAN_NONE),
                                    .transform = value_null(SPAN_NONE) };
}

static inline void maker_end(struct maker *maker)
{
    arena_free(&maker->arena);
}

/* cmocka's set-up and tear-down: each test gets a maker of its own. */
static inline int maker_set_up(void **state)
{
    *state = malloc(sizeof(struct maker));
    if (!*state)
        return -1;
    maker_start(*state);
    return 0;
}

static inline int maker_tear_down(void **state)
{
    maker_end(*state);
    free(*state);
    return 0;
}

#define WITH_MAKER(test) cmocka_unit_test_setup_teardown(test, maker_set_up, maker_tear_down)

static inline struct value integer(int64_t number) { return value_integer(number, SPAN_NONE); }
static inline struct value number(double number) { return value_number(number, SPAN_NONE); }
static inline struct value truth(bool truth) { return value_bool(truth, SPAN_NONE); }
static inline struct value null(void) { return value_null(SPAN_NONE); }
static inline struct value string(const char *text) { return value_string(text_of(text), SPAN_NONE); }

static inline struct value cidr(uint32_t address, uint32_t prefix)
{
    return (struct value){ .kind = VALUE_CIDR, .network = { address, prefix } };
}

static inline struct value reference(struct resource *resource)
{
    return (struct value){ .kind = VALUE_RESOURCE, .resource = resource };
}

static inline struct value parameter_value(const struct parameter *parameter)
{
    return (struct value){ .kind = VALUE_PARAMETER, .parameter = parameter };
}

static inline struct value condition_value(const struct condition *condition)
{
    return (struct value){ .kind = VALUE_CONDITION, .condition = condition };
}

static inline struct value pseudo(struct maker *maker, const char *name)
{
    return (struct value){ .kind = VALUE_PSEUDO, .atom = atom_of_c(&maker->atoms, name) };
}

static inline struct value attribute(struct maker *maker, struct resource *resource, const char *name)
{
    struct value_attribute *attribute = NEW(&maker->arena, struct value_attribute);
    *attribute = (struct value_attribute){ resource, atom_of_c(&maker->atoms, name) };
    return (struct value){ .kind = VALUE_ATTRIBUTE, .attribute = attribute };
}

static inline struct value intrinsic(struct maker *maker, const char *name, struct value argument)
{
    struct value_intrinsic *intrinsic = NEW(&maker->arena, struct value_intrinsic);
    *intrinsic = (struct value_intrinsic){ .name = atom_of_c(&maker->atoms, name), .argument = argument };
    return (struct value){ .kind = VALUE_INTRINSIC, .intrinsic = intrinsic };
}

static inline struct value choice(struct maker *maker, const struct condition *condition,
                                  struct value yes, struct value no)
{
    struct value_choice *choice = NEW(&maker->arena, struct value_choice);
    *choice = (struct value_choice){ condition, yes, no };
    return (struct value){ .kind = VALUE_CHOICE, .choice = choice };
}

static inline struct value many(struct maker *maker, enum value_kind kind, size_t count, const struct value *items)
{
    struct value *copy = NEW_ARRAY(&maker->arena, struct value, count);
    if (count)
        memcpy(copy, items, count * sizeof *items);
    return (struct value){ .kind = (uint8_t)kind, .count = (uint32_t)count, .items = copy };
}

/* LIST(maker, a, b), CONCAT(maker, a, b): at least one item. */
#define LIST(maker, ...) \
    many((maker), VALUE_LIST, sizeof((struct value[]){ __VA_ARGS__ }) / sizeof(struct value), \
         (struct value[]){ __VA_ARGS__ })
#define CONCAT(maker, ...) \
    many((maker), VALUE_CONCAT, sizeof((struct value[]){ __VA_ARGS__ }) / sizeof(struct value), \
         (struct value[]){ __VA_ARGS__ })

struct pair {
    const char *key;
    struct value value;
};

static inline struct value map_of(struct maker *maker, size_t count, const struct pair *pairs)
{
    struct value_field *fields = NEW_ARRAY(&maker->arena, struct value_field, count);
    for (size_t i = 0; i < count; i++)
        fields[i] = (struct value_field){ .key = atom_of_c(&maker->atoms, pairs[i].key), .value = pairs[i].value };
    return value_map(fields, count, SPAN_NONE);
}

/* MAP(maker, { "Key", value }, …): at least one field. */
#define MAP(maker, ...) \
    map_of((maker), sizeof((struct pair[]){ __VA_ARGS__ }) / sizeof(struct pair), (struct pair[]){ __VA_ARGS__ })

static inline struct resource *resource(struct maker *maker, const char *id, const char *type, struct value properties)
{
    struct resource *made = NEW(&maker->arena, struct resource);
    *made = (struct resource){ .id = id, .type = atom_of_c(&maker->atoms, type), .stack = &maker->stack,
                               .properties = properties, .attributes = value_map(NULL, 0, SPAN_NONE),
                               .order = (uint32_t)maker->stack.resources.count };
    *VEC_ADD(&maker->arena, &maker->stack.resources) = made;
    return made;
}

static inline struct parameter *parameter(struct maker *maker, const char *id, const char *type)
{
    struct parameter *made = NEW(&maker->arena, struct parameter);
    *made = (struct parameter){ .id = id, .name = atom_of_c(&maker->atoms, id), .type = type };
    made->standard = made->allowed = made->pattern = made->message = made->label = made->group = null();
    made->min = made->max = made->min_length = made->max_length = null();
    *VEC_ADD(&maker->arena, &maker->stack.parameters) = made;
    return made;
}

/* A condition, in the stack's list where it has a name. */
static inline struct condition *condition(struct maker *maker, const char *name, enum condition_kind kind)
{
    struct condition *made = NEW(&maker->arena, struct condition);
    *made = (struct condition){ .kind = kind, .name = text_of(name), .by_let = *name };
    made->left = made->right = null();
    if (*name)
        *VEC_ADD(&maker->arena, &maker->stack.conditions) = made;
    return made;
}

static inline struct condition *equals(struct maker *maker, const char *name, struct value left, struct value right)
{
    struct condition *made = condition(maker, name, CONDITION_EQUALS);
    made->left = left;
    made->right = right;
    return made;
}

static inline void operand(struct maker *maker, struct condition *condition, const struct condition *added)
{
    const struct condition **operands = NEW_ARRAY(&maker->arena, const struct condition *, condition->count + 1);
    if (condition->count)
        memcpy(operands, condition->operands, condition->count * sizeof *operands);
    operands[condition->count++] = added;
    condition->operands = operands;
}

static inline struct stack_output *output(struct maker *maker, const char *id, struct value value)
{
    struct stack_output *made = NEW(&maker->arena, struct stack_output);
    *made = (struct stack_output){ .id = id, .value = value, .export = null() };
    *VEC_ADD(&maker->arena, &maker->stack.outputs) = made;
    return made;
}

/* A sink into a buffer. */
static inline bool sink_buffer(void *context, struct text piece)
{
    buffer_add(context, piece);
    return true;
}

/* A sink that has room for so many bytes, and then fails. */
static inline bool sink_room(void *context, struct text piece)
{
    size_t *room = context;
    if (piece.length > *room)
        return false;
    *room -= piece.length;
    return true;
}

/* The stack's template. */
static inline const char *printed(struct maker *maker, bool yaml)
{
    struct buffer *buffer = NEW(&maker->arena, struct buffer);
    buffer_init(buffer, &maker->arena);
    struct sink sink = { sink_buffer, buffer };
    bool done = yaml ? template_yaml(&maker->arena, &maker->stack, sink)
                     : template_json(&maker->arena, &maker->stack, sink);
    buffer_add_char(buffer, '\0');
    return done ? buffer->at : "";
}

#endif
