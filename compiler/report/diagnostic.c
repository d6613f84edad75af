/* The queue of messages. Passes report and go on; nothing is printed here. The
   invariants: a record's texts are whole and short when report() returns (what
   they were made of may go), the same mistake stands in the queue once, and a
   record's place is in the user's source wherever a way leads there. Called by
   every pass; the faces read the queue after reporter_finish. */
#include "report/diagnostic.h"

#include "base/limits.h"
#include "report/allow.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    LONGEST_PART = 400,         /* bytes of one %s: what is longer hides the message */
    LONGEST_WHOLE = 8000,       /* where the text is nothing but %s: the user's own words */
    KEPT = 100 * LIMIT_MESSAGES,/* errors, and as many warnings, that are kept for sorting: hostile
                                   input makes a mistake of each of its millions of bytes */
    TRACE_NOTES = 6,            /* frames told; more are elided in the middle */
    TRACE_INNER = 4             /* of those, how many from the mistake's side */
};

void reporter_init(struct reporter *reporter, struct arena *arena, struct sources *sources)
{
    memset(reporter, 0, sizeof *reporter);
    reporter->arena = arena;
    reporter->sources = sources;
    for (int id = 0; id < MESSAGE_COUNT; id++)
        reporter->levels[id] = (unsigned char)message_of((enum message_id)id)->level;
}

/* Adds a part, cut at a character's border where it is too long. */
static void add_part(struct buffer *out, const char *part, size_t longest)
{
    size_t length = strlen(part);
    if (length <= longest) {
        buffer_add(out, (struct text){ part, length });
        return;
    }
    while (longest > 0 && ((unsigned char)part[longest] & 0xC0) == 0x80)
        longest--;
    buffer_add(out, (struct text){ part, longest });
    buffer_add_c(out, "\xE2\x80\xA6");
}

/* A message's text with its %s filled in. */
static struct text fill(struct arena *arena, const char *text, va_list parts)
{
    struct buffer out;
    buffer_init(&out, arena);
    size_t longest = strcmp(text, "%s") == 0 ? LONGEST_WHOLE : LONGEST_PART;
    for (const char *at = text; *at; at++) {
        if (at[0] == '%' && at[1] == 's') {
            add_part(&out, va_arg(parts, const char *), longest);
            at++;
        } else {
            buffer_add_char(&out, *at);
        }
    }
    return text_copy(arena, buffer_text(&out));
}

static struct text format_list(struct arena *arena, const char *format, va_list arguments)
{
    struct buffer out;
    buffer_init(&out, arena);
    add_part(&out, text_format_list(arena, format, arguments).at, LONGEST_WHOLE);
    return buffer_text(&out);
}

static void add_note(struct note **first, struct note **last, struct note *note)
{
    if (*last)
        (*last)->next = note;
    else
        *first = note;
    *last = note;
}

static struct note *add_trace(struct reporter *reporter, struct diagnostic *diagnostic, struct span where,
                              struct text text)
{
    struct note *note = NEW(reporter->arena, struct note);
    note->where = where;
    note->text = text;
    add_note(&diagnostic->trace, &diagnostic->last_trace, note);
    return note;
}

static bool in_library(const struct reporter *reporter, struct span span)
{
    struct source *source = sources_find(reporter->sources, span);
    return source && source->kind == SOURCE_LIBRARY;
}

/* The first call that stands in the user's source, or NULL. */
static const struct frame *user_frame(const struct reporter *reporter, const struct frame *frames)
{
    while (frames && (!span_known(frames->call) || in_library(reporter, frames->call)))
        frames = frames->outer;
    return frames;
}

struct span report_place(const struct reporter *reporter, struct span where, const struct frame *frames)
{
    const struct frame *place = !span_known(where) || in_library(reporter, where) ? user_frame(reporter, frames) : NULL;
    return place ? place->call : where;
}

/* Calls at one place within each other, as of a pattern that calls itself, are
   one run. Returns the frame behind it. */
static const struct frame *skip_run(const struct frame *frame, const struct frame *place, size_t *times)
{
    const struct frame *first = frame;
    for (*times = 0; frame; frame = frame->outer) {
        if (frame->call.low != first->call.low || frame->pattern != first->pattern)
            break;
        *times += frame != place;
    }
    return frame;
}

