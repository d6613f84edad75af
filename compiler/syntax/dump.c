/* The syntax tree as text, for people who look for what the parser made of a
   line (--dump syntax), and for golden tests. A line a node: the part that it
   plays, its kind, what it says, and its place (line:column of beginning and
   end). The tokens are in dump_tokens.c. */
#include "syntax/dump.h"

void dump_place(struct dump *dump, struct span span)
{
    struct place at = sources_place(dump->sources, span);
    buffer_add_format(&dump->buffer, "%u:%u-%u:%u", at.line, at.column, at.end_line, at.end_column);
}


void dump_quoted(struct dump *dump, struct text text)
{
    buffer_add_char(&dump->buffer, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\')
            buffer_add_format(&dump->buffer, "\\%c", c);
        else if (c == '\n')
            buffer_add_c(&dump->buffer, "\\n");
        else if (c < 0x20 || c == 0x7F)
            buffer_add_format(&dump->buffer, "\\u%04x", c);
        else
            buffer_add_char(&dump->buffer, (char)c);
    }
    buffer_add_char(&dump->buffer, '"');
}

/* ----------------------------------------------------------------- tree */

static const char *const node_names[] = {
    [NODE_ERROR] = "error", [NODE_NULL] = "null", [NODE_BOOL] = "bool", [NODE_INTEGER] = "integer",
    [NODE_NUMBER] = "number", [NODE_PERCENT] = "percent", [NODE_DURATION] = "duration", [NODE_SIZE] = "size",
    [NODE_CIDR] = "cidr", [NODE_IP] = "ip", [NODE_STRING] = "string", [NODE_TEMPLATE] = "template",
    [NODE_NAME] = "name", [NODE_TYPE_NAME] = "type-name", [NODE_MEMBER] = "member", [NODE_INDEX] = "index",
    [NODE_ALL] = "all", [NODE_CALL] = "call", [NODE_NOT] = "not", [NODE_NEGATE] = "negate",
    [NODE_BINARY] = "binary", [NODE_IF] = "choice", [NODE_LIST] = "list", [NODE_OBJECT] = "object",
    [NODE_FOR_LIST] = "for-list", [NODE_FOR_OBJECT] = "for-object", [NODE_SPREAD] = "spread", [NODE_PAIR] = "pair",
    [TYPE_NAMED] = "type", [TYPE_RESOURCE] = "type-resource", [TYPE_APPLY] = "type-of", [TYPE_RECORD] = "record",
    [TYPE_UNION] = "union", [TYPE_LITERAL] = "literal", [TYPE_OPTIONAL] = "optional",
    [DECL_ARCHITECTURE] = "architecture", [DECL_USE] = "use", [DECL_AZS] = "azs", [DECL_PARAM] = "param",
    [DECL_INPUT] = "input", [DECL_ENV] = "env", [DECL_LET] = "let", [DECL_TYPE] = "type",
    [DECL_RESOURCE] = "resource", [DECL_INSTANCE] = "instance", [DECL_TIER] = "tier", [DECL_FLOW] = "flow",
    [DECL_ASSERT] = "assert", [DECL_ASSERT_FLOW] = "assert-flow", [DECL_WARN] = "warn", [DECL_EXPECT] = "expect",
    [DECL_EXPECT_ERROR] = "expect-error", [DECL_OUTPUT] = "output", [DECL_TAGS] = "tags",
    [DECL_OVERRIDE] = "override", [DECL_WHEN] = "when", [DECL_IF] = "if", [DECL_FOR] = "for",
    [DECL_PATTERN] = "pattern", [DECL_EXPORT] = "export", [DECL_STACK] = "stack", [DECL_MAPPING] = "mapping",
    [DECL_RULE] = "rule", [DECL_METADATA] = "metadata", [DECL_TRANSFORM] = "transform", [DECL_TEST] = "test",
};

static const char *const operators[] = {
    [OP_OR] = "or", [OP_AND] = "and", [OP_EQUAL] = "==", [OP_NOT_EQUAL] = "!=", [OP_LESS] = "<",
    [OP_LESS_EQUAL] = "<=", [OP_GREATER] = ">", [OP_GREATER_EQUAL] = ">=", [OP_IN] = "in", [OP_RANGE] = "..",
    [OP_ADD] = "+", [OP_SUBTRACT] = "-", [OP_MULTIPLY] = "*", [OP_DIVIDE] = "/", [OP_COALESCE] = "??",
};

