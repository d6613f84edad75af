/* Builder, second half: declarations and blocks. See build.c. Each declaration
   claims the description above it here, when it is whole. */
#include "syntax/build.h"

#include <stddef.h>

static void *declaration_of(struct parser *parser, size_t size, enum node_kind kind, struct span span,
                            const struct atom *name, struct span name_span)
{
    struct declaration *declaration = arena_zero(parser->arena, size);
    declaration->head.kind = (uint8_t)kind;
    declaration->head.span = span;
    declaration->name = name;
    declaration->name_span = name_span;
    declaration->description = description_claim(parser, span);
    return declaration;
}

#define DECLARE(type, kind, name, name_span) \
    declaration_of(parser, sizeof(struct type), (kind), span, (name), (name_span))

static const struct object *object_of(struct tree tree)
{
    return (const struct object *)tree.node;
}

/* -------------------------------------------------------------- blocks */

void build_declaration(struct parser *parser, const struct declaration *declaration)
{
    if (declaration)
        *VEC_ADD(parser->arena, &parser->declarations) = declaration;
}

struct block build_block(struct parser *parser, size_t base)
{
    size_t count = parser->declarations.count - base;
    struct block block = { count, NULL };
    if (count) {
        block.items = arena_alloc(parser->arena, count * sizeof *block.items);
        memcpy(block.items, parser->declarations.at + base, count * sizeof *block.items);
    }
    parser->declarations.count = base;
    return block;
}

struct block build_block_of(struct parser *parser, const struct declaration *declaration)
{
    size_t base = parser->declarations.count;
    build_declaration(parser, declaration);
    return build_block(parser, base);
}

/* The file's own block needs no copy: nothing lies below it. */
void build_file(struct parser *parser)
{
    parser->body = (struct block){ parser->declarations.count, parser->declarations.at };
}

void build_expression(struct parser *parser, struct tree expression)
{
    parser->expression = expression.node;
}

void build_overflow(struct parser *parser, void *states, ptrdiff_t states_size, void *values, ptrdiff_t values_size,
                    void *spans, ptrdiff_t spans_size, ptrdiff_t *room)
{
    enum { LARGEST = 16 * LIMIT_EXPRESSION };
    ptrdiff_t larger = *room * 2;
    if (larger > LARGEST) {
        syntax_error_nesting(parser, parser_token(parser, 0)->span, LIMIT_EXPRESSION);
        return;
    }
    void *stacks[] = { states, values, spans };
    ptrdiff_t sizes[] = { states_size, values_size, spans_size };
    for (int i = 0; i < 3; i++) {
        void *old;
        memcpy(&old, stacks[i], sizeof old);
        /* states_size counts *room elements at most; twice as much holds `larger`. */
        void *copy = arena_alloc(parser->arena, (size_t)sizes[i] * 2);
        memcpy(copy, old, (size_t)sizes[i]);
        memcpy(stacks[i], &copy, sizeof copy);
    }
    *room = larger;
}

/* -------------------------------------------------------- declarations */

const struct declaration *build_value(struct parser *parser, enum node_kind kind, struct span span,
                                      const struct atom *name, struct span name_span, struct tree type,
                                      struct tree value, struct tree fields)
{
    if (kind == DECL_ARCHITECTURE)
        return DECLARE(declaration, kind, name, name_span);
    struct decl_value *declaration = DECLARE(decl_value, kind, name, name_span);
    declaration->type = type.node;
    declaration->value = value.node;
    declaration->fields = object_of(fields);
    return &declaration->head;
}

const struct declaration *build_section(struct parser *parser, enum node_kind kind, struct span span,
                                        const struct atom *name, struct span name_span, struct tree fields)
{
    static const struct tree none = { NULL, 0 };
    return build_value(parser, kind, span, name, name_span, none, fields, none);
}

const struct declaration *build_use(struct parser *parser, struct span span, struct raw_text path,
                                    struct span path_span, const struct atom *name, struct span name_span)
{
    struct decl_use *use = DECLARE(decl_use, DECL_USE, name, name_span);
    use->path = literal_text(parser, path, (struct text){ "", 0 });
    use->path_span = path_span;
    return &use->head;
}

