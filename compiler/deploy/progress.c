/* What is seen of an operation: on a terminal a bar with what takes long beside
   it, and a line for each resource that came to its end; elsewhere a line for
   each event. Times are AWS's own, so that who comes later sees the same. Called
   by watch.c. */
#include "deploy/progress.h"

#include <stdlib.h>

enum {
    BAR = 24, SHORT_BAR = 10,   /* columns */
    NARROW = 60,                /* a terminal with fewer columns gets the short one */
    USUAL_COLUMNS = 80, MOST_SHOWN = 4, MOST_WIDE = 30
};

static int64_t now_of(const struct progress *progress)
{
    return world_seconds(progress->deployment->world) + progress->deployment->client.exchange.skew;
}

/* "1:23", "1:02:03" */
static struct text clock_text(struct arena *arena, int64_t seconds)
{
    long long all = seconds > 0 ? seconds : 0;
    if (all >= 3600)
        return text_format(arena, "%lld:%02lld:%02lld", all / 3600, all / 60 % 60, all % 60);
    return text_format(arena, "%lld:%02lld", all / 60, all % 60);
}

void progress_start(struct progress *progress, struct deployment *deployment, const struct deploy_stack *stack, size_t total)
{
    *progress = (struct progress){ .deployment = deployment, .total = total, .widest = stack->name.length };
    for (size_t i = 0; i < stack->stack->resources.count; i++) {
        size_t length = strlen(stack->stack->resources.at[i]->id);
        progress->widest = length > progress->widest ? length : progress->widest;
    }
    progress->widest = progress->widest < MOST_WIDE ? progress->widest : MOST_WIDE;
    progress->begun = now_of(progress);
    atoms_init(&progress->names, deployment->arena);
}

/* ----------------------------------------------------------------------- keeping */

static struct work *work_of(struct progress *progress, const struct event *event)
{
    struct arena *arena = progress->deployment->arena;
    struct text key = text_format(&progress->deployment->scratch, "%s %s", event->stack.at, event->logical.at);
    void **place = map_put(arena, &progress->works, atom_of(&progress->names, key));
    if (!*place) {
        struct work *work = NEW(arena, struct work);
        work->logical = event->logical;
        work->order = progress->works.count;
        *place = work;
        progress->nested += event->nested;
    }
    return *place;
}

/* What was done is counted again while it is taken back. */
static void turn_back(struct progress *progress)
{
    progress->back = true;
    progress->done = 0;
    progress->total = progress->works.count - progress->nested;
    for (size_t i = 0; i < progress->works.count; i++)
        ((struct work *)progress->works.entries[i].value)->finished = false;
}

static void take_root(struct progress *progress, const struct event *event)
{
    if (text_holds(event->status, "ROLLBACK_IN_PROGRESS") && !progress->back)
        turn_back(progress);
    progress->cleanup = text_ends(event->status, "_CLEANUP_IN_PROGRESS");
}

void progress_take(struct progress *progress, const struct event *event)
{
    if (event->time && event->time < progress->begun)
        progress->begun = event->time;
    if (event->root) {
        take_root(progress, event);
        return;
    }
    if (!event->status.length)
        return;
    struct work *work = work_of(progress, event);
    if (event->moment.length && text_compare(event->moment, work->moment) < 0)
        return;         /* it came late: more is known already */
    work->moment = event->moment;
    if (event->running && !work->running)
        work->since = event->time ? event->time : now_of(progress);
    work->took = event->running || !work->since ? 0 : (event->time ? event->time : now_of(progress)) - work->since;
    work->configured = event->running && text_equal_c(event->detail, "CONFIGURATION_COMPLETE");
    work->running = event->running;
    progress->done += event->complete && !work->finished;
    work->finished = work->finished || event->complete;
}

/* ----------------------------------------------------------------------- telling */

static enum ink ink_of(const struct event *event)
{
    if (event->cancelled)
        return INK_DIM;
    if (event->failed || (event->root && text_holds(event->status, "ROLLBACK")))
        return INK_RED;
    return event->warns ? INK_YELLOW : event->complete ? INK_GREEN : INK_DIM;
}

static struct text state_of(const struct event *event)
{
    return event->status.length ? event->status : event->hook.length ? event->hook : TEXT("VALIDATION");
}

struct text progress_age(const struct progress *progress)
{
    return clock_text(&progress->deployment->scratch, now_of(progress) - progress->begun);
}

