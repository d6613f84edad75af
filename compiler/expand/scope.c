/* Scopes: declaring names and finding them. A block of `if`, `when` or `for` is
   looked into (forced) when somebody asks for a name that it may declare, or
   when the walk comes to it; until then such names are pending. */
#include "expand/expander.h"

static struct scope *scope_home(struct scope *scope)
{
    while (scope->round)
        scope = scope->outer;
    return scope;
}

const struct frame *scope_frames(const struct scope *scope)
{
    return scope && scope->body ? scope->body->frames : NULL;
}

struct scope *round_scope(struct expander *x, struct scope *outer)
{
    struct scope *round = NEW(x->arena, struct scope);
    round->outer = outer;
    round->body = outer->body;
    round->round = true;
    return round;
}

void round_bind(struct expander *x, struct scope *round, const struct atom *name, struct value value)
{
    if (!name)
        return;
    struct symbol *symbol = map_symbol(x, &round->symbols, name);
    symbol->kind = SYMBOL_VALUE;
    symbol->state = STATE_DONE;
    symbol->value = value;
}

struct body *body_new(struct expander *x, struct module *module, struct scope *outer_scope)
{
    struct body *body = NEW(x->arena, struct body);
    body->scope.outer = outer_scope;
    body->scope.body = body;
    body->module = module;
    body->path = "";
    body->name = "";
    return body;
}

static void file_declare(struct expander *x, struct body *body, const struct block *block)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct declaration *declaration = block->items[i];
        struct map *map = declaration->head.kind == DECL_PATTERN ? &body->patterns
                        : declaration->head.kind == DECL_TYPE ? &body->types : NULL;
        if (!map)
            continue;
        void **place = map_put(x->arena, map, declaration->name);
        if (*place) {
            const struct declaration *first = *place;
            struct diagnostic *diagnostic = report(x->reporter, MT1002, declaration->name_span, NULL, declaration->name->text);
            report_note(x->reporter, diagnostic, first->name_span, "declared here first");
        } else {
            *place = (void *)declaration;
        }
    }
}

/* The body of a file: its patterns, types and lets; made when first needed. */
struct body *module_body(struct expander *x, struct module *module)
{
    if (module->scope)
        return module->scope;
    struct body *body = body_new(x, module, NULL);
    module->scope = body;
    file_declare(x, body, &module->syntax->body);
    body->stack = x->main ? x->main->stack : NULL;
    body->part = part_new(x, &module->syntax->body, &body->scope, NULL);
    if (x->main)    /* the user's main file is declared by expand() itself */
        part_declare(x, body->part);
    return body;
}

struct symbol *map_symbol(struct expander *x, struct map *symbols, const struct atom *name)
{
    void **place = map_put(x->arena, symbols, name);
    if (!*place)
        *place = NEW(x->arena, struct symbol);
    return *place;
}

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

static const struct node *declared_key(const struct declaration *declaration)
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

