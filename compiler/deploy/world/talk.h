/* Talk: what a deployment says and asks while it runs, on standard error. On a
   terminal the last line is one of progress that is drawn again and again. */
#ifndef MTC_DEPLOY_TALK_H
#define MTC_DEPLOY_TALK_H

#include "base/text.h"

struct talk {
    struct arena *arena;
    bool asks;              /* there is somebody to ask */
    bool live;              /* standard error is a terminal */
    bool quiet;             /* nothing but questions */
    bool color;
    unsigned columns;       /* of the terminal, when the run began; 0: not known */
    bool drawn;             /* a line of progress stands there */
};

enum ink { INK_PLAIN, INK_RED, INK_GREEN, INK_YELLOW, INK_DIM };

/* A line. */
void talk_say(struct talk *talk, enum ink ink, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The line of progress; empty: none. Does nothing where nothing is live. */
void talk_progress(struct talk *talk, struct text line);
void talk_draw(struct talk *talk, enum ink ink, struct text line);
/* Columns of the terminal as it is now; 0: not known. */
unsigned talk_columns(const struct talk *talk);
/* Text to standard output. Whether it could be written. */
bool talk_answer(struct text text);

enum consent { CONSENT_YES, CONSENT_NO, CONSENT_STOPPED };
/* A question that is answered with yes or no; no is the default. */
enum consent talk_ask(struct talk *talk, const char *question);
/* A line that is typed, without its end; hidden: not shown while it is. False
   at the end of the input or when the user wants to stop. */
bool talk_read(struct talk *talk, const char *prompt, bool hidden, struct text *line);

/* Control characters of somebody else's text as blanks. */
struct text talk_clean(struct arena *arena, struct text text);

#endif
