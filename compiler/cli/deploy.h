/* Deploy: the way from the command to what deploys, which is another program:
   libcurl and OpenSSL cost several times a whole compile at the start. mtc is
   linked with deploy_elsewhere.c, mtc-deploy with deploy_here.c. */
#ifndef MTC_CLI_DEPLOY_H
#define MTC_CLI_DEPLOY_H

#include "cli/target.h"

/* Does what --deploy and its kin ask for; the exit status. compile is called by
   the program that deploys: it compiles the inputs and finishes the reporter, or
   returns a line that says why it cannot. */
int deploy(struct session *session, const struct options *options, char **argv,
           struct text (*compile)(struct session *session, const struct options *options, struct units *units));

#endif
