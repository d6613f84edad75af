/* Declaring: each declaration of a part becomes a symbol, a member of a family, or
   a branch whose names are pending. Where a form may not stand, it is told here.
   Called when a body is opened and when a branch is looked into. */
#include "expand/expander.h"

static void report_twice(struct expander *x, struct scope *scope, const struct declaration *declaration,
                         const struct symbol *first)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1002, declaration->name_span, scope_frames(scope),
                                           declaration->name->text);
    if (first->declaration)
        report_note(x->reporter, diagnostic, first->declaration->name_span, "declared here first");
    else if (first->kind == SYMBOL_ARGUMENT)
        report_note(x->reporter, diagnostic, first->argument->parameter->name_span, "an argument of the pattern has this name");
}

/* A fresh symbol for a declaration, or NULL after MT1002. */
static struct symbol *declare_name(struct expander *x, struct part *part, struct map *symbols,
                                   const struct declaration *declaration, enum symbol_kind kind)
{
    struct symbol *symbol = map_symbol(x, symbols, declaration->name);
    if (symbol->kind != SYMBOL_PENDING) {
        report_twice(x, part->scope, declaration, symbol);
        return NULL;
    }
    symbol->kind = (uint8_t)kind;
    symbol->declaration = declaration;
    symbol->part = part;
    return symbol;
}

static struct value make_one(struct expander *x, struct part *part, const struct declaration *declaration,
                             struct value key)
{
    struct value value = { .span = declaration->name_span };
    if (declaration->head.kind == DECL_RESOURCE) {
        value.kind = VALUE_RESOURCE;
        value.resource = resource_declare(x, (const struct decl_resource *)declaration, part, key);
        if (!value.resource)
            return value_poison();
    } else {
        value.kind = VALUE_INSTANCE;
        value.instance = instance_declare(x, (const struct decl_instance *)declaration, part, key);
        if (!value.instance)
            return value_poison();
    }
    return value;
}

const struct node *declared_key(const struct declaration *declaration)
{
    if (declaration->head.kind == DECL_RESOURCE)
        return ((const struct decl_resource *)declaration)->key;
    if (declaration->head.kind == DECL_INSTANCE || declaration->head.kind == DECL_TIER)
        return ((const struct decl_instance *)declaration)->key;
    return NULL;
}

static void *declare_single(struct expander *x, struct part *part, const struct declaration *declaration)
{
    if (part->scope->round) {
        struct diagnostic *diagnostic = report(x->reporter, MT1021, declaration->name_span, scope_frames(part->scope),
                                               declaration->name->text);
        report_help(x->reporter, diagnostic, "give each round's a key: '%s[…]'", declaration->name->text);
        return NULL;
    }
    struct symbol *symbol = declare_name(x, part, &part->scope->symbols, declaration,
                                         declaration->head.kind == DECL_RESOURCE ? SYMBOL_RESOURCE : SYMBOL_INSTANCE);
    if (!symbol)
        return NULL;
    symbol->state = STATE_DONE;
    symbol->value = make_one(x, part, declaration, value_null(SPAN_NONE));
    return symbol;
}

static bool key_ok(struct expander *x, struct part *part, struct value key, struct span span)
{
    if (key.kind == VALUE_POISON)
        return false;
    if (key.kind == VALUE_STRING || key.kind == VALUE_INTEGER || key.kind == VALUE_ZONE)
        return true;
    if (need_known(x, part->scope, key, "a family's key"))
        fail(x, part->scope, MT1030, span, "a string, a number or a zone", value_describe(x->arena, key), NULL);
    return false;
}

/* One member of a family: its symbol stands in the body, its own value in a
   symbol that only the walk sees. */