/* Notes for the frames but the one that became the place itself. */
static void trace_frames(struct reporter *reporter, struct diagnostic *diagnostic, const struct frame *frames,
                         const struct frame *place)
{
    size_t count = 0, times, index = 0;
    for (const struct frame *frame = frames; frame;) {
        frame = skip_run(frame, place, &times);
        count += times > 0;
    }
    size_t left_out = count > TRACE_NOTES ? count - TRACE_NOTES + 1 : 0;
    for (const struct frame *frame = frames, *next; frame; frame = next) {
        next = skip_run(frame, place, &times);
        if (!times)
            continue;
        if (left_out && index == TRACE_INNER)
            add_trace(reporter, diagnostic, SPAN_NONE,
                      text_format(reporter->arena, "%zu instances more between these", left_out));
        if (!left_out || index < TRACE_INNER || index >= TRACE_INNER + left_out)
            add_trace(reporter, diagnostic, frame->call,
                      times == 1
                          ? text_format(reporter->arena, "in this instance of '%s'", frame->pattern->text)
                          : text_format(reporter->arena, "in this instance of '%s', %zu times within each other",
                                        frame->pattern->text, times));
        index++;
    }
}

/* Messages in a pattern author's own words speak of what the pattern was given,
   so they are told at the instance, whoever wrote the pattern. */
static bool speaks_of_caller(enum message_id id)
{
    return id == MT1039 || id == MT4001 || id == MT5001;
}

/* Sets the place, and notes how the compiler got there. */
static void set_place(struct reporter *reporter, struct diagnostic *diagnostic, struct span where,
                      const struct frame *frames)
{
    diagnostic->where = diagnostic->origin = where;
    const struct frame *place = NULL;
    if (!span_known(where) || in_library(reporter, where) || speaks_of_caller(diagnostic->id))
        place = user_frame(reporter, frames);
    if (place) {
        diagnostic->where = place->call;
        if (span_known(where))
            diagnostic->inside = add_trace(reporter, diagnostic, where,
                text_format(reporter->arena, "in pattern '%s', here", frames->pattern->text));
    }
    trace_frames(reporter, diagnostic, frames, place);
}

/* Whether this mistake was reported before; from now on it was. Two are the
   same when code and place are. Where the user's line is not the mistake's own
   place, the texts decide: a pattern that misses one thing in three places
   misses one thing; so with advice, as one resource may lack several things. */
static bool repeated(struct reporter *reporter, const struct diagnostic *diagnostic)
{
    uint32_t numbers[] = { diagnostic->id, diagnostic->where.low, diagnostic->where.high };
    struct text key = { (const char *)numbers, sizeof numbers };
    if (diagnostic->where.low != diagnostic->origin.low || !span_known(diagnostic->where) || diagnostic->id >= MT5001)
        key = text_join(reporter->arena, key, diagnostic->text);
    if (!reporter->seen.slots)
        atoms_init(&reporter->seen, reporter->arena);
    if (atom_find(&reporter->seen, key))
        return true;
    atom_of(&reporter->seen, key);
    return false;
}

/* The record that takes what nobody prints, and costs nothing. */
static struct diagnostic *spare(struct reporter *reporter)
{
    memset(&reporter->spare, 0, sizeof reporter->spare);
    return &reporter->spare;
}

static bool is_spare(const struct reporter *reporter, const struct diagnostic *diagnostic)
{
    return diagnostic == &reporter->spare;
}

struct diagnostic *report(struct reporter *reporter, enum message_id id, struct span where,
                          const struct frame *frames, ...)
{
    va_list parts;
    va_start(parts, frames);
    struct diagnostic *diagnostic = report_list(reporter, id, where, frames, parts);
    va_end(parts);
    return diagnostic;
}

struct diagnostic *report_list(struct reporter *reporter, enum message_id id, struct span where,
                               const struct frame *frames, va_list parts)
{
    enum level level = (enum level)reporter->levels[id];
    if (level == LEVEL_OFF)
        return spare(reporter);
    bool error = level == LEVEL_ERROR;
    size_t *count = error ? &reporter->errors : &reporter->warnings;
    if (*count >= KEPT) {
        ++*count;
        ++*(error ? &reporter->dropped_errors : &reporter->dropped_warnings);
        return spare(reporter);
    }
    struct diagnostic *diagnostic = NEW(reporter->arena, struct diagnostic);
    diagnostic->id = id;
    diagnostic->level = level;
    diagnostic->text = fill(reporter->arena, message_of(id)->text, parts);
    set_place(reporter, diagnostic, where, frames);
    if (repeated(reporter, diagnostic))
        return spare(reporter);
    *count += level >= LEVEL_WARNING;
    diagnostic->order = (uint32_t)reporter->list.count;
    *VEC_ADD(reporter->arena, &reporter->list) = diagnostic;
    return diagnostic;
}

