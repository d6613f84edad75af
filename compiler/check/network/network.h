/* Network: what rules about other things ask of one. Inside check/ only. */
#ifndef MTC_CHECK_NETWORK_NETWORK_H
#define MTC_CHECK_NETWORK_NETWORK_H

#include "check/scene/scene.h"

/* Whether an internet gateway is attached to the VPC in this stack. */
bool network_has_gateway(struct scene *scene, const struct resource *vpc);

#endif