static void *declare_member(struct expander *x, struct part *part, const struct declaration *declaration)
{
    const struct node *key_node = declared_key(declaration);
    struct value key = evaluate(x, part->scope, key_node);
    if (!key_ok(x, part, key, key_node->span))
        return NULL;
    struct symbol *symbol = map_symbol(x, &scope_home(part->scope)->symbols, declaration->name);
    if (symbol->kind == SYMBOL_PENDING) {
        struct family *family = NEW(x->arena, struct family);
        family->name = declaration->name;
        family->span = declaration->name_span;
        symbol->kind = SYMBOL_FAMILY;
        symbol->state = STATE_DONE;
        symbol->declaration = declaration;
        symbol->part = part;
        symbol->value = (struct value){ .kind = VALUE_FAMILY, .span = declaration->name_span, .family = family };
    } else if (symbol->kind != SYMBOL_FAMILY) {
        report_twice(x, part->scope, declaration, symbol);
        return NULL;
    }
    struct family *family = symbol->value.family;
    struct text text = { 0 };
    key_text(x, key, &text);
    void **place = map_put(x->arena, &family->by_key, atom_of(x->atoms, text));
    if (*place) {
        fail(x, part->scope, MT1023, key_node->span, declaration->name->text, key_written(x, key), NULL);
        return NULL;
    }
    struct symbol *own = NEW(x->arena, struct symbol);
    own->kind = declaration->head.kind == DECL_RESOURCE ? SYMBOL_RESOURCE : SYMBOL_INSTANCE;
    own->state = STATE_DONE;
    own->declaration = declaration;
    own->part = part;
    own->value = make_one(x, part, declaration, key);
    *place = &own->value;
    *VEC_ADD(x->arena, &family->members) = (struct member_of){ key, own->value };
    return own;
}

static void add_pending(struct expander *x, struct map *symbols, const struct atom *name, struct branch *branch)
{
    struct symbol *symbol = map_symbol(x, symbols, name);
    if (!symbol->pending)
        symbol->pending = NEW(x->arena, struct pending);
    size_t count = symbol->pending->branches.count;
    if (count && symbol->pending->branches.at[count - 1] == branch)
        return;
    *VEC_ADD(x->arena, &symbol->pending->branches) = branch;
}

static void register_block(struct expander *x, struct scope *scope, struct branch *branch,
                           const struct block *block, bool in_loop)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct declaration *declaration = block->items[i];
        switch (declaration->head.kind) {
        case DECL_LET:
            if (!in_loop)
                add_pending(x, &scope->symbols, declaration->name, branch);
            break;
        case DECL_RESOURCE: case DECL_INSTANCE: case DECL_TIER: case DECL_PARAM:
            add_pending(x, &scope_home(scope)->symbols, declaration->name, branch);
            break;
        case DECL_EXPORT:
            add_pending(x, &scope->body->exports, declaration->name, branch);
            break;
        case DECL_IF: case DECL_WHEN: {
            const struct decl_branch *inner = (const struct decl_branch *)declaration;
            register_block(x, scope, branch, &inner->yes, in_loop);
            register_block(x, scope, branch, &inner->no, in_loop);
            break;
        }
        case DECL_FOR:
            register_block(x, scope, branch, &((const struct decl_for *)declaration)->body, true);
            break;
        default:
            break;
        }
    }
}

static struct branch *declare_branch(struct expander *x, struct part *part, const struct declaration *declaration)
{
    struct branch *branch = NEW(x->arena, struct branch);
    branch->declaration = declaration;
    branch->part = part;
    if (declaration->head.kind == DECL_FOR) {
        register_block(x, part->scope, branch, &((const struct decl_for *)declaration)->body, true);
    } else {
        const struct decl_branch *both = (const struct decl_branch *)declaration;
        register_block(x, part->scope, branch, &both->yes, false);
        register_block(x, part->scope, branch, &both->no, false);
    }
    return branch;
}

static void declare_module(struct expander *x, struct part *part, const struct decl_use *use)
{
    struct symbol *symbol = declare_name(x, part, &part->scope->symbols, &use->head, SYMBOL_MODULE);
    if (symbol)
        symbol->module = modules_use(x->modules, part->scope->body->module, use->path, use->path_span);
}

/* A stack's body is there before the walk comes to it, so that other stacks can
   name what is in it. */
static struct body *declare_stack(struct expander *x, struct part *part, const struct decl_stack *declaration)
{
    struct symbol *symbol = declare_name(x, part, &part->scope->symbols, &declaration->head, SYMBOL_STACK);
    if (!symbol)
        return NULL;
    struct body *outer = part->scope->body;
    struct body *body = body_new(x, outer->module, part->scope);
    struct stack *stack = NEW(x->arena, struct stack);
    stack->name = declaration->head.name;
    stack->span = declaration->head.name_span;
    stack->description = declaration->head.description ? *declaration->head.description : TEXT("");
    stack->region = stack->metadata = stack->transform = value_null(SPAN_NONE);
    body->outer = outer;
    body->stack = stack;
    body->part = part_new(x, &declaration->body, &body->scope, NULL);
    symbol->body = body;
    return body;
}

