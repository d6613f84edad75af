/* Diagnostics: a user's mistake is a record in a queue. Passes add records and
   go on; one file prints them at the end (text, JSON, SARIF). All messages
   stand in one table (messages.def): code, default level, name, text. A text's
   only placeholder is %s, filled in order by C strings.

   One mistake, one message: the same code at the same place is kept once. A
   mistake found in the standard library is told at the user's line that led
   there, see report(). */
#ifndef MTC_REPORT_DIAGNOSTIC_H
#define MTC_REPORT_DIAGNOSTIC_H

#include "base/map.h"
#include "report/source.h"

enum level { LEVEL_OFF, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR };

enum message_id {
#define MESSAGE(code, level, name, text) code,
#include "report/messages.def"
#undef MESSAGE
    MESSAGE_COUNT
};

struct message {
    const char *code;       /* "MT2003" */
    enum level level;
    const char *name;       /* "unknown-property", for -W */
    const char *text;
};
const struct message *message_of(enum message_id id);
/* By code or name; MESSAGE_COUNT where there is none. */
enum message_id message_find(struct text code_or_name);

/* Where a value or resource came from: the chain of pattern instances, the
   innermost first. Printed as notes; the first frame of the user's own source
   becomes the message's place when the mistake stands in the library. */
struct frame {
    const struct frame *outer;
    struct span call;           /* the instance's declaration */
    const struct atom *pattern; /* its pattern */
};

/* The user's own place: where a pattern of the library made something, that of the
   instance in the user's file; else the place as it is. */
struct span user_place(struct sources *sources, struct span where, const struct frame *frames);

struct note {
    struct note *next;
    struct span where;          /* may be SPAN_NONE */
    struct text text;
};

struct diagnostic {
    enum message_id id;
    enum level level;           /* after -W; LEVEL_OFF: nobody prints it */
    bool lowered;               /* its code is an error's, but it is none here */
    uint32_t order;             /* of report, among those at one place */
    struct span where;          /* the user's line first */
    struct span origin;         /* where the mistake was found: .where, or a place in the library */
    struct text text;
    struct text label;          /* beside the underline; may be empty */
    struct note *notes, *last_note;
    struct note *trace, *last_trace;    /* the frames; reporter_finish puts them behind the notes */
    struct note *inside;        /* the note that tells of .origin, when .where is another place; else NULL */
    struct text help;           /* at most one; may be empty */
    struct span fix;            /* what the fix replaces; SPAN_NONE: no fix */
    struct text fix_text;
};

struct reporter {
    struct arena *arena;
    struct sources *sources;
    VEC(struct diagnostic *) list;      /* in order of report; after reporter_finish in order of place */
    unsigned char levels[MESSAGE_COUNT];
    size_t errors, warnings;            /* final after reporter_finish: -W error and `# allow` change them */
    bool warnings_are_errors;
    bool allows_partial;                /* not all checks ran: an allow without effect proves nothing */
    struct atoms seen;                  /* keys of what was reported; see diagnostic.c */
    size_t dropped_errors, dropped_warnings;    /* counted, but not kept: there were too many */
    struct diagnostic spare;            /* what report() returns for a record that nobody prints */
};

void reporter_init(struct reporter *reporter, struct arena *arena, struct sources *sources);
/* -W NAME, no-NAME ("practice" names all that begin so), error, no-error, error=NAME, no-error=NAME; a code does for
   a name. False where the name is not known, and for no-NAME of an error. */
bool reporter_set(struct reporter *reporter, struct text option);

/* Adds a record: `where` is the mistake's place, `frames` how the compiler got
   there (may be NULL; copied), then as many C strings as the text has %s. The
   record returned can be given a label, notes, help; never NULL (a silenced or
   repeated one is a record that nobody prints).

   When `where` lies in the library, the first call in the frames that stands
   in the user's source becomes the place, and the library's place a note; so
   too, in any pattern, for what the pattern itself says (assert, warn, error). */
struct diagnostic *report(struct reporter *reporter, enum message_id id, struct span where,
                          const struct frame *frames, ...);
struct diagnostic *report_list(struct reporter *reporter, enum message_id id, struct span where,
                               const struct frame *frames, va_list parts);
/* The place at which report() would tell: `where`, or the user's line that led into the library. */
struct span report_place(const struct reporter *reporter, struct span where, const struct frame *frames);
/* Makes an error a warning, which `# allow` can silence: what is certain only
   as long as a parameter keeps its default is told so. */
void report_lower(struct reporter *reporter, struct diagnostic *diagnostic);
void report_label(struct reporter *reporter, struct diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void report_note(struct reporter *reporter, struct diagnostic *diagnostic, struct span where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void report_help(struct reporter *reporter, struct diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "did you mean 'X'?" as the label, with a fix that replaces the span (as the
   help where there is no place); does nothing where near is empty. */
void report_near(struct reporter *reporter, struct diagnostic *diagnostic, struct text near);

/* Silences warnings by the comments `# allow MT4010: reason` of the sources (on
   the line of the warning or the line above); an allow without reason or
   without effect is reported itself. Then makes warnings errors where -W error
   says so, and sorts by place. Called once, before printing and before
   deciding from .errors whether to write. */
void reporter_finish(struct reporter *reporter);

/* Near names: feed candidates, take the best. Distance counts insertions,
   deletions, substitutions and swaps; case differences count least. */
struct near {
    struct text wanted;
    struct text best;       /* empty while none is near enough */
    unsigned distance;
};
void near_start(struct near *near, struct text wanted);
void near_try(struct near *near, struct text candidate);

/* The faces. Each returns the whole text, which is linear in the number of
   messages and shows LIMIT_MESSAGES of them, errors first (MT0090 counts the
   rest). Call reporter_finish before. */
struct faces {
    bool color;
    unsigned columns;       /* width for long source lines; 0: 1,000 */
};
struct text face_text(struct reporter *reporter, struct arena *arena, struct faces faces);
struct text face_json(struct reporter *reporter, struct arena *arena);
struct text face_sarif(struct reporter *reporter, struct arena *arena, const char *version);

/* The page of a code or name (markdown), from report/pages; empty where none.
   Not owned: it lies in the binary. */
struct text message_page(struct text code_or_name);
/* The table for --list-checks. */
struct text message_table(struct arena *arena);

#endif
