/* Services and tasks of ECS: containers and ports that are there, networks that
   fit, sizes that Fargate has, and a load balancer that is ready in time.
   Sources: Amazon ECS API Reference, "CreateService", "RegisterTaskDefinition";
   Amazon ECS Developer Guide, "Task definition parameters for Fargate". */
#include "check/compute/balancer.h"

static const struct resource *task_of(struct scene *scene, const struct resource *service)
{
    return scene_target_of(scene, scene_property(scene, service, "TaskDefinition"), "AWS::ECS::TaskDefinition");
}

/* --------------------------------------------------------------- containers */

/* A container by its name. .whole of the answer: if it is not there, it is nowhere. */
static struct value container_of(struct scene *scene, const struct resource *task, struct text wanted, bool *whole,
                                 struct near *near)
{
    struct scene_list list = scene_property_items(scene, task, "ContainerDefinitions");
    *whole = list.whole;
    for (size_t i = 0; i < list.count; i++) {
        struct text name;
        if (!known_text(scene, scene_field(scene, list.items[i], "Name"), &name))
            *whole = false;
        else if (text_equal(name, wanted))
            return list.items[i];
        else
            near_try(near, name);
    }
    return value_null(SPAN_NONE);
}

/* Whether a container certainly has no such port. */
static bool lacks_port(struct scene *scene, struct value container, int64_t wanted)
{
    struct scene_list mappings = scene_items(scene, scene_field(scene, container, "PortMappings"));
    for (size_t i = 0; i < mappings.count; i++) {
        int64_t port;
        struct value range = scene_field(scene, mappings.items[i], "ContainerPortRange");
        if (range.kind != VALUE_NULL || !known_integer(scene_field(scene, mappings.items[i], "ContainerPort"), &port)
            || port == wanted)
            return false;
    }
    return mappings.whole;
}

static void look_at_container(struct scene *scene, const struct resource *service, const struct resource *task,
                              struct value balancer)
{
    struct value at = scene_field(scene, balancer, "ContainerName"), port_at = scene_field(scene, balancer, "ContainerPort");
    struct text name;
    struct near near;
    bool whole;
    int64_t port;
    if (!known_text(scene, at, &name))
        return;
    near_start(&near, name);
    const char *text = text_cstring(scene->check->arena, name);
    struct value container = container_of(scene, task, name, &whole, &near);
    if (container.kind == VALUE_NULL) {
        if (!whole)
            return;
        struct diagnostic *diagnostic = scene_report(scene, MT3281, service, at, task->id, text);
        report_near(scene->check->reporter, diagnostic, near.best);
        scene_note(scene, diagnostic, task);
    } else if (known_integer(port_at, &port) && lacks_port(scene, container, port))
        scene_note(scene, scene_report(scene, MT3282, service, port_at, text, text_integer(scene->check->arena, port).at),
                   task);
}

static void service_containers(struct scene *scene, const struct resource *service)
{
    const struct resource *task = task_of(scene, service);
    struct scene_list balancers = scene_property_items(scene, service, "LoadBalancers");
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; task && i < balancers.count; i++) {
        look_at_container(scene, service, task, balancers.items[i]);
        scene_return(scene, basis);
    }
}

static void service_grace(struct scene *scene, const struct resource *service)
{
    struct value grace = scene_property(scene, service, "HealthCheckGracePeriodSeconds");
    struct scene_list balancers = scene_property_items(scene, service, "LoadBalancers");
    int64_t seconds;
    if (known_integer(grace, &seconds) && seconds > 0 && balancers.whole && balancers.count == 0
        && scene_property(scene, service, "ServiceConnectConfiguration").kind == VALUE_NULL
        && scene_property(scene, service, "VpcLatticeConfigurations").kind == VALUE_NULL)
        scene_report(scene, MT3286, service, grace);
}

/* ------------------------------------------------------------------ networks */

static void service_network(struct scene *scene, const struct resource *service)
{
    const struct resource *task = task_of(scene, service);
    struct value network = scene_property(scene, service, "NetworkConfiguration");
    struct text mode;
    /* An external controller places the tasks by sets, which have their own networks. */
    if (!task || scene_property(scene, service, "DeploymentController").kind != VALUE_NULL
        || !known_text(scene, scene_property(scene, task, "NetworkMode"), &mode))
        return;
    bool own = text_equal_c(mode, "awsvpc");
    if (own ? known_absent(network) : known_there(network))
        scene_note(scene, scene_report(scene, MT3283, service, network, own ? "needs" : "takes no",
                                       text_cstring(scene->check->arena, mode)), task);
}

/* ------------------------------------------------------------------- Fargate */

/* What Fargate has: memory in MiB for each number of CPU units. */
static const struct { int64_t cpu, least, most, step; } SIZES[] = {
    { 256, 512, 2048, 0 },      /* 512, 1024, 2048 */
    { 512, 1024, 4096, 1024 },
    { 1024, 2048, 8192, 1024 },
    { 2048, 4096, 16384, 1024 },
    { 4096, 8192, 30720, 1024 },
    { 8192, 16384, 61440, 4096 },
    { 16384, 32768, 122880, 8192 },
};

static bool is_size(size_t row, int64_t memory)
{
    if (memory < SIZES[row].least || memory > SIZES[row].most)
        return false;
    return SIZES[row].step ? (memory - SIZES[row].least) % SIZES[row].step == 0
                           : memory == 512 || memory == 1024 || memory == 2048;
}

static bool is_for_fargate(struct scene *scene, const struct resource *task)
{
    struct scene_list launches = scene_property_items(scene, task, "RequiresCompatibilities");
    for (size_t i = 0; i < launches.count; i++)
        if (known_is(launches.items[i], "FARGATE"))
            return true;
    return false;
}