const struct declaration *build_parameter(struct parser *parser, enum node_kind kind, struct span span,
                                          const struct atom *name, struct span name_span, struct tree type,
                                          struct tree standard, struct tree fields)
{
    struct decl_param *param = DECLARE(decl_param, kind, name, name_span);
    param->type = type.node;
    param->standard = standard.node;
    param->fields = object_of(fields);
    return &param->head;
}

const struct declaration *build_resource(struct parser *parser, struct span span, const struct atom *name,
                                         struct span name_span, struct tree key, const struct atom *type,
                                         struct span type_span, struct tree properties, struct tree attributes)
{
    struct decl_resource *resource = DECLARE(decl_resource, DECL_RESOURCE, name, name_span);
    resource->key = key.node;
    resource->type = type;
    resource->type_span = type_span;
    resource->properties = object_of(properties);
    resource->attributes = object_of(attributes);
    return &resource->head;
}

const struct declaration *build_instance(struct parser *parser, enum node_kind kind, struct span span,
                                         const struct atom *name, struct span name_span, struct tree key,
                                         struct pattern_name pattern, struct span pattern_span,
                                         struct tree arguments)
{
    struct decl_instance *instance = DECLARE(decl_instance, kind, name, name_span);
    instance->key = key.node;
    instance->module = pattern.module;
    instance->pattern = pattern.name;
    instance->pattern_span = pattern_span;
    instance->arguments = object_of(arguments);
    return &instance->head;
}

/* One side of a flow, or its ports. Lists in brackets among them are opened, so
   that `[a, b] -> c` is `a, b -> c`. */
const struct list *build_ends(struct parser *parser, struct span span, size_t base)
{
    size_t count = 0;
    for (size_t i = base; i < parser->trees.count; i++) {
        const struct node *node = parser->trees.at[i].node;
        count += node->kind == NODE_LIST ? node->count : 1;
    }
    struct list *ends = arena_alloc(parser->arena, sizeof *ends + count * sizeof ends->items[0]);
    ends->head = (struct node){ .kind = NODE_LIST, .count = (uint32_t)count, .span = span };
    size_t at = 0;
    for (size_t i = base; i < parser->trees.count; i++) {
        const struct node *node = parser->trees.at[i].node;
        if (node->kind != NODE_LIST) {
            ends->items[at++] = node;
            continue;
        }
        for (size_t j = 0; j < node->count; j++)
            ends->items[at++] = ((const struct list *)node)->items[j];
    }
    parser->trees.count = base;
    return ends;
}

/* `any az` stands for no zone in particular: a node that says so until the
   declaration around it is made. */
struct tree build_any_az(struct parser *parser, struct span span)
{
    return build_constant(parser, NODE_NULL, span, LOSS_ANY_AZ);
}

static bool is_any_az(const struct node *node)
{
    return node->kind == NODE_NULL && ((const struct literal *)node)->integer == LOSS_ANY_AZ;
}

const struct declaration *build_flow(struct parser *parser, enum node_kind kind, struct span span,
                                     const struct list *sources, const struct list *targets,
                                     const struct list *ports, bool refused, struct tree via, struct tree lost)
{
    struct decl_flow *flow = DECLARE(decl_flow, kind, NULL, SPAN_NONE);
    flow->sources = sources;
    flow->targets = targets;
    flow->ports = ports;
    flow->refused = refused;
    flow->via = via.node;
    if (lost.node && is_any_az(lost.node)) {
        flow->loss = LOSS_ANY_AZ;
    } else if (lost.node) {
        flow->loss = LOSS_OF;
        flow->lost = lost.node;
    }
    return &flow->head;
}

const struct declaration *build_check(struct parser *parser, enum node_kind kind, struct span span,
                                      struct tree condition, struct tree message)
{
    struct decl_check *check = DECLARE(decl_check, kind, NULL, SPAN_NONE);
    check->condition = condition.node;
    check->message = message.node;
    return &check->head;
}

