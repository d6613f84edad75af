/* Load balancers as several files of rules see them: what kind one is, and what
   a listener does. Inside check/ only. */
#ifndef MTC_CHECK_BALANCER_H
#define MTC_CHECK_BALANCER_H

#include "check/scene/scene.h"

/* Kinds of Elastic Load Balancing v2; bits, so that facts can hold for several. */
enum balancer_kind {
    BALANCER_UNKNOWN = 0,
    BALANCER_APPLICATION = 1,
    BALANCER_NETWORK = 2,
    BALANCER_GATEWAY = 4,
    BALANCER_ANY = 7
};

/* The kind of a load balancer; BALANCER_UNKNOWN for NULL, too. */
enum balancer_kind balancer_kind(struct scene *scene, const struct resource *balancer);
/* The kind of load balancer whose listeners speak a protocol; BALANCER_UNKNOWN where it is not known. */
enum balancer_kind balancer_kind_of_protocol(struct value protocol);
/* "an application load balancer" */
const char *balancer_kind_name(enum balancer_kind kind);
/* The ids of its subnets, by Subnets or SubnetMappings. */
struct scene_list balancer_subnets(struct scene *scene, const struct resource *balancer);

/* Who acts on requests: a listener by its default actions, or a rule of one. */
struct acting {
    const struct resource *holder;      /* the listener or rule */
    const struct resource *listener;    /* NULL: not of this stack */
    const struct resource *balancer;    /* the same */
    enum balancer_kind kind;
    struct value protocol;              /* of the listener */
    struct scene_list actions;
};
/* Of a Listener or a ListenerRule. */
struct acting acting_of(struct scene *scene, const struct resource *holder);
/* The target groups that an action forwards to: whatever names them. */
struct scene_list action_target_groups(struct scene *scene, struct value action);

/* The kind of load balancer that a target group can stand behind, by its
   protocol; a group of a function stands behind application load balancers. */
enum balancer_kind target_group_kind(struct scene *scene, const struct resource *group);

#endif
