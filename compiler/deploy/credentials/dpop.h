/* DPoP: the proof that who asks for a token holds the key that the token was
   made for ("Demonstrating Proof of Possession", RFC 9449). */
#ifndef MTC_DEPLOY_DPOP_H
#define MTC_DEPLOY_DPOP_H

#include "base/text.h"

/* The value of the header DPoP of a POST to url. pem: an EC key of P-256; time:
   seconds since 1970; id: what no other proof has. Empty where the key is none. */
struct text dpop_proof(struct arena *arena, struct text pem, struct text url, int64_t time, struct text id);

#endif