static void node(struct dump *dump, const char *role, const struct node *node);

static void indent(struct dump *dump, const char *role)
{
    for (unsigned i = 0; i < dump->depth; i++)
        buffer_add_c(&dump->buffer, "  ");
    if (role)
        buffer_add_format(&dump->buffer, "%s: ", role);
}

static void atom(struct dump *dump, const struct atom *name)
{
    if (!name)
        return;
    buffer_add_char(&dump->buffer, ' ');
    buffer_add(&dump->buffer, atom_text(name));
}

static void end_line(struct dump *dump, struct span span)
{
    buffer_add_c(&dump->buffer, " @ ");
    dump_place(dump, span);
    buffer_add_char(&dump->buffer, '\n');
}

static void list(struct dump *dump, const char *role, const struct list *items)
{
    if (items)
        node(dump, role, &items->head);
}

/* What a node says of itself, on its line. */
static void leaf(struct dump *dump, const struct node *head)
{
    const struct literal *literal = (const struct literal *)head;
    struct buffer *buffer = &dump->buffer;
    switch (head->kind) {
    case NODE_BOOL:
        buffer_add_c(buffer, literal->integer ? " true" : " false");
        break;
    case NODE_INTEGER:
    case NODE_DURATION:
    case NODE_SIZE:
        buffer_add_char(buffer, ' ');
        buffer_add(buffer, text_integer(buffer->arena, literal->integer));
        buffer_add_c(buffer, head->kind == NODE_DURATION ? " ms" : head->kind == NODE_SIZE ? " bytes" : "");
        break;
    case NODE_NUMBER:
    case NODE_PERCENT:
        buffer_add_char(buffer, ' ');
        buffer_add(buffer, text_number(buffer->arena, literal->number));
        break;
    case NODE_CIDR:
    case NODE_IP: {
        uint32_t address = literal->network.address;
        buffer_add_format(buffer, " %u.%u.%u.%u/%u", address >> 24, address >> 16 & 255, address >> 8 & 255,
                          address & 255, literal->network.prefix);
        break;
    }
    case NODE_STRING:
        buffer_add_char(buffer, ' ');
        dump_quoted(dump, ((const struct string *)head)->text);
        break;
    case NODE_NAME:
    case NODE_TYPE_NAME:
    case TYPE_NAMED:
    case TYPE_RESOURCE:
        atom(dump, ((const struct name *)head)->module);
        atom(dump, ((const struct name *)head)->name);
        break;
    case NODE_MEMBER:
        atom(dump, ((const struct member *)head)->name);
        break;
    case NODE_BINARY:
        buffer_add_format(buffer, " %s", operators[head->op]);
        break;
    case NODE_FOR_LIST:
    case NODE_FOR_OBJECT:
        atom(dump, ((const struct comprehension *)head)->first);
        atom(dump, ((const struct comprehension *)head)->second);
        break;
    case TYPE_APPLY:
        atom(dump, ((const struct type_apply *)head)->name);
        break;
    default:
        break;
    }
}

static void type_fields(struct dump *dump, const struct type_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        indent(dump, NULL);
        buffer_add_c(&dump->buffer, "parameter");
        atom(dump, fields[i].name);
        if (fields[i].description.length) {
            buffer_add_c(&dump->buffer, " ## ");
            dump_quoted(dump, fields[i].description);
        }
        end_line(dump, fields[i].name_span);
        dump->depth++;
        node(dump, "type", fields[i].type);
        node(dump, "default", fields[i].standard);
        dump->depth--;
    }
}

static void object_fields(struct dump *dump, const struct object *object)
{
    for (uint32_t i = 0; i < object->head.count; i++) {
        const struct atom *key = object->fields[i].key;
        if (!key) {
            node(dump, NULL, object->fields[i].value);
            continue;
        }
        indent(dump, NULL);
        buffer_add_c(&dump->buffer, "field");
        atom(dump, key);
        end_line(dump, object->fields[i].key_span);
        dump->depth++;
        node(dump, NULL, object->fields[i].value);
        dump->depth--;
    }
}

static void call_arguments(struct dump *dump, const struct call *call)
{
    node(dump, "of", call->callee);
    for (uint32_t i = 0; i < call->head.count; i++)
        node(dump, call->arguments[i].name ? call->arguments[i].name->text : "argument", call->arguments[i].value);
}

