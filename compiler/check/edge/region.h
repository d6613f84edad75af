/* Regions of what a value names: of an ARN as it is written, of a resource of
   this stack, of a resource of a stack that this one takes it from. Inside
   check/ only. */
#ifndef MTC_CHECK_REGION_H
#define MTC_CHECK_REGION_H

#include "check/scene/scene.h"

/* CloudFront takes certificates and web ACLs from here alone. */
#define EDGE_REGION "us-east-1"

/* The resource that a value names, in this stack or in the one that a parameter
   is taken from; NULL where it names none. */
const struct resource *region_source(struct scene *scene, struct value value);
/* The region of what a value names; empty where it is not known. ARNs without a
   region (of another partition than aws, too) have none. */
struct text region_of(struct scene *scene, struct value value);

#endif
