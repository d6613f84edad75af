/* Profile: what a profile says about where credentials come from, as a chain:
   first the step that has some, then the roles that are taken on with them
   ("Assume role credential provider", AWS SDKs and Tools Reference Guide). */
#ifndef MTC_DEPLOY_PROFILE_H
#define MTC_DEPLOY_PROFILE_H

#include "deploy/client/config.h"

enum step_kind { STEP_KEYS, STEP_SOURCE, STEP_WEB_IDENTITY, STEP_SSO, STEP_LOGIN, STEP_PROCESS, STEP_ROLE };

struct step {
    enum step_kind kind;
    const struct config_section *section;   /* the profile that says so */
    const struct config_section *session;   /* STEP_SSO: its [sso-session]; NULL: the old form */
};

struct chain {
    VEC(struct step) steps;
    struct text problem;        /* empty: none */
    const struct config_section *blamed;    /* whose problem it is; NULL: nobody's */
    bool nothing;               /* the profile says nothing about credentials, or there is none */
};

void profile_chain(struct arena *arena, const struct config *config, struct text profile, struct chain *chain);

#endif
