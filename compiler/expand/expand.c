/* Expand: the itinerary from a module to a graph. */
#include "expand/expander.h"

struct expander *expander_new(struct arena *arena, struct atoms *atoms, struct modules *modules,
                              struct reporter *reporter)
{
    struct expander *x = NEW(arena, struct expander);
    x->arena = arena;
    x->atoms = atoms;
    x->modules = modules;
    x->reporter = reporter;
    x->word_azs = atom_of_c(atoms, "azs");
    x->word_aws = atom_of_c(atoms, "aws");
    x->word_fn = atom_of_c(atoms, "fn");
    x->word_self = atom_of_c(atoms, "self");
    x->word_internet = atom_of_c(atoms, "internet");
    x->word_vpc = atom_of_c(atoms, "vpc");
    return x;
}

static struct stack *default_stack(struct expander *x, const struct syntax *syntax)
{
    struct stack *stack = NEW(x->arena, struct stack);
    const struct declaration *first = NULL;
    for (size_t i = 0; i < syntax->body.count; i++) {
        const struct declaration *declaration = syntax->body.items[i];
        if (declaration->head.kind != DECL_ARCHITECTURE)
            continue;
        if (first) {
            struct diagnostic *diagnostic = report(x->reporter, MT1002, declaration->head.span, NULL, "architecture");
            report_note(x->reporter, diagnostic, first->head.span, "declared here first");
            continue;
        }
        first = declaration;
    }
    stack->is_default = true;
    stack->name = first ? first->name : atom_of(x->atoms, x->options->default_name);
    stack->span = first ? first->name_span : SPAN_NONE;
    stack->description = first && first->description ? *first->description : TEXT("");
    stack->region = stack->metadata = stack->transform = value_null(SPAN_NONE);
    return stack;
}

/* What a compile leaves in the modules must not outlive it: another expander may
   use the same parsed files. */
static void forget_bodies(struct modules *modules)
{
    for (size_t i = 0; i < modules->list.count; i++)
        modules->list.at[i]->scope = NULL;
}

const struct graph *expand(struct expander *x, struct module *main, const struct expand_options *options)
{
    x->options = options;
    x->graph = NEW(x->arena, struct graph);
    forget_bodies(x->modules);
    struct stack *stack = default_stack(x, main->syntax);
    *VEC_ADD(x->arena, &x->graph->stacks) = stack;
    struct body *body = module_body(x, main);
    body->stack = stack;
    x->main = body;
    part_declare(x, body->part);
    environment_choose(x, main);
    defines_check(x);
    walk_part(x, body->part);
    assertions_take(x, &body->scope);
    flows_make(x);
    assertions_make(x);
    for (size_t i = 0; i < x->overrides.count && !x->stopped; i++)
        override_apply(x, &x->overrides.at[i]);
    if (!x->stopped)
        finish_graph(x);
    return x->graph;
}

void expand_assertions(struct expander *x, struct graph *graph, struct module *module, const struct expand_options *options)
{
    struct body *body = body_new(x, module, NULL);
    struct scope *names = round_scope(x, &body->scope);
    struct stack *stack = graph->stacks.at[0];
    x->options = options;
    x->graph = graph;
    x->main = body;
    body->stack = stack;
    for (size_t i = 0; i < stack->parameters.count; i++) {
        const struct parameter *parameter = stack->parameters.at[i];
        round_bind(x, names, parameter->name, (struct value){ .kind = VALUE_PARAMETER, .span = parameter->span, .parameter = parameter });
    }
    for (size_t i = 0; i < stack->resources.count; i++) {
        struct resource *resource = stack->resources.at[i];
        round_bind(x, names, atom_of_c(x->atoms, resource->id),
                   (struct value){ .kind = VALUE_RESOURCE, .span = resource->span, .resource = resource });
    }
    assertions_take(x, names);
    assertions_make(x);
}