static void below(struct dump *dump, const struct node *head)
{
    switch (head->kind) {
    case NODE_MEMBER:
        node(dump, NULL, ((const struct member *)head)->base);
        break;
    case NODE_ALL:
    case NODE_NOT:
    case NODE_NEGATE:
    case NODE_SPREAD:
    case TYPE_LITERAL:
    case TYPE_OPTIONAL:
        node(dump, NULL, ((const struct unary *)head)->operand);
        break;
    case NODE_INDEX:
    case NODE_BINARY:
    case NODE_PAIR:
        node(dump, NULL, ((const struct binary *)head)->left);
        node(dump, NULL, ((const struct binary *)head)->right);
        break;
    case NODE_CALL:
        call_arguments(dump, (const struct call *)head);
        break;
    case NODE_IF:
        node(dump, "if", ((const struct choice *)head)->condition);
        node(dump, "then", ((const struct choice *)head)->yes);
        node(dump, "else", ((const struct choice *)head)->no);
        break;
    case NODE_LIST:
    case NODE_TEMPLATE:
    case TYPE_UNION:
        for (uint32_t i = 0; i < head->count; i++)
            node(dump, NULL, ((const struct list *)head)->items[i]);
        break;
    case NODE_OBJECT:
        object_fields(dump, (const struct object *)head);
        break;
    case NODE_FOR_LIST:
    case NODE_FOR_OBJECT:
        node(dump, "in", ((const struct comprehension *)head)->source);
        node(dump, "if", ((const struct comprehension *)head)->condition);
        node(dump, "key", ((const struct comprehension *)head)->key);
        node(dump, "value", ((const struct comprehension *)head)->value);
        break;
    case TYPE_APPLY:
        for (uint32_t i = 0; i < head->count; i++)
            node(dump, NULL, ((const struct type_apply *)head)->arguments[i]);
        break;
    case TYPE_RECORD:
        type_fields(dump, ((const struct type_record *)head)->fields, head->count);
        break;
    default:
        break;
    }
}

static void node(struct dump *dump, const char *role, const struct node *head)
{
    if (!head)
        return;
    indent(dump, role);
    buffer_add_c(&dump->buffer, node_names[head->kind]);
    leaf(dump, head);
    end_line(dump, head->span);
    dump->depth++;
    below(dump, head);
    dump->depth--;
}

static void block(struct dump *dump, const char *role, const struct block *body);

static void parameter_parts(struct dump *dump, const struct decl_param *param)
{
    node(dump, "type", param->type);
    node(dump, "default", param->standard);
    node(dump, "fields", param->fields ? &param->fields->head : NULL);
}

static void flow_parts(struct dump *dump, const struct decl_flow *flow)
{
    list(dump, flow->refused ? "not from" : "from", flow->sources);
    list(dump, "to", flow->targets);
    list(dump, "ports", flow->ports);
    node(dump, "via", flow->via);
    if (flow->loss == LOSS_ANY_AZ) {
        indent(dump, NULL);
        buffer_add_c(&dump->buffer, "survives loss of any az\n");
    }
    node(dump, "survives loss of", flow->lost);
}

static void with_parts(struct dump *dump, const struct object *properties, const struct object *attributes)
{
    node(dump, "properties", &properties->head);
    node(dump, "with", attributes ? &attributes->head : NULL);
}

static void instance_parts(struct dump *dump, const struct decl_instance *instance)
{
    indent(dump, "of");
    buffer_add_c(&dump->buffer, "pattern");
    atom(dump, instance->module);
    atom(dump, instance->pattern);
    end_line(dump, instance->pattern_span);
    node(dump, "key", instance->key);
    node(dump, "arguments", &instance->arguments->head);
}

static void loop_parts(struct dump *dump, const struct decl_for *loop)
{
    indent(dump, NULL);
    buffer_add_c(&dump->buffer, "names");
    atom(dump, loop->first);
    atom(dump, loop->second);
    buffer_add_char(&dump->buffer, '\n');
    node(dump, "in", loop->source);
    block(dump, "do", &loop->body);
}

static void resource_parts(struct dump *dump, const struct decl_resource *resource)
{
    indent(dump, "of");
    buffer_add_c(&dump->buffer, "type");
    atom(dump, resource->type);
    end_line(dump, resource->type_span);
    node(dump, "key", resource->key);
    with_parts(dump, resource->properties, resource->attributes);
}