void report_lower(struct reporter *reporter, struct diagnostic *diagnostic)
{
    if (is_spare(reporter, diagnostic) || diagnostic->level != LEVEL_ERROR)
        return;
    diagnostic->level = LEVEL_WARNING;
    diagnostic->lowered = true;
    reporter->errors--;
    reporter->warnings++;
}

/* The label stands beside the underline, so it goes along with the place where
   the mistake was found. */
static void set_label(struct reporter *reporter, struct diagnostic *diagnostic, struct text label)
{
    if (diagnostic->inside)
        diagnostic->inside->text = text_format(reporter->arena, "%s: %.*s", diagnostic->inside->text.at,
                                               (int)label.length, label.at);
    else
        diagnostic->label = label;
}

void report_label(struct reporter *reporter, struct diagnostic *diagnostic, const char *format, ...)
{
    if (is_spare(reporter, diagnostic))
        return;
    va_list arguments;
    va_start(arguments, format);
    set_label(reporter, diagnostic, format_list(reporter->arena, format, arguments));
    va_end(arguments);
}

struct span user_place(struct sources *sources, struct span where, const struct frame *frames)
{
    struct span best = where;
    struct place place = sources_place(sources, where);
    for (; frames && place.source && place.source->kind != SOURCE_USER; frames = frames->outer) {
        best = frames->call;
        place = sources_place(sources, best);
    }
    return place.source && place.source->kind == SOURCE_USER ? best : where;
}

void report_note(struct reporter *reporter, struct diagnostic *diagnostic, struct span where, const char *format, ...)
{
    if (is_spare(reporter, diagnostic))
        return;
    va_list arguments;
    va_start(arguments, format);
    struct note *note = NEW(reporter->arena, struct note);
    note->where = where;
    note->text = format_list(reporter->arena, format, arguments);
    va_end(arguments);
    add_note(&diagnostic->notes, &diagnostic->last_note, note);
}

void report_help(struct reporter *reporter, struct diagnostic *diagnostic, const char *format, ...)
{
    if (is_spare(reporter, diagnostic))
        return;
    va_list arguments;
    va_start(arguments, format);
    diagnostic->help = format_list(reporter->arena, format, arguments);
    va_end(arguments);
}

void report_near(struct reporter *reporter, struct diagnostic *diagnostic, struct text near)
{
    if (!near.length || is_spare(reporter, diagnostic))
        return;
    /* A string literal comes with quotes of its own. */
    const char *quote = near.at[0] == '"' ? "" : "'";
    struct text question = text_format(reporter->arena, "did you mean %s%.*s%s?", quote, (int)near.length, near.at, quote);
    if (span_known(diagnostic->where))
        set_label(reporter, diagnostic, question);
    else
        diagnostic->help = question;    /* a name from the command line: nothing to stand beside */
    if (span_known(diagnostic->where) && diagnostic->where.low == diagnostic->origin.low
        && diagnostic->where.high == diagnostic->origin.high) {
        diagnostic->fix = diagnostic->where;
        diagnostic->fix_text = text_copy(reporter->arena, near);
    }
}

static int by_place(const void *left, const void *right)
{
    const struct diagnostic *a = *(struct diagnostic *const *)left, *b = *(struct diagnostic *const *)right;
    if (a->where.low != b->where.low)
        return a->where.low < b->where.low ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

void reporter_finish(struct reporter *reporter)
{
    allow_apply(reporter);
    size_t kept = 0;
    reporter->errors = reporter->dropped_errors + (reporter->warnings_are_errors ? reporter->dropped_warnings : 0);
    reporter->warnings = reporter->warnings_are_errors ? 0 : reporter->dropped_warnings;
    for (size_t i = 0; i < reporter->list.count; i++) {
        struct diagnostic *diagnostic = reporter->list.at[i];
        if (diagnostic->level == LEVEL_OFF)
            continue;
        if (diagnostic->level == LEVEL_WARNING && reporter->warnings_are_errors)
            diagnostic->level = LEVEL_ERROR;
        reporter->errors += diagnostic->level == LEVEL_ERROR;
        reporter->warnings += diagnostic->level == LEVEL_WARNING;
        if (diagnostic->trace) {
            add_note(&diagnostic->notes, &diagnostic->last_note, diagnostic->trace);
            diagnostic->last_note = diagnostic->last_trace;
            diagnostic->trace = diagnostic->last_trace = NULL;
        }
        reporter->list.at[kept++] = diagnostic;
    }
    reporter->list.count = kept;
    if (kept > 1)
        qsort(reporter->list.at, kept, sizeof *reporter->list.at, by_place);
}
