/* Scopes: bodies and rounds that hold names, and finding these. A block of `if`,
   `when` or `for` is looked into (forced) when somebody asks for a name that it
   may declare, or when the walk comes to it; until then such names are pending
   (declare.c). */
#include "expand/expander.h"

struct scope *scope_home(struct scope *scope)
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

struct part *part_new(struct expander *x, const struct block *block, struct scope *scope,
                      const struct condition *condition)
{
    struct part *part = NEW(x->arena, struct part);
    part->block = block;
    part->scope = scope;
    part->condition = condition;
    return part;
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
