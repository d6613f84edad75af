/* Ports of a flow: numbers, ranges, well-known names, `all`, `icmp`, `53/udp`.
   Source of the names: the IANA Service Name and Transport Protocol Port Number
   Registry. */
#include "expand/expander.h"

static const struct {
    const char *name, *protocol;
    int32_t port;
} WELL_KNOWN[] = {
    { "ssh", "tcp", 22 }, { "smtp", "tcp", 25 }, { "dns", "tcp", 53 }, { "dns", "udp", 53 }, { "http", "tcp", 80 },
    { "ntp", "udp", 123 }, { "ldap", "tcp", 389 }, { "https", "tcp", 443 }, { "syslog", "udp", 514 },
    { "submission", "tcp", 587 }, { "ldaps", "tcp", 636 }, { "mssql", "tcp", 1433 }, { "oracle", "tcp", 1521 },
    { "mqtt", "tcp", 1883 }, { "nfs", "tcp", 2049 }, { "mysql", "tcp", 3306 }, { "rdp", "tcp", 3389 },
    { "postgres", "tcp", 5432 }, { "redshift", "tcp", 5439 }, { "amqps", "tcp", 5671 }, { "amqp", "tcp", 5672 },
    { "redis", "tcp", 6379 }, { "mqtts", "tcp", 8883 }, { "kafka", "tcp", 9092 }, { "opensearch", "tcp", 9200 },
    { "memcached", "tcp", 11211 }, { "mongodb", "tcp", 27017 },
    { "all", "-1", -1 }, { "icmp", "icmp", -1 },
};

struct port_list {
    struct expander *x;
    VEC(struct value_port) list;
    bool poisoned;              /* a mistake was told already */
};

static void add_port(struct port_list *ports, const char *protocol, int64_t from, int64_t to)
{
    for (size_t i = 0; i < ports->list.count; i++) {
        const struct value_port *there = &ports->list.at[i];
        if (strcmp(there->protocol, protocol) == 0 && there->from == from && there->to == to)
            return;
    }
    *VEC_ADD(ports->x->arena, &ports->list) = (struct value_port){ protocol, (int32_t)from, (int32_t)to };
}

static bool add_name(struct port_list *ports, struct text name)
{
    bool found = false;
    for (size_t i = 0; i < sizeof WELL_KNOWN / sizeof *WELL_KNOWN; i++) {
        if (!text_equal_c(name, WELL_KNOWN[i].name))
            continue;
        add_port(ports, WELL_KNOWN[i].protocol, WELL_KNOWN[i].port, WELL_KNOWN[i].port);
        found = true;
    }
    return found;
}

static const char *protocol_of(struct text name)
{
    return text_equal_c(name, "udp") ? "udp" : text_equal_c(name, "tcp") ? "tcp" : NULL;
}

static bool in_bounds(double port)
{
    return port >= 0 && port <= 65535 && port == (double)(int32_t)port;
}

/* Adds what a value says; protocol for what names none. False: it is no port. */
static bool add_value(struct port_list *ports, struct value value, const char *protocol)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_POISON:
        ports->poisoned = true;
        return true;
    case VALUE_INTEGER:
        if (!in_bounds((double)value.integer))
            return false;
        add_port(ports, protocol, value.integer, value.integer);
        return true;
    case VALUE_RANGE:
        if (!in_bounds(value.range->low) || !in_bounds(value.range->high))
            return false;
        add_port(ports, protocol, (int64_t)value.range->low, (int64_t)value.range->high);
        return true;
    case VALUE_STRING: {
        struct text text = value_text(value);
        const char *slash = memchr(text.at, '/', text.length);
        if (!slash)
            return add_name(ports, text);
        const char *other = protocol_of(text_slice(text, (size_t)(slash - text.at) + 1, text.length));
        int64_t port = 0;
        for (const char *at = text.at; at < slash; at++) {
            if (*at < '0' || *at > '9' || port > 65535)
                return false;
            port = port * 10 + (*at - '0');
        }
        return other && slash > text.at && add_value(ports, value_integer(port, value.span), other);
    }
    case VALUE_PORTS:
        for (uint32_t i = 0; i < value.count; i++)
            add_port(ports, value.ports[i].protocol, value.ports[i].from, value.ports[i].to);
        return true;
    case VALUE_LIST:
        for (uint32_t i = 0; i < value.count; i++)
            if (!add_value(ports, value.items[i], protocol))
                return false;
        return true;
    default:
        return false;
    }
}

