/* Claim: that packets get from some places to some members, or that none does, and
   what was found against it. Inside check/proof only. */
#ifndef MTC_CHECK_PROOF_CLAIM_H
#define MTC_CHECK_PROOF_CLAIM_H

#include "check/proof/proof.h"

struct claim {
    struct prover *prover;
    const struct flow_end *source, *target;
    struct value ports;             /* VALUE_PORTS, or VALUE_NULL: some, or any */
    const struct hosts *via;        /* NULL: not said */
    const char *via_name;
    struct hosts sources, targets;
    struct span span;
    /* What was found: */
    struct passages stops;          /* hops that do not let everything pass; or the way that is open */
    bool fails;                     /* for certain */
    bool unsure;                    /* or perhaps */
    bool partly;                    /* some packets may pass nevertheless */
    size_t pairs;                   /* of places that were looked at */
};

/* Whether everything gets there, by all ways or by those that .via names; what
   stops it is noted. */
void claim_arrival(struct claim *claim);
/* Whether nothing gets there by any way, through .via where that is said, or past
   it; a way that is open is noted. */
void claim_absence(struct claim *claim, bool past);

/* Adds a hop that is not among the list's; whether it was not. */
bool note_once(struct prover *prover, struct passages *list, const struct passage *hop);
void claim_note(struct claim *claim, const struct passages *hops);
/* Adds what was found as notes. */
void claim_add_notes(struct claim *claim, struct diagnostic *diagnostic);
/* MT4008 */
void claim_report_doubt(struct claim *claim, const char *why);

#endif