static void pattern_parts(struct dump *dump, const struct decl_pattern *pattern)
{
    if (pattern->is_tier) {
        indent(dump, NULL);
        buffer_add_c(&dump->buffer, "is tier\n");
    }
    type_fields(dump, pattern->parameters, pattern->parameter_count);
    block(dump, "body", &pattern->body);
}

static void test_parts(struct dump *dump, const struct decl_test *test)
{
    indent(dump, "title");
    dump_quoted(dump, test->title);
    buffer_add_char(&dump->buffer, '\n');
    node(dump, "with", test->inputs ? &test->inputs->head : NULL);
    block(dump, "body", &test->body);
}

static void value_parts(struct dump *dump, const struct decl_value *value)
{
    node(dump, "type", value->type);
    node(dump, NULL, value->value);
    node(dump, "fields", value->fields ? &value->fields->head : NULL);
}

static void parts(struct dump *dump, const struct declaration *declaration)
{
    const void *any = declaration;
    switch (declaration->head.kind) {
    case DECL_ARCHITECTURE:
        break;
    case DECL_USE:
        indent(dump, "path");
        dump_quoted(dump, ((const struct decl_use *)any)->path);
        end_line(dump, ((const struct decl_use *)any)->path_span);
        break;
    case DECL_PARAM:
    case DECL_INPUT:
        parameter_parts(dump, any);
        break;
    case DECL_RESOURCE:
        resource_parts(dump, any);
        break;
    case DECL_INSTANCE:
    case DECL_TIER:
        instance_parts(dump, any);
        break;
    case DECL_FLOW:
    case DECL_ASSERT_FLOW:
        flow_parts(dump, any);
        break;
    case DECL_ASSERT:
    case DECL_WARN:
    case DECL_EXPECT:
        node(dump, NULL, ((const struct decl_check *)any)->condition);
        node(dump, "else", ((const struct decl_check *)any)->message);
        break;
    case DECL_OVERRIDE:
        node(dump, "path", ((const struct decl_override *)any)->path);
        with_parts(dump, ((const struct decl_override *)any)->properties, ((const struct decl_override *)any)->attributes);
        break;
    case DECL_WHEN:
    case DECL_IF:
        node(dump, NULL, ((const struct decl_branch *)any)->condition);
        block(dump, "then", &((const struct decl_branch *)any)->yes);
        block(dump, "else", &((const struct decl_branch *)any)->no);
        break;
    case DECL_FOR:
        loop_parts(dump, any);
        break;
    case DECL_PATTERN:
        pattern_parts(dump, any);
        break;
    case DECL_STACK:
        node(dump, "in", ((const struct decl_stack *)any)->region);
        block(dump, "body", &((const struct decl_stack *)any)->body);
        break;
    case DECL_TEST:
        test_parts(dump, any);
        break;
    default:
        value_parts(dump, any);
    }
}

static void declarations(struct dump *dump, const struct block *body)
{
    for (size_t i = 0; i < body->count; i++) {
        const struct declaration *declaration = body->items[i];
        indent(dump, NULL);
        buffer_add_c(&dump->buffer, node_names[declaration->head.kind]);
        atom(dump, declaration->name);
        if (declaration->description) {
            buffer_add_c(&dump->buffer, " ## ");
            dump_quoted(dump, *declaration->description);
        }
        end_line(dump, declaration->head.span);
        dump->depth++;
        parts(dump, declaration);
        dump->depth--;
    }
}

static void block(struct dump *dump, const char *role, const struct block *body)
{
    if (!body->count)
        return;
    indent(dump, NULL);
    buffer_add_format(&dump->buffer, "%s:\n", role);
    dump->depth++;
    declarations(dump, body);
    dump->depth--;
}

struct text syntax_dump(struct arena *arena, struct sources *sources, const struct syntax *syntax)
{
    struct dump dump = { .sources = sources };
    buffer_init(&dump.buffer, arena);
    if (syntax->description.length) {
        buffer_add_c(&dump.buffer, "description ");
        dump_quoted(&dump, syntax->description);
        buffer_add_char(&dump.buffer, '\n');
    }
    declarations(&dump, &syntax->body);
    return buffer_text(&dump.buffer);
}
