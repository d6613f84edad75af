/* Circles: resources that wait for themselves through Ref, Fn::GetAtt and
   DependsOn; CloudFormation refuses the whole template. Tarjan's algorithm finds
   the groups of resources that reach each other, in time linear in resources and
   references, with a stack of its own (a chain of 50,000 resources is no
   recursion of that depth). Of each group one shortest circle is told, with the
   place of each of its edges. */
#include "check/rule.h"

/* The references of one stack: those of resource i stand in targets[starts[i]
   .. starts[i + 1]), as positions in the stack's list. */
struct edges {
    const struct stack *stack;
    uint32_t *starts;
    VEC(uint32_t) targets;
    struct arena *arena;
    uint32_t *from, *queue;     /* for shortest_way; NULL until a circle was found */
};

static bool in_stack(const struct stack *stack, const struct resource *resource)
{
    return resource->stack == stack && resource->order < stack->resources.count
        && stack->resources.at[resource->order] == resource;
}

static void add_edge(void *context, const struct reference *reference)
{
    struct edges *edges = context;
    if (in_stack(edges->stack, reference->target))
        *VEC_ADD(edges->arena, &edges->targets) = reference->target->order;
}

static void find_edges(struct edges *edges, struct check *check, const struct stack *stack)
{
    *edges = (struct edges){ .stack = stack, .arena = check->arena };
    size_t count = stack->resources.count;
    edges->starts = NEW_ARRAY(check->arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct resource *resource = stack->resources.at[i];
        edges->starts[i] = (uint32_t)edges->targets.count;
        /* What a transform makes of a resource (AWS SAM: of a function's events)
           are other resources, which the references may move to. */
        if (resource->schema && schema_type_transform(resource->schema).length)
            continue;
        references_of_resource(resource, NULL, add_edge, edges);
        for (size_t j = 0; j < resource->depends_count; j++)
            add_edge(edges, &(struct reference){ .target = resource->depends[j] });
    }
    edges->starts[count] = (uint32_t)edges->targets.count;
}

/* --------------------------------------------------- groups of a circle each */

struct tarjan {
    struct edges *edges;
    uint32_t *number;       /* when first seen, from 1; 0: not yet */
    uint32_t *low;          /* the lowest number reached; UINT32_MAX: its group is closed */
    uint32_t *next;         /* position in edges->targets to go on at */
    uint32_t *path;         /* resources being looked into, outermost first */
    uint32_t *open;         /* resources seen whose group is not closed */
    size_t path_count, open_count;
    uint32_t seen;
};

static void enter(struct tarjan *tarjan, uint32_t node)
{
    tarjan->number[node] = tarjan->low[node] = ++tarjan->seen;
    tarjan->next[node] = tarjan->edges->starts[node];
    tarjan->path[tarjan->path_count++] = node;
    tarjan->open[tarjan->open_count++] = node;
}

static bool names_itself(const struct edges *edges, uint32_t node)
{
    for (uint32_t i = edges->starts[node]; i < edges->starts[node + 1]; i++)
        if (edges->targets.at[i] == node)
            return true;
    return false;
}

static void report_group(struct check *check, struct edges *edges, const uint32_t *members, size_t count);

/* The resource is done; when nothing above it is reached from it, what lies
   open from it on is a group. */
static void leave(struct check *check, struct tarjan *tarjan)
{
    uint32_t node = tarjan->path[--tarjan->path_count];
    if (tarjan->path_count) {
        uint32_t outer = tarjan->path[tarjan->path_count - 1];
        if (tarjan->low[node] < tarjan->low[outer])
            tarjan->low[outer] = tarjan->low[node];
    }
    if (tarjan->low[node] != tarjan->number[node])
        return;
    size_t first = tarjan->open_count;
    do {
        first--;
        tarjan->low[tarjan->open[first]] = UINT32_MAX;
    } while (tarjan->open[first] != node);
    size_t count = tarjan->open_count - first;
    if (count > 1 || names_itself(tarjan->edges, node))
        report_group(check, tarjan->edges, tarjan->open + first, count);
    tarjan->open_count = first;
}

static void step(struct check *check, struct tarjan *tarjan)
{
    uint32_t node = tarjan->path[tarjan->path_count - 1];
    if (tarjan->next[node] == tarjan->edges->starts[node + 1]) {
        leave(check, tarjan);
        return;
    }
    uint32_t target = tarjan->edges->targets.at[tarjan->next[node]++];
    if (tarjan->number[target] == 0)
        enter(tarjan, target);
    else if (tarjan->low[target] != UINT32_MAX && tarjan->number[target] < tarjan->low[node])
        tarjan->low[node] = tarjan->number[target];
}

void check_circles(struct check *check, const struct stack *stack)
{
    struct edges edges;
    find_edges(&edges, check, stack);
    size_t count = stack->resources.count;
    struct tarjan tarjan = { .edges = &edges };
    uint32_t *memory = NEW_ARRAY(check->arena, uint32_t, count * 5);
    tarjan.number = memory;
    tarjan.low = memory + count;
    tarjan.next = memory + 2 * count;
    tarjan.path = memory + 3 * count;
    tarjan.open = memory + 4 * count;
    for (uint32_t i = 0; i < count; i++) {
        if (tarjan.number[i] == 0)
            enter(&tarjan, i);
        while (tarjan.path_count)
            step(check, &tarjan);
    }
}