void progress_tell(struct progress *progress, const struct event *event)
{
    struct deployment *deployment = progress->deployment;
    struct arena *arena = &deployment->scratch;
    if (deployment->talk.live && !event->root && !event->failed && !event->complete && !event->warns)
        return;
    if (event->root && text_equal_c(event->status, "REVIEW_IN_PROGRESS"))
        return;         /* of the change set, before the work began */
    struct text place = event->nested ? TEXT("") : deploy_place(deployment, event->resource);
    struct text age = clock_text(arena, (event->time ? event->time : now_of(progress)) - progress->begun);
    int64_t took = event->root || !event->status.length ? 0 : work_of(progress, event)->took;
    bool configured = event->running && text_equal_c(event->detail, "CONFIGURATION_COMPLETE");
    struct text name = event->nested && event->resource ? text_format(arena, "%s/%s", event->resource->id, event->logical.at)
                                                        : event->logical;
    talk_say(&deployment->talk, ink_of(event), "%7s  %-20s  %-*s  %s%s%s%s%s%s%s", age.at, state_of(event).at,
             (int)progress->widest, name.at, event->type.at, place.length ? "  " : "", place.at, configured ? "  configured" : "",
             took ? text_format(arena, "  in %s", clock_text(arena, took).at).at : "", event->reason.length ? "  " : "",
             event->reason.at);
}

/* ----------------------------------------------------------------------- drawing */

static int by_age(const void *left, const void *right)
{
    const struct work *one = *(struct work *const *)left, *other = *(struct work *const *)right;
    if (one->since != other->since)
        return one->since < other->since ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

/* What has been at work for the longest, as far as it fits. */
static void add_running(struct progress *progress, struct buffer *line, size_t most)
{
    struct arena *arena = &progress->deployment->scratch;
    VEC(struct work *) running = { NULL, 0, 0 };
    for (size_t i = 0; i < progress->works.count; i++) {
        struct work *work = progress->works.entries[i].value;
        if (work->running)
            *VEC_ADD(arena, &running) = work;
    }
    if (running.count)
        qsort(running.at, running.count, sizeof *running.at, by_age);
    for (size_t i = 0; i < running.count; i++) {
        const struct work *work = running.at[i];
        struct text one = text_format(arena, "  %s %s%s", work->logical.at, clock_text(arena, now_of(progress) - work->since).at,
                                      work->configured ? " configured" : "");
        struct text rest = i + 1 < running.count ? text_format(arena, "  +%zu", running.count - i - 1) : TEXT("");
        if (i == MOST_SHOWN || line->length + one.length + rest.length > most) {
            struct text all = text_format(arena, "  +%zu", running.count - i);
            buffer_add(line, line->length + all.length <= most ? all : TEXT(""));
            return;
        }
        buffer_add(line, one);
    }
}

/* "[=======>     ] 5/12  " */
static void add_bar(const struct progress *progress, struct buffer *line, size_t total, size_t columns)
{
    size_t filled = progress->done * columns / total;
    buffer_add_char(line, '[');
    for (size_t i = 0; i < columns; i++)
        buffer_add_char(line, i < filled ? '=' : i == filled ? (progress->back ? '<' : '>') : ' ');
    buffer_add_format(line, "] %s%zu/%zu  ", progress->back ? "rolling back " : progress->cleanup ? "cleaning up " : "",
                      progress->done, total);
}

/* "[=======>     ] 5/12  1:23  Database 0:58 configured  Web 0:20  +2" */
void progress_draw(struct progress *progress)
{
    struct deployment *deployment = progress->deployment;
    struct buffer line;
    if (!deployment->talk.live)
        return;
    size_t columns = talk_columns(&deployment->talk);
    size_t most = (columns ? columns : USUAL_COLUMNS) - 1, bar = most < NARROW ? SHORT_BAR : BAR;
    size_t total = progress->total ? progress->total + progress->nested : progress->works.count;
    total = total > progress->done ? total : progress->done;
    buffer_init(&line, &deployment->scratch);
    if (total)
        add_bar(progress, &line, total, bar);
    else        /* no resource is known to change */
        buffer_add_c(&line, progress->back ? "rolling back  " : progress->cleanup ? "cleaning up  " : "at work  ");
    buffer_add(&line, progress_age(progress));
    add_running(progress, &line, most);
    talk_draw(&deployment->talk, progress->back ? INK_RED : INK_PLAIN,
              text_slice(buffer_text(&line), 0, line.length < most ? line.length : most));
}
