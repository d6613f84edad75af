/* Practice: what the files about good practice share. Inside check/ only.

   A finding names the rules of AWS's own rule sets that ask for it, as people
   know them ("AwsSolutions-RDS2 CT.RDS.PR.24 RDS.3"). A resource whose Metadata
   acknowledges one of them, in the form that cdk-nag, cfn-guard, Checkov or
   cfn_nag read, has no finding; the acknowledgement can be listed instead. */
#ifndef MTC_CHECK_PRACTICE_H
#define MTC_CHECK_PRACTICE_H

#include "check/scene/scene.h"

/* What the tables' rows are about. */
enum practice_theme {
    ENCRYPTION = MT5101, TRANSPORT = MT5102, EXPOSURE = MT5103, LOGGING = MT5104, RECOVERY = MT5105,
    AVAILABILITY = MT5106, PRIVILEGE = MT5107, CREDENTIALS = MT5108, OPERATION = MT5109
};

/* What is not there fails TRUE, FALSE, THERE, AT_LEAST, AT_MOST, ONE_OF, OTHER_THAN,
   BEGINS, HOLDS, ITEMS, LISTS and ATTRIBUTE, and passes the rest. */
enum practice_test {
    TRUE, FALSE, NOT_TRUE, NOT_FALSE, THERE, ABSENT,
    AT_LEAST, AT_MOST, NOT_UNDER, NOT_OVER,             /* a number */
    ONE_OF, NOT_ONE_OF, OTHER_THAN, BEGINS, HOLDS, LACKS,   /* a text; LACKS: or any text of a list */
    NITRO, ENCRYPTING,                                  /* an instance type: what it is built on, what it does with traffic */
    SECRET,                                             /* a text that the template does not show */
    ITEMS, FEW, LISTS, NOT_SHORT_OF,                    /* a list: how many, at most one, all these texts, the same if it is there */
    ATTRIBUTE, NOT_ATTRIBUTE                            /* a list of names with values: "name=value|value" */
};

/* Whether the text is one of the words, which are parted by blanks or '|'. */
bool practice_is_word(struct text text, const char *words);
/* The next word of a list that blanks part; false at its end. */
bool practice_next_word(const char **list, struct text *word);
/* Whether the text, as far as it is known, holds the part. */
bool practice_holds(struct value text, const char *part);
/* Whether one of the words excuses the resource: "Type" where that property may
   be there, "Type=network|gateway" where it is, or may be, one of these, and
   "Type!=network" where it is not certainly one of these. */
bool practice_excused(struct scene *scene, const struct resource *resource, const char *unless);
/* What the resource's Metadata says of one of the rules. */
struct acknowledgement {
    struct text rule, reason;
    bool found;
};
struct acknowledgement practice_acknowledged(struct scene *scene, const struct resource *resource, const char *rules);
/* Reports "PLACE of 'Id' should …" at the value, unless one of the rules is
   acknowledged. demand: "be true". rules: names parted by blanks; those behind
   " | " acknowledge it, too, and are not told: how others call the same thing. */
void practice_report(struct scene *scene, enum message_id id, const struct resource *resource, struct value at,
                     const char *place, const char *demand, const char *rules);

#endif
