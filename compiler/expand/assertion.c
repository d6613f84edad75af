/* Assertions about flows: `assert A -> B`, `assert no A -> B`, `assert survives …`.
   Here their names become tiers, networks and resources of the graph; whether
   they hold is proved on the resources, in check/proof. Called by expand.c when
   all tiers stand. */
#include "expand/expander.h"

/* ------------------------------------------------------- of the command line */

static void take(struct expander *x, struct scope *scope, struct text text)
{
    static const struct block nothing;
    struct source *source = modules_option(x->modules, TEXT("<--assert>"), text_join(x->arena, TEXT("assert "), text));
    const struct syntax *syntax = source ? syntax_parse(x->arena, x->atoms, x->reporter, source) : NULL;
    for (size_t i = 0; syntax && i < syntax->body.count; i++) {
        const struct declaration *declaration = syntax->body.items[i];
        if (declaration->head.kind == DECL_ASSERT_FLOW)
            *VEC_ADD(x->arena, &x->assertions) =
                (struct flow_seen){ (const struct decl_flow *)declaration, part_new(x, &nothing, scope, NULL) };
        else
            fail(x, scope, MT4009, declaration->head.span, NULL);
    }
}

void assertions_take(struct expander *x, struct scope *scope)
{
    for (size_t i = 0; i < x->options->assertion_count; i++)
        take(x, scope, text_of(x->options->assertions[i]));
}

/* ---------------------------------------------------------------- of the program */

static struct flow_ends flow_ends(struct expander *x, struct ends *ends)
{
    struct flow_ends made = { 0 };
    for (size_t i = 0; i < ends->count; i++)
        *VEC_ADD(x->arena, &made) = end_in_graph(x, &ends->at[i]);
    return made;
}

static struct flow_ends flow_ends_of(struct expander *x, struct scope *scope, const struct list *nodes)
{
    struct ends ends = { .takes_resources = true };
    ends_add_list(&ends, x, scope, nodes);
    return flow_ends(x, &ends);
}

/* The zone of `loss of ZONE`, as its name; false after a message. */
static bool lost_zone(struct expander *x, struct scope *scope, const struct node *node, struct value *name)
{
    struct value zone = evaluate(x, scope, node);
    if (zone.kind == VALUE_ZONE)
        *name = zone.zone->name;
    else if (zone.kind == VALUE_STRING)
        *name = zone;
    else if (zone.kind != VALUE_POISON)
        fail(x, scope, MT1030, node->span, "a zone, such as azs[0],", value_describe(x->arena, zone), NULL);
    return zone.kind == VALUE_ZONE || zone.kind == VALUE_STRING;
}

static void make_assertion(struct expander *x, const struct flow_seen *seen)
{
    const struct decl_flow *declaration = seen->declaration;
    struct scope *scope = seen->part->scope;
    struct assertion *made = NEW(x->arena, struct assertion);
    size_t mistakes = x->reporter->list.count;
    *made = (struct assertion){ .span = declaration->head.head.span, .frames = scope_frames(scope),
                                .condition = seen->part->condition, .every_flow = !declaration->sources,
                                .ports = value_null(SPAN_NONE), .refused = declaration->refused,
                                .survives = declaration->loss != LOSS_NONE, .lost = value_null(SPAN_NONE) };
    if (!made->every_flow) {
        made->sources = flow_ends_of(x, scope, declaration->sources);
        made->targets = flow_ends_of(x, scope, declaration->targets);
    }
    if (declaration->ports)
        made->ports = ports_of(x, scope, declaration->ports);
    if (declaration->via) {
        struct ends via = { .takes_resources = true };
        ends_add(&via, x, scope, declaration->via);
        made->via = flow_ends(x, &via);
    }
    bool whole = declaration->loss != LOSS_OF || lost_zone(x, scope, declaration->lost, &made->lost);
    bool empty = !made->every_flow && (!made->sources.count || !made->targets.count);
    if (whole && !empty && made->ports.kind != VALUE_POISON && x->reporter->list.count == mistakes)
        *VEC_ADD(x->arena, &x->graph->assertions) = made;
}

void assertions_make(struct expander *x)
{
    for (size_t i = 0; i < x->assertions.count && !x->stopped; i++)
        make_assertion(x, &x->assertions.at[i]);
}