static struct value ports_value(struct port_list *ports, struct span span)
{
    if (ports->poisoned)
        return value_poison();
    return (struct value){ .kind = VALUE_PORTS, .span = span, .count = (uint32_t)ports->list.count, .ports = ports->list.at };
}

/* For arguments and exports of type `ports`: a number, a range, a name, a list. */
bool value_to_ports(struct expander *x, struct value value, struct value *result)
{
    struct port_list ports = { .x = x };
    if (!add_value(&ports, value, "tcp"))
        return false;
    *result = ports_value(&ports, value.span);
    return true;
}

static bool near_port(struct expander *x, struct scope *scope, const struct node *node, struct value value)
{
    struct text source = sources_text(x->modules->sources, node->span);
    struct diagnostic *diagnostic = report(x->reporter, MT1045, node->span, scope_frames(scope),
        value.kind == VALUE_POISON ? text_format(x->arena, "'%.*s'", (int)source.length, source.at).at
                                   : value_describe(x->arena, value));
    struct near near;
    near_start(&near, source);
    for (size_t i = 0; i < sizeof WELL_KNOWN / sizeof *WELL_KNOWN; i++)
        near_try(&near, text_of(WELL_KNOWN[i].name));
    report_near(x->reporter, diagnostic, near.best);
    return false;
}

/* 53/udp and 8000..8010/udp arrive as a division. */
static const struct node *split_protocol(const struct node *node, const char **protocol)
{
    if (node->kind != NODE_BINARY || node->op != OP_DIVIDE)
        return node;
    const struct binary *divide = (const struct binary *)node;
    if (divide->right->kind != NODE_NAME)
        return node;
    const char *found = protocol_of(atom_text(((const struct name *)divide->right)->name));
    if (!found)
        return node;
    *protocol = found;
    return divide->left;
}

static bool add_node(struct port_list *ports, struct scope *scope, const struct node *node)
{
    struct expander *x = ports->x;
    const char *protocol = "tcp";
    if (node->kind == NODE_BINARY && node->op == OP_RANGE) {
        const struct binary *range = (const struct binary *)node;
        const struct node *high = split_protocol(range->right, &protocol);
        struct value from = evaluate(x, scope, range->left), to = evaluate(x, scope, high);
        if (from.kind == VALUE_POISON || to.kind == VALUE_POISON)
            return false;
        if (from.kind != VALUE_INTEGER || to.kind != VALUE_INTEGER || from.integer < 0 || to.integer > 65535
            || from.integer > to.integer)
            return near_port(x, scope, node, value_poison());
        add_port(ports, protocol, from.integer, to.integer);
        return true;
    }
    const struct node *inner = split_protocol(node, &protocol);
    if (inner->kind == NODE_NAME) {
        const struct atom *name = ((const struct name *)inner)->name;
        if (!scope_find(x, scope, name))
            return add_name(ports, atom_text(name)) || near_port(x, scope, node, value_poison());
    }
    struct value value = evaluate(x, scope, inner);
    if (value.kind == VALUE_POISON || !need_known(x, scope, value, "a port"))
        return false;
    if (add_value(ports, value, protocol))
        return true;
    return (inner->kind == NODE_NAME && add_name(ports, atom_text(((const struct name *)inner)->name)))
        || near_port(x, scope, node, value);
}

/* The ports of a flow as written; poison after a message. */
struct value ports_of(struct expander *x, struct scope *scope, const struct list *nodes)
{
    struct port_list ports = { .x = x };
    bool ok = true;
    for (uint32_t i = 0; i < nodes->head.count; i++)
        ok &= add_node(&ports, scope, nodes->items[i]);
    return ok ? ports_value(&ports, nodes->head.span) : value_poison();
}

/* A port as part of a logical ID: "80", "8000To8010", "All", "53Udp". */
struct text port_label(struct expander *x, struct value_port port)
{
    if (strcmp(port.protocol, "-1") == 0)
        return TEXT("All");
    if (port.from < 0)
        return TEXT("Icmp");
    const char *suffix = strcmp(port.protocol, "udp") == 0 ? "Udp" : "";
    if (port.from == port.to)
        return text_format(x->arena, "%d%s", port.from, suffix);
    return text_format(x->arena, "%dTo%d%s", port.from, port.to, suffix);
}