/* The declarations behind a stack's or module's name; NULL for any other. */
struct scope *symbol_scope(struct expander *x, const struct symbol *symbol)
{
    if (symbol->kind == SYMBOL_STACK) {
        if (!symbol->body->part->things)
            part_declare(x, symbol->body->part);
        return &symbol->body->scope;
    }
    if (symbol->kind == SYMBOL_MODULE && symbol->module)
        return &module_body(x, symbol->module)->scope;
    return NULL;
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

struct part *part_new(struct expander *x, const struct block *block, struct scope *scope,
                      const struct condition *condition)
{
    struct part *part = NEW(x->arena, struct part);
    part->block = block;
    part->scope = scope;
    part->condition = condition;
    return part;
}

/* Names first, then families, whose keys may need the names. */
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

static void branch_take(struct expander *x, struct branch *branch, const struct block *block, struct scope *scope,
                        const struct condition *condition)
{
    struct part *part = part_new(x, block, scope, condition);
    *VEC_ADD(x->arena, &branch->parts) = part;
    part_declare(x, part);
}

static void force_choice(struct expander *x, struct branch *branch)
{
    const struct decl_branch *declaration = (const struct decl_branch *)branch->declaration;
    struct part *part = branch->part;
    bool deploy = declaration->head.head.kind == DECL_WHEN;
    struct value truth = truth_of(x, part->scope, evaluate(x, part->scope, declaration->condition),
                                  deploy ? "the condition of 'when'" : "the condition of 'if'");
    if (truth.kind == VALUE_BOOL) {
        branch_take(x, branch, truth.integer ? &declaration->yes : &declaration->no, part->scope, part->condition);
    } else if (truth.kind == VALUE_CONDITION && deploy) {
        const struct condition *yes = condition_named(x, part->scope, truth.condition);
        branch_take(x, branch, &declaration->yes, part->scope, condition_join(x, part->scope, part->condition, yes));
        if (declaration->no.count) {
            struct value no = condition_not(x, (struct value){ .kind = VALUE_CONDITION, .condition = yes }, truth.span);
            branch_take(x, branch, &declaration->no, part->scope,
                        condition_join(x, part->scope, part->condition, condition_named(x, part->scope, no.condition)));
        }
    } else {
        need_known(x, part->scope, truth, "the condition of 'if'");
        branch->failed = true;
    }
}

static void force_loop(struct expander *x, struct branch *branch)
{
    const struct decl_for *declaration = (const struct decl_for *)branch->declaration;
    struct scope *scope = branch->part->scope;
    struct value source = evaluate(x, scope, declaration->source);
    bool map = source.kind == VALUE_MAP;
    const struct value *items = NULL;
    size_t count = source.count;
    branch->failed = (!map && !value_elements(x, scope, source, "the list of a loop", &items, &count))
                  || !count_rounds(x, scope, declaration->source->span, count);
    for (size_t i = 0; i < count && !branch->failed; i++) {
        struct scope *round = round_scope(x, scope);
        if (map) {
            round_bind(x, round, declaration->first, value_key(&source.fields[i]));
            round_bind(x, round, declaration->second, source.fields[i].value);
        } else {
            round_bind(x, round, declaration->first, items[i]);
            round_bind(x, round, declaration->second, value_integer((int64_t)i, declaration->second_span));
        }
        branch_take(x, branch, &declaration->body, round, branch->part->condition);
    }
}

/* Looks into a block: decides its condition or runs its loop, and declares what
   stands in it. Once; a second call while the first runs does nothing. */
void branch_force(struct expander *x, struct branch *branch)
{
    if (branch->state != STATE_NEW || x->stopped)
        return;
    branch->state = STATE_BUSY;
    if (branch->declaration->head.kind == DECL_FOR)
        force_loop(x, branch);
    else
        force_choice(x, branch);
    branch->state = STATE_DONE;
}

static bool declares_family(const struct block *block, const struct atom *name)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct declaration *declaration = block->items[i];
        const struct decl_branch *both = (const struct decl_branch *)declaration;
        if (declaration->name == name && declared_key(declaration))
            return true;
        if (declaration->head.kind == DECL_FOR && declares_family(&((const struct decl_for *)declaration)->body, name))
            return true;
        if ((declaration->head.kind == DECL_IF || declaration->head.kind == DECL_WHEN)
            && (declares_family(&both->yes, name) || declares_family(&both->no, name)))
            return true;
    }
    return false;
}

/* A name that no block declared in the end: of a loop without rounds it is an
   empty family; after a mistake nothing can be said of it. */
static void settle_absent(struct expander *x, struct symbol *symbol, const struct branch *branch, const struct atom *name)
{
    const struct declaration *declaration = branch->declaration;
    if (branch->failed) {
        symbol->kind = SYMBOL_VALUE;
        symbol->state = STATE_DONE;
        symbol->value = value_poison();
    } else if (declaration->head.kind == DECL_FOR && declares_family(&((const struct decl_for *)declaration)->body, name)) {
        struct family *family = NEW(x->arena, struct family);
        family->name = name;
        family->span = declaration->head.span;
        symbol->kind = SYMBOL_FAMILY;
        symbol->state = STATE_DONE;
        symbol->declaration = declaration;
        symbol->part = branch->part;
        symbol->value = (struct value){ .kind = VALUE_FAMILY, .span = family->span, .family = family };
    }
}

static void force_pending(struct expander *x, struct symbol *symbol, const struct atom *name)
{
    struct pending *pending = symbol->pending;
    bool busy = false;
    for (size_t i = 0; i < pending->branches.count; i++) {
        struct branch *branch = pending->branches.at[i];
        if (branch->state == STATE_BUSY)
            busy = true;
        branch_force(x, branch);
    }
    if (busy)
        return;
    symbol->pending = NULL;
    for (size_t i = 0; i < pending->branches.count && symbol->kind == SYMBOL_PENDING; i++)
        settle_absent(x, symbol, pending->branches.at[i], name);
}

struct symbol *symbol_in(struct expander *x, struct map *symbols, const struct atom *name)
{
    struct symbol *symbol = map_get(symbols, name);
    if (symbol && symbol->pending)
        force_pending(x, symbol, name);
    return symbol;
}

struct symbol *scope_find(struct expander *x, struct scope *scope, const struct atom *name)
{
    for (; scope; scope = scope->outer) {
        struct symbol *symbol = symbol_in(x, &scope->symbols, name);
        if (symbol)
            return symbol;
    }
    return NULL;
}

void scope_near(struct scope *scope, struct near *near)
{
    for (; scope; scope = scope->outer)
        for (size_t i = 0; i < scope->symbols.count; i++)
            near_try(near, atom_text(scope->symbols.entries[i].key));
}