/* ---------------------------------------------------------------- messages */

/* Follows .from back from the resource to itself; fills way, returns its length. */
static size_t way_back(const uint32_t *from, uint32_t start, uint32_t *way)
{
    size_t length = 0;
    uint32_t node = start;
    do {
        node = from[node] - 1;
        way[length++] = node;
    } while (node != start);
    for (size_t i = 0; i < length / 2; i++) {
        uint32_t other = way[i];
        way[i] = way[length - 1 - i];
        way[length - 1 - i] = other;
    }
    return length;
}

/* A shortest way from the resource back to itself within its group, by breadth.
   .from of a resource says whence it was reached, + 1; UINT32_MAX: a member not
   reached yet; 0: no member, as between two calls all are. */
static size_t shortest_way(struct edges *edges, const uint32_t *members, size_t count, uint32_t start, uint32_t *way)
{
    if (!edges->from) {
        edges->from = NEW_ARRAY(edges->arena, uint32_t, edges->stack->resources.count);
        edges->queue = NEW_ARRAY(edges->arena, uint32_t, edges->stack->resources.count);
    }
    uint32_t *from = edges->from, *queue = edges->queue;
    for (size_t i = 0; i < count; i++)
        from[members[i]] = UINT32_MAX;
    size_t head = 0, tail = 0;
    queue[tail++] = start;
    while (head < tail && from[start] == UINT32_MAX) {
        uint32_t node = queue[head++];
        for (uint32_t i = edges->starts[node]; i < edges->starts[node + 1]; i++) {
            uint32_t target = edges->targets.at[i];
            if (from[target] != UINT32_MAX)
                continue;
            from[target] = node + 1;
            if (target != start)
                queue[tail++] = target;
        }
    }
    size_t length = way_back(from, start, way);
    for (size_t i = 0; i < count; i++)
        from[members[i]] = 0;
    return length;
}

struct search {
    const struct resource *target;
    struct value found;     /* VALUE_POISON: not found */
};

static void match_target(void *context, const struct reference *reference)
{
    struct search *search = context;
    if (search->found.kind == VALUE_POISON && reference->target == search->target)
        search->found = reference->value;
}

static void note_edge(struct check *check, struct diagnostic *diagnostic, const struct resource *from,
                      const struct resource *to)
{
    struct search search = { to, { .kind = VALUE_POISON } };
    references_of_resource(from, NULL, match_target, &search);
    if (search.found.kind == VALUE_POISON)
        report_note(check->reporter, diagnostic, from->span, "'%s' names '%s' in DependsOn", from->id, to->id);
    else if (search.found.kind == VALUE_ATTRIBUTE)
        report_note(check->reporter, diagnostic, search.found.span, "'%s' takes %s of '%s'", from->id,
                    search.found.attribute->name->text, to->id);
    else
        report_note(check->reporter, diagnostic, search.found.span, "'%s' refers to '%s'", from->id, to->id);
}

enum { MOST_EDGES = 12 };   /* of one circle in one message */

static void tell_circle(struct check *check, struct diagnostic *diagnostic, const struct edges *edges,
                        const uint32_t *way, size_t length)
{
    struct resource *const *resources = edges->stack->resources.at;
    size_t told = length < MOST_EDGES ? length : MOST_EDGES;
    struct buffer circle;
    buffer_init(&circle, check->arena);
    bool groups = true;
    for (size_t i = 0; i < told; i++) {
        const struct resource *from = resources[way[i]];
        buffer_add_format(&circle, "%s -> ", from->id);
        groups = groups && strcmp(from->type->text, "AWS::EC2::SecurityGroup") == 0;
    }
    buffer_add_c(&circle, told < length ? "…" : resources[way[0]]->id);
    report_label(check->reporter, diagnostic, "%s", text_cstring(check->arena, buffer_text(&circle)));
    for (size_t i = 0; i < told; i++)
        note_edge(check, diagnostic, resources[way[i]], resources[way[(i + 1) % length]]);
    if (told < length)
        report_note(check->reporter, diagnostic, SPAN_NONE, "and %zu further references", length - told);
    if (groups)
        report_help(check->reporter, diagnostic,
                    "write rules that name a group as resources of their own (AWS::EC2::SecurityGroupIngress)");
}

static void report_group(struct check *check, struct edges *edges, const uint32_t *members, size_t count)
{
    uint32_t start = members[0];
    for (size_t i = 1; i < count; i++)
        if (members[i] < start)
            start = members[i];
    uint32_t *way = NEW_ARRAY(check->arena, uint32_t, count);
    size_t length = shortest_way(edges, members, count, start, way);
    const struct resource *resource = edges->stack->resources.at[start];
    struct diagnostic *diagnostic =
        report(check->reporter, MT3001, resource->span, resource->frames, resource->id);
    tell_circle(check, diagnostic, edges, way, length);
}