const struct declaration *build_override(struct parser *parser, struct span span, struct tree path,
                                         struct tree properties, struct tree attributes)
{
    struct decl_override *override = DECLARE(decl_override, DECL_OVERRIDE, NULL, SPAN_NONE);
    override->path = path.node;
    override->properties = object_of(properties);
    override->attributes = object_of(attributes);
    return &override->head;
}

const struct declaration *build_branch(struct parser *parser, enum node_kind kind, struct span span,
                                       struct tree condition, struct block yes, struct block no)
{
    struct decl_branch *branch = DECLARE(decl_branch, kind, NULL, SPAN_NONE);
    branch->condition = condition.node;
    branch->yes = yes;
    branch->no = no;
    return &branch->head;
}

const struct declaration *build_for(struct parser *parser, struct span span, const struct atom *first,
                                    struct span first_span, const struct atom *second, struct span second_span,
                                    struct tree source, struct block body)
{
    struct decl_for *loop = DECLARE(decl_for, DECL_FOR, NULL, SPAN_NONE);
    loop->first = first;
    loop->first_span = first_span;
    loop->second = second;
    loop->second_span = second ? second_span : SPAN_NONE;
    loop->source = source.node;
    loop->body = body;
    return &loop->head;
}

const struct declaration *build_pattern(struct parser *parser, struct span span, const struct atom *name,
                                        struct span name_span, size_t base, bool is_tier, struct block body)
{
    struct decl_pattern *pattern = DECLARE(decl_pattern, DECL_PATTERN, name, name_span);
    size_t count = parser->type_fields.count - base;
    struct type_field *parameters = arena_alloc(parser->arena, count * sizeof *parameters);
    if (count)
        memcpy(parameters, parser->type_fields.at + base, count * sizeof *parameters);
    parser->type_fields.count = base;
    pattern->is_tier = is_tier;
    pattern->parameter_count = count;
    pattern->parameters = parameters;
    pattern->body = body;
    return &pattern->head;
}

const struct declaration *build_stack(struct parser *parser, struct span span, const struct atom *name,
                                      struct span name_span, struct tree region, struct block body)
{
    struct decl_stack *stack = DECLARE(decl_stack, DECL_STACK, name, name_span);
    stack->region = region.node;
    stack->body = body;
    return &stack->head;
}

const struct declaration *build_test(struct parser *parser, struct span span, struct raw_text title,
                                     struct span title_span, struct tree inputs, struct block body)
{
    struct decl_test *test = DECLARE(decl_test, DECL_TEST, NULL, title_span);
    test->title = literal_text(parser, title, (struct text){ "", 0 });
    test->inputs = object_of(inputs);
    test->body = body;
    return &test->head;
}

/* -------------------------------------------------------- after mistakes */

static struct text word_behind(const char **at, const char *end)
{
    while (*at < end && (**at == ' ' || **at == '\t'))
        ++*at;
    const char *from = *at;
    while (*at < end && (**at == '_' || (**at >= '0' && **at <= '9') || (**at >= 'a' && **at <= 'z')
                         || (**at >= 'A' && **at <= 'Z')))
        ++*at;
    return (struct text){ from, (size_t)(*at - from) };
}

const struct declaration *build_lost(struct parser *parser, struct span span)
{
    static const char *const naming[] = { "let", "resource", "param", "input", "tier" };
    const char *at = token_text(parser, span.low), *end = token_text(parser, span.high);
    struct text keyword = word_behind(&at, end), word = word_behind(&at, end);
    const struct declaration *lost = NULL;
    for (size_t i = 0; word.length && i < sizeof naming / sizeof naming[0]; i++) {
        if (!text_equal_c(keyword, naming[i]))
            continue;
        uint32_t low = parser->base + (uint32_t)(word.at - parser->start);
        struct decl_value *let = DECLARE(decl_value, DECL_LET, atom_of(parser->atoms, word),
                                         ((struct span){ low, low + (uint32_t)word.length }));
        let->value = build_error(parser, span).node;
        lost = &let->head;
    }
    if (!lost)
        description_claim(parser, span);
    return lost;
}
