/* Types as they are written, for messages. */
#include "expand/expander.h"

static void type_add(struct buffer *buffer, const struct node *type);

static void type_add_fields(struct buffer *buffer, const struct type_record *record)
{
    buffer_add_c(buffer, "{");
    for (uint32_t i = 0; i < record->head.count; i++) {
        if (i)
            buffer_add_c(buffer, ", ");
        buffer_add(buffer, atom_text(record->fields[i].name));
        if (record->fields[i].type) {
            buffer_add_c(buffer, ": ");
            type_add(buffer, record->fields[i].type);
        }
    }
    buffer_add_c(buffer, "}");
}

static void type_add_literal(struct buffer *buffer, const struct node *node)
{
    const struct literal *literal = (const struct literal *)node;
    switch (node->kind) {
    case NODE_STRING: {
        struct text text = ((const struct string *)node)->text;
        buffer_add_char(buffer, '"');
        buffer_add(buffer, text);
        buffer_add_char(buffer, '"');
        break;
    }
    case NODE_INTEGER:
        buffer_add(buffer, text_integer(buffer->arena, literal->integer));
        break;
    case NODE_NUMBER:
        buffer_add(buffer, text_number(buffer->arena, literal->number));
        break;
    case NODE_BOOL:
        buffer_add_c(buffer, literal->integer ? "true" : "false");
        break;
    default:
        buffer_add_c(buffer, "null");
    }
}

static void type_add(struct buffer *buffer, const struct node *type)
{
    switch (type->kind) {
    case TYPE_NAMED:
        if (((const struct name *)type)->module) {
            buffer_add(buffer, atom_text(((const struct name *)type)->module));
            buffer_add_char(buffer, '.');
        }
        /* fall through */
    case TYPE_RESOURCE:
        buffer_add(buffer, atom_text(((const struct name *)type)->name));
        break;
    case TYPE_APPLY: {
        const struct type_apply *apply = (const struct type_apply *)type;
        buffer_add(buffer, atom_text(apply->name));
        buffer_add_char(buffer, '(');
        for (uint32_t i = 0; i < apply->head.count; i++) {
            if (i)
                buffer_add_c(buffer, ", ");
            type_add(buffer, apply->arguments[i]);
        }
        buffer_add_char(buffer, ')');
        break;
    }
    case TYPE_RECORD:
        type_add_fields(buffer, (const struct type_record *)type);
        break;
    case TYPE_UNION:
        for (uint32_t i = 0; i < type->count; i++) {
            if (i)
                buffer_add_c(buffer, " | ");
            type_add(buffer, ((const struct list *)type)->items[i]);
        }
        break;
    case TYPE_LITERAL:
        type_add_literal(buffer, ((const struct unary *)type)->operand);
        break;
    case TYPE_OPTIONAL:
        type_add(buffer, ((const struct unary *)type)->operand);
        buffer_add_char(buffer, '?');
        break;
    default:
        buffer_add_c(buffer, "any");
    }
}

struct text type_text(struct expander *x, const struct node *type)
{
    struct buffer buffer;
    buffer_init(&buffer, x->arena);
    type_add(&buffer, type);
    return text_copy(x->arena, buffer_text(&buffer));
}