static void task_size(struct scene *scene, const struct resource *task)
{
    struct value cpu_at = scene_property(scene, task, "Cpu"), at = scene_property(scene, task, "Memory");
    int64_t cpu, memory;
    if (!known_integer(cpu_at, &cpu) || !known_integer(at, &memory))
        return;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
        if (SIZES[i].cpu == cpu && !is_size(i, memory))
            scene_report(scene, MT3285, task, at, text_integer(scene->check->arena, memory).at,
                         text_integer(scene->check->arena, cpu).at,
                         text_integer(scene->check->arena, SIZES[i].least).at,
                         text_integer(scene->check->arena, SIZES[i].most).at);
}

static void task_for_fargate(struct scene *scene, const struct resource *task)
{
    bool no_cpu = known_absent(scene_property(scene, task, "Cpu"));
    bool no_memory = known_absent(scene_property(scene, task, "Memory"));
    struct value mode = scene_property(scene, task, "NetworkMode");
    struct text name;
    if (!is_for_fargate(scene, task))
        return;
    if (known_absent(mode) || (known_text(scene, mode, &name) && !text_equal_c(name, "awsvpc")))
        scene_report(scene, MT3284, task, mode, "'NetworkMode' of awsvpc");
    else if (no_cpu || no_memory)
        scene_report(scene, MT3284, task, value_null(SPAN_NONE),
                     no_cpu && no_memory ? "'Cpu' and 'Memory'" : no_cpu ? "'Cpu'" : "'Memory'");
    task_size(scene, task);
}

/* A service starts on Fargate what is said to be for it; a task that says nothing may be. */
static void service_launch(struct scene *scene, const struct resource *service)
{
    struct value launch = scene_property(scene, service, "LaunchType");
    const struct resource *task = task_of(scene, service);
    if (!task || !known_is(launch, "FARGATE"))
        return;
    struct scene_list made_for = scene_property_items(scene, task, "RequiresCompatibilities");
    for (size_t i = 0; i < made_for.count; i++) {
        struct text name;
        if (!known_text(scene, made_for.items[i], &name) || text_equal_c(name, "FARGATE"))
            return;
    }
    if (made_for.whole && made_for.count)
        scene_note(scene, scene_report(scene, MT3287, service, launch, task->id), task);
}

/* -------------------------------------------------------------- ready in time */

/* Who forwards to a target group: a chain of listeners and rules for each. */
struct forward {
    const struct resource *by;
    uint32_t next;              /* in list, + 1; 0: none */
};
struct forwards {
    uint32_t *first;            /* by the group's order: in list, + 1; 0: none */
    VEC(struct forward) list;
};

static void add_forwards(struct scene *scene, struct forwards *forwards, const struct resource *holder)
{
    struct acting acting = acting_of(scene, holder);
    for (size_t i = 0; i < acting.actions.count; i++) {
        struct scene_list groups = action_target_groups(scene, acting.actions.items[i]);
        for (size_t j = 0; j < groups.count; j++) {
            const struct resource *group = scene_target(scene, groups.items[j]);
            if (!group)
                continue;
            *VEC_ADD(scene->check->arena, &forwards->list) = (struct forward){ holder, forwards->first[group->order] };
            forwards->first[group->order] = (uint32_t)forwards->list.count;
        }
    }
}

static void find_forwards(struct scene *scene, struct forwards *forwards)
{
    static const char *const types[] = { "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule" };
    forwards->first = NEW_ARRAY(scene->check->arena, uint32_t, scene->stack->resources.count);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        for (const struct resource *holder = NULL; (holder = scene_next(scene, types[i], holder)) != NULL;)
            add_forwards(scene, forwards, holder);
}

/* ECS refuses a service whose target group stands behind no load balancer yet:
   it has to wait for one of those that tie the two. */
static void wait_for_one(struct scene *scene, const struct forwards *forwards, const struct resource *service,
                         struct value at)
{
    const struct resource *group = scene_target(scene, at);
    uint32_t first = group ? forwards->first[group->order] : 0;
    for (uint32_t i = first; i; i = forwards->list.at[i - 1].next)
        if (scene_waits(scene, service, forwards->list.at[i - 1].by))
            return;
    if (first)
        scene_must_wait(scene, service, at, forwards->list.at[first - 1].by);
}

static void services_wait(struct scene *scene, const struct resource *unused)
{
    struct forwards forwards = { NULL, { NULL, 0, 0 } };
    (void)unused;
    for (const struct resource *service = NULL; (service = scene_next(scene, "AWS::ECS::Service", service)) != NULL;) {
        if (!forwards.first)
            find_forwards(scene, &forwards);
        scene_begin(scene);
        scene_exists(scene, service);
        struct scene_list balancers = scene_property_items(scene, service, "LoadBalancers");
        for (size_t i = 0; i < balancers.count; i++)
            wait_for_one(scene, &forwards, service, scene_field(scene, balancers.items[i], "TargetGroupArn"));
    }
}

const struct scene_rule RULES_OF_SERVICES[] = {
    { "AWS::ECS::Service", service_containers, { MT3281, MT3282 } },
    { "AWS::ECS::Service", service_network, { MT3283 } },
    { "AWS::ECS::TaskDefinition", task_for_fargate, { MT3284, MT3285 } },
    { "AWS::ECS::Service", service_grace, { MT3286 } },
    { "AWS::ECS::Service", service_launch, { MT3287 } },
    { NULL, services_wait, { MT3109 } },
    { NULL, NULL, { MT0001 } }
};
