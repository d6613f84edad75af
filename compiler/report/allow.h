/* The comments that silence a warning where it stands:
       # allow MT5001: the reason
   A comment of its own line counts for the next line of code, one behind code
   for its line. */
#ifndef MTC_REPORT_ALLOW_H
#define MTC_REPORT_ALLOW_H

#include "report/diagnostic.h"

/* Sets the level of every silenced warning to LEVEL_OFF, and reports the allows
   that give no reason or silence nothing. Errors cannot be silenced. */
void allow_apply(struct reporter *reporter);

#endif
