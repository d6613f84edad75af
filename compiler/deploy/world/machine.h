/* Machine: the world that a deployment runs in, made real. */
#ifndef MTC_DEPLOY_MACHINE_H
#define MTC_DEPLOY_MACHINE_H

#include "deploy/world/http.h"

struct machine {
    struct http http;
    struct world world;
};

/* Makes the world ready: no core file of this process will ever hold a secret,
   and Ctrl-C, SIGTERM or a terminal that goes away is noticed between calls instead of ending it. */
void machine_start(struct machine *machine);
/* Certificate authorities, once the settings are known: a file of them, or a
   folder. NULL: the system's. */
void machine_trust(struct machine *machine, const char *ca_bundle);
/* For whom mtc asks, which every request tells. NULL: for nobody in particular. */
void machine_introduce(struct machine *machine, struct arena *arena, const char *application);
void machine_end(struct machine *machine);

/* Whether one of them came. machine_resume forgets it, and says whether it was
   Ctrl-C alone. */
bool machine_stopped(void);
bool machine_resume(void);

#endif
