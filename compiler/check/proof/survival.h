/* Survival: a claim once more without each zone. Inside check/proof only. */
#ifndef MTC_CHECK_PROOF_SURVIVAL_H
#define MTC_CHECK_PROOF_SURVIVAL_H

#include "check/proof/claim.h"

struct zones { struct scene_zone *at; size_t count, room; };

/* The zones that are lost, one at a time, and what was told of an assertion about them. */
struct survival {
    struct zones zones;
    struct diagnostic *told;
    struct passages points;
    bool doubted;
};

struct survival survival_of(struct prover *prover, const struct assertion *assertion);
/* The claim, which holds while every zone stands, without each of them. */
void prove_survival_of(struct claim *claim, struct survival *survival);
/* The same for one assertion about one claim. */
void prove_survival(struct claim *claim, const struct assertion *assertion);

#endif
