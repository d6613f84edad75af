/* Documents in properties: IAM policies, text that must be JSON or base64.
   What the files that look at them share. Inside check/ only. */
#ifndef MTC_CHECK_DOCUMENT_H
#define MTC_CHECK_DOCUMENT_H

#include "check/property/property.h"

/* A policy and what it must hold. */
struct policy {
    const struct property *property;
    bool principal;             /* a principal is asked for; else it is refused */
    bool resource;              /* a resource is asked for */
    bool resource_refused;
    bool plain_sid;             /* letters and digits only */
    bool sid_once;
    struct value place;         /* where what has no place of its own is told: in a text, nothing has */
};

/* Reports at the place of the value, else at the policy's. */
struct diagnostic *policy_report(const struct policy *policy, enum message_id id, struct value at, ...);
/* Reports a field whose name is none of these, with the nearest to what was meant. what: "statement" */
void policy_unknown(const struct policy *policy, const struct value_field *field, struct text meant,
                    const char *const *names, size_t count, const char *what);

/* document_policy.c: the document itself, as an object or as known JSON. */
void policy_check(const struct policy *policy, struct value document);
/* document_statement.c: the parts of a statement. */
void policy_check_actions(const struct policy *policy, struct value actions);
void policy_check_resources(const struct policy *policy, struct value resources);
void policy_check_principals(const struct policy *policy, struct value principals);
void policy_check_conditions(const struct policy *policy, struct value conditions);
/* Visits each known text in a value that is a text or a list of them, both sides
   of Fn::If; references and what is not known are visited as they are. */
typedef void policy_visit(const struct policy *policy, struct value value);
void policy_each(const struct policy *policy, struct value value, policy_visit *visit);

/* json_text.c */

enum json_answer {
    JSON_YES,
    JSON_NO,
    JSON_OPEN                   /* it depends on what stands in its holes */
};

struct json_text {
    enum json_answer answer;
    struct value value;         /* JSON_YES: what it says; numbers as their text, holes as VALUE_POISON */
    size_t line, column;        /* JSON_NO: from 1, in the text */
    const char *why;            /* JSON_NO: "',' or '}' is wanted" */
};

/* Whether a text, or one with holes (VALUE_CONCAT), is JSON. */
struct json_text json_text_read(struct arena *arena, struct value text);

#endif