/* Where a form may stand; NULL when it may. */
static const char *misplaced(const struct part *part, const struct declaration *declaration)
{
    const struct body *body = part->scope->body;
    bool in_pattern = body->pattern != NULL;
    bool in_file = body->part == part && !in_pattern && !body->outer;
    switch (declaration->head.kind) {
    case DECL_ARCHITECTURE: case DECL_USE: case DECL_INPUT: case DECL_ENV: case DECL_PATTERN: case DECL_TYPE:
    case DECL_TEST:
        return in_file ? NULL : in_pattern ? "in a pattern" : "in a block";
    case DECL_STACK:
        return in_pattern ? "in a pattern" : body->outer ? "in a stack" : NULL;
    case DECL_AZS: case DECL_TRANSFORM: case DECL_METADATA:
        return in_pattern ? "in a pattern" : NULL;
    case DECL_EXPORT:
        return in_pattern ? NULL : "outside a pattern";
    case DECL_EXPECT: case DECL_EXPECT_ERROR:
        return body->is_test ? NULL : "outside a test";
    default:
        return NULL;
    }
}

static const char *form_name(const struct declaration *declaration)
{
    switch (declaration->head.kind) {
    case DECL_ARCHITECTURE: return "'architecture'";
    case DECL_USE: return "'use'";
    case DECL_INPUT: return "an input";
    case DECL_ENV: return "an environment";
    case DECL_PATTERN: return "a pattern";
    case DECL_TYPE: return "a type";
    case DECL_TEST: return "a test";
    case DECL_STACK: return "a stack";
    case DECL_AZS: return "'azs'";
    case DECL_TRANSFORM: return "'transform'";
    case DECL_METADATA: return "'metadata'";
    case DECL_EXPORT: return "'export'";
    default: return "'expect'";
    }
}

static void *declare(struct expander *x, struct part *part, const struct declaration *declaration)
{
    struct scope *scope = part->scope;
    const char *where = misplaced(part, declaration);
    if (where) {
        fail(x, scope, MT0020, declaration->head.span, form_name(declaration), where, NULL);
        return NULL;
    }
    switch (declaration->head.kind) {
    case DECL_LET:
        return declare_name(x, part, &scope->symbols, declaration, SYMBOL_LET);
    case DECL_EXPORT:
        return declare_name(x, part, &scope->body->exports, declaration, SYMBOL_LET);
    case DECL_PARAM:
        return declare_name(x, part, &scope_home(scope)->symbols, declaration, SYMBOL_PARAM);
    case DECL_INPUT:
        return declare_name(x, part, &scope->symbols, declaration, SYMBOL_INPUT);
    case DECL_AZS: {
        struct symbol *symbol = NEW(x->arena, struct symbol);
        symbol->kind = SYMBOL_AZS;
        symbol->declaration = declaration;
        symbol->part = part;
        if (scope->body->azs)
            report_note(x->reporter, report(x->reporter, MT1002, declaration->head.span, NULL, "azs"),
                        scope->body->azs->declaration->head.span, "declared here first");
        else
            scope->body->azs = symbol;
        return symbol;
    }
    case DECL_USE:
        declare_module(x, part, (const struct decl_use *)declaration);
        return NULL;
    case DECL_STACK:
        return declare_stack(x, part, (const struct decl_stack *)declaration);
    case DECL_TAGS:
        *VEC_ADD(x->arena, &scope->body->tags) = ((const struct decl_value *)declaration)->value;
        return NULL;
    case DECL_IF: case DECL_WHEN: case DECL_FOR:
        return declare_branch(x, part, declaration);
    default:
        return NULL;
    }
}

void part_declare(struct expander *x, struct part *part)
{
    const struct block *block = part->block;
    part->things = NEW_ARRAY(x->arena, void *, block->count + 1);
    bool keyed = false;
    for (size_t i = 0; i < block->count; i++) {
        const struct declaration *declaration = block->items[i];
        switch (declaration->head.kind) {
        case DECL_RESOURCE: case DECL_INSTANCE: case DECL_TIER:
            if (declared_key(declaration))
                keyed = true;
            else
                part->things[i] = declare_single(x, part, declaration);
            break;
        default:
            part->things[i] = declare(x, part, declaration);
        }
    }
    for (size_t i = 0; keyed && i < block->count; i++)
        if (declared_key(block->items[i]))
            part->things[i] = declare_member(x, part, block->items[i]);
}
