/* Builder, first half: expressions and types. The grammar's actions call it
   with parts that are whole; it copies the parts of a list from the parser's
   stacks into a node of exactly their number.

   Each tree carries its height while it grows. One that is too high for those
   who recurse over it is replaced by NODE_ERROR, and told once. Declarations
   are made in build_declaration.c. */
#include "syntax/build.h"

static void set_head(struct node *head, enum node_kind kind, struct span span, size_t count)
{
    *head = (struct node){ .kind = (uint8_t)kind, .count = (uint32_t)count, .span = span };
}

static uint32_t higher(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* The node as a tree one higher than what lies below it. */
static struct tree grown(struct parser *parser, const struct node *node, uint32_t below)
{
    if (below >= LIMIT_EXPRESSION) {
        syntax_error_nesting(parser, node->span, LIMIT_EXPRESSION);
        return build_error(parser, node->span);
    }
    return (struct tree){ node, below + 1 };
}

struct tree build_error(struct parser *parser, struct span span)
{
    struct node *node = arena_alloc(parser->arena, sizeof *node);
    set_head(node, NODE_ERROR, span, 0);
    return (struct tree){ node, 1 };
}

struct tree build_constant(struct parser *parser, enum node_kind kind, struct span span, int64_t integer)
{
    struct literal *literal = arena_alloc(parser->arena, sizeof *literal);
    set_head(&literal->head, kind, span, 0);
    literal->integer = integer;
    return (struct tree){ &literal->head, 1 };
}

struct tree build_name(struct parser *parser, enum node_kind kind, struct span span, const struct atom *module,
                       const struct atom *name)
{
    struct name *node = arena_alloc(parser->arena, sizeof *node);
    set_head(&node->head, kind, span, 0);
    node->name = name;
    node->module = module;
    return (struct tree){ &node->head, 1 };
}

/* -------------------------------------------------------------- strings */

static struct text indentation_of(const struct parser *parser, struct raw_text raw, struct span span)
{
    if (!(raw.form & FORM_LONG))
        return (struct text){ "", 0 };
    return literal_indentation(token_text(parser, span.low), token_text(parser, span.high) - 3);
}

struct tree build_string(struct parser *parser, struct raw_text raw, struct span span)
{
    struct string *string = arena_alloc(parser->arena, sizeof *string);
    set_head(&string->head, NODE_STRING, span, 0);
    string->text = literal_text(parser, raw, indentation_of(parser, raw, span));
    return (struct tree){ &string->head, 1 };
}

const struct atom *build_key(struct parser *parser, struct raw_text raw, struct span span)
{
    if (raw.form == FORM_RAW)
        return atom_of(parser->atoms, (struct text){ raw.at, raw.length });
    return atom_of(parser->atoms, literal_text(parser, raw, indentation_of(parser, raw, span)));
}

/* A piece waits undecoded: what its lines lose is known at the string's end. */
void build_piece(struct parser *parser, struct raw_text raw, struct span span)
{
    struct string *piece = arena_alloc(parser->arena, sizeof *piece);
    uint32_t low = parser->base + (uint32_t)(raw.at - parser->start);
    if (!raw.length)
        low = span.low;
    set_head(&piece->head, NODE_STRING, (struct span){ low, low + raw.length }, 0);
    piece->head.flags = (uint16_t)raw.form;
    piece->text = (struct text){ raw.at, raw.length };
    build_item(parser, (struct tree){ &piece->head, 1 });
}

struct tree build_template(struct parser *parser, struct span span, size_t base, struct raw_text last,
                           struct span last_span)
{
    build_piece(parser, last, last_span);
    struct text indentation = indentation_of(parser, last, span);
    struct tree *items = parser->trees.at + base;
    size_t count = parser->trees.count - base, kept = 0;
    uint32_t below = 0;
    for (size_t i = 0; i < count; i++) {
        struct node *node = (struct node *)items[i].node;
        if (i % 2 == 0) {
            struct string *piece = (struct string *)node;
            struct raw_text raw = { piece->text.at, (uint32_t)piece->text.length, node->flags };
            node->flags = 0;
            piece->text = literal_text(parser, raw, indentation);
            /* The line break behind the opening quotes is none of the text's. */
            if (!piece->text.length)
                continue;
        }
        below = higher(below, items[i].depth);
        items[kept++] = items[i];
    }
    parser->trees.count = base + kept;
    return build_list(parser, NODE_TEMPLATE, span, base);
}

/* ------------------------------------------------------------ operators */

struct tree build_unary(struct parser *parser, enum node_kind kind, struct span span, struct tree operand)
{
    struct unary *unary = arena_alloc(parser->arena, sizeof *unary);
    set_head(&unary->head, kind, span, 0);
    unary->operand = operand.node;
    return grown(parser, &unary->head, operand.depth);
}

struct tree build_negative(struct parser *parser, struct span span, struct tree operand)
{
    return build_unary(parser, NODE_NEGATE, span, operand);
}

static struct tree two(struct parser *parser, enum node_kind kind, unsigned op, struct span span,
                       struct tree left, struct tree right)
{
    struct binary *binary = arena_alloc(parser->arena, sizeof *binary);
    set_head(&binary->head, kind, span, 0);
    binary->head.op = (uint8_t)op;
    binary->left = left.node;
    binary->right = right.node;
    return grown(parser, &binary->head, higher(left.depth, right.depth));
}

struct tree build_binary(struct parser *parser, enum operator op, struct span span, struct tree left,
                         struct tree right)
{
    return two(parser, NODE_BINARY, op, span, left, right);
}

struct tree build_pair(struct parser *parser, struct span span, struct tree key, struct tree value)
{
    return two(parser, NODE_PAIR, 0, span, key, value);
}

struct tree build_index(struct parser *parser, struct span span, struct tree base, struct tree index)
{
    return two(parser, NODE_INDEX, 0, span, base, index);
}

struct tree build_member(struct parser *parser, struct span span, struct tree base, const struct atom *name,
                         struct span name_span)
{
    struct member *member = arena_alloc(parser->arena, sizeof *member);
    set_head(&member->head, NODE_MEMBER, span, 0);
    member->base = base.node;
    member->name = name;
    member->name_span = name_span;
    return grown(parser, &member->head, base.depth);
}

struct tree build_choice(struct parser *parser, struct span span, struct tree condition, struct tree yes,
                         struct tree no)
{
    struct choice *choice = arena_alloc(parser->arena, sizeof *choice);
    set_head(&choice->head, NODE_IF, span, 0);
    choice->condition = condition.node;
    choice->yes = yes.node;
    choice->no = no.node;
    return grown(parser, &choice->head, higher(condition.depth, higher(yes.depth, no.depth)));
}

struct tree build_comprehension(struct parser *parser, enum node_kind kind, struct span span,
                                const struct atom *first, struct span first_span,
                                const struct atom *second, struct span second_span,
                                struct tree source, struct tree condition, struct tree key, struct tree value)
{
    struct comprehension *node = arena_alloc(parser->arena, sizeof *node);
    set_head(&node->head, kind, span, 0);
    node->first = first;
    node->first_span = first_span;
    node->second = second;
    node->second_span = second ? second_span : SPAN_NONE;
    node->source = source.node;
    node->condition = condition.node;
    node->key = key.node;
    node->value = value.node;
    return grown(parser, &node->head, higher(higher(source.depth, condition.depth), higher(key.depth, value.depth)));
}

/* ---------------------------------------------------------------- lists */

void build_item(struct parser *parser, struct tree item)
{
    *VEC_ADD(parser->arena, &parser->trees) = item;
}

void build_argument(struct parser *parser, const struct atom *name, struct span name_span, struct tree value)
{
    *VEC_ADD(parser->arena, &parser->arguments) =
        (struct argument_item){ { name, name ? name_span : SPAN_NONE, value.node }, value.depth };
}

void build_field(struct parser *parser, const struct atom *key, struct span key_span, struct tree value)
{
    *VEC_ADD(parser->arena, &parser->fields) = (struct field_item){ { key, key_span, value.node }, value.depth };
}

struct tree build_list(struct parser *parser, enum node_kind kind, struct span span, size_t base)
{
    size_t count = parser->trees.count - base;
    const struct tree *items = parser->trees.at + base;
    struct list *list = arena_alloc(parser->arena, sizeof *list + count * sizeof list->items[0]);
    set_head(&list->head, kind, span, count);
    uint32_t below = 0;
    for (size_t i = 0; i < count; i++) {
        list->items[i] = items[i].node;
        below = higher(below, items[i].depth);
    }
    parser->trees.count = base;
    return grown(parser, &list->head, below);
}

struct tree build_call(struct parser *parser, struct span span, struct tree callee, size_t base)
{
    size_t count = parser->arguments.count - base;
    const struct argument_item *items = parser->arguments.at + base;
    struct call *call = arena_alloc(parser->arena, sizeof *call + count * sizeof call->arguments[0]);
    set_head(&call->head, NODE_CALL, span, count);
    call->callee = callee.node;
    uint32_t below = callee.depth;
    for (size_t i = 0; i < count; i++) {
        call->arguments[i] = items[i].argument;
        below = higher(below, items[i].depth);
    }
    parser->arguments.count = base;
    return grown(parser, &call->head, below);
}

struct tree build_object(struct parser *parser, struct span span, size_t base)
{
    size_t count = parser->fields.count - base;
    const struct field_item *items = parser->fields.at + base;
    struct object *object = arena_alloc(parser->arena, sizeof *object + count * sizeof object->fields[0]);
    set_head(&object->head, NODE_OBJECT, span, count);
    uint32_t below = 0;
    for (size_t i = 0; i < count; i++) {
        object->fields[i] = items[i].field;
        below = higher(below, items[i].depth);
    }
    parser->fields.count = base;
    if (below >= LIMIT_EXPRESSION) {
        syntax_error_nesting(parser, span, LIMIT_EXPRESSION);
        object->head.count = 0;
        below = 0;
    }
    return (struct tree){ &object->head, below + 1 };
}

/* ---------------------------------------------------------------- types */

/* What stands in front of the alternatives is one of them alone, mostly. */
struct tree build_union(struct parser *parser, struct span span, size_t base)
{
    if (parser->trees.count - base == 1)
        return parser->trees.at[--parser->trees.count];
    return build_list(parser, TYPE_UNION, span, base);
}

void build_type_field(struct parser *parser, struct span span, const struct atom *name, struct span name_span,
                      struct tree type, struct tree standard)
{
    const struct text *description = description_claim(parser, span);
    struct type_field field = {
        .name = name, .name_span = name_span, .type = type.node, .standard = standard.node,
        .description = description ? *description : (struct text){ "", 0 },
    };
    *VEC_ADD(parser->arena, &parser->type_fields) = field;
}

/* Records lie in brackets, which bound their height already. */
struct tree build_record(struct parser *parser, struct span span, size_t base)
{
    size_t count = parser->type_fields.count - base;
    struct type_record *record = arena_alloc(parser->arena, sizeof *record + count * sizeof record->fields[0]);
    set_head(&record->head, TYPE_RECORD, span, count);
    if (count)
        memcpy(record->fields, parser->type_fields.at + base, count * sizeof record->fields[0]);
    parser->type_fields.count = base;
    return (struct tree){ &record->head, 1 };
}

struct tree build_type_apply(struct parser *parser, struct span span, const struct atom *name,
                             struct span name_span, size_t base)
{
    size_t count = parser->trees.count - base;
    struct type_apply *apply = arena_alloc(parser->arena, sizeof *apply + count * sizeof apply->arguments[0]);
    set_head(&apply->head, TYPE_APPLY, span, count);
    apply->name = name;
    apply->name_span = name_span;
    uint32_t below = 0;
    for (size_t i = 0; i < count; i++) {
        apply->arguments[i] = parser->trees.at[base + i].node;
        below = higher(below, parser->trees.at[base + i].depth);
    }
    parser->trees.count = base;
    return grown(parser, &apply->head, below);
}
