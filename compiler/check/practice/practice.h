/* Practice: what the files about good practice share. Inside check/ only.

   A finding names the rules of AWS's own rule sets that ask for it, as people
   know them ("AwsSolutions-RDS2 CT.RDS.PR.24 RDS.3"). A resource whose Metadata
   acknowledges one of them, in the form that cdk-nag, cfn-guard, Checkov or
   cfn_nag read, has no finding; the acknowledgement can be listed instead. */
#ifndef MTC_CHECK_PRACTICE_H
#define MTC_CHECK_PRACTICE_H

#include "check/scene/scene.h"

/* Whether the text is one of the words, which are parted by blanks. */
bool practice_is_word(struct text text, const char *words);
/* Reports "PLACE of 'Id' should …" at the value, unless one of the rules is
   acknowledged. demand: "be true". rules: names parted by blanks. */
void practice_report(struct scene *scene, enum message_id id, const struct resource *resource, struct value at,
                     const char *place, const char *demand, const char *rules);

#endif
