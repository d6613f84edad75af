/* Print: bytes to standard output and standard error, and what they may look
   like there. The only room of mtc that does so is cli/. */
#ifndef MTC_CLI_PRINT_H
#define MTC_CLI_PRINT_H

#include "cli/options.h"

/* Before anything is opened: descriptors 0 to 2 that were closed must not
   become those of files, and a reader that goes away or a limit on files must
   be an error like any other. */
void print_prepare(void);

/* A text to standard output; a failure is told on standard error. Whether it
   went well. */
bool print_answer(struct session *session, struct text text);
/* "mtc: …" on standard error. Allocates nothing. */
void print_complaint(struct text text);

/* Whether what goes to this descriptor may be coloured. */
bool print_colored(const struct options *options, int descriptor);
/* Columns of the terminal, or 0 where there is none. */
unsigned print_columns(int descriptor);
/* The session's messages on standard error, in the form that was asked for.
   Call reporter_finish before. Whether all could be written. */
bool print_messages(struct session *session, const struct options *options);

/* The version as --version and SARIF tell it: "0.1.0". */
const char *print_version(void);

#endif
