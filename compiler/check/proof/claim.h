/* Claim: that packets get from some places to some members, or that none do.
   What the files of the verdicts share. Inside check/proof only. */
#ifndef MTC_CHECK_PROOF_CLAIM_H
#define MTC_CHECK_PROOF_CLAIM_H

#include "check/proof/proof.h"

/* One claim: from some places to some members. */
struct claim {
    struct prover *prover;
    const struct flow_end *source, *target;
    struct value ports;             /* VALUE_PORTS, or VALUE_NULL: any */
    const struct flow_ends *via;    /* NULL: not said */
    struct hosts sources, targets;
    struct hosts middles;           /* members of .via */
    struct forwarders forwarders;   /* to the target that is looked at */
    struct span span;
    struct passages stops;          /* hops that do not let everything pass */
    bool partly, unsure;            /* of those: some packets may pass; nobody knows */
};

/* ---- reach.c ---- */

/* Looks for what stands against it that every packet arrives: hops in .stops. */
void claim_arrival(struct claim *claim);
/* Looks for a way by which some packet arrives, but those through .via: its hops in .stops. */
void claim_absence(struct claim *claim);
/* Adds the hops of a way that not everything passes. */
void claim_stop(struct claim *claim, const struct way *way);
/* Adds a hop that is not among the list's; whether it was not. */
bool passage_once(struct prover *prover, struct passages *list, const struct passage *hop);

/* ---- proof.c ---- */

/* Notes for what stands in .stops. */
void claim_note(struct claim *claim, struct diagnostic *diagnostic);
/* Reports that it is neither proved nor disproved. */
void claim_doubt(struct claim *claim, const char *why);

/* ---- survival.c ---- */

struct zones { struct scene_zone *at; size_t count, room; };
/* What was told of an assertion about losses. */
struct survival {
    struct diagnostic *told;
    struct passages points;
    bool doubted;
};
/* The zones without which an assertion is to hold. */
struct zones zones_lost(struct prover *prover, const struct assertion *assertion);
/* Proves the claim once more without each of the zones. */
void claim_survival(struct claim *claim, const struct zones *zones, struct survival *survival);

#endif
