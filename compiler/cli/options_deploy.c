/* The options of --deploy and its kin: a table that says where in the request
   each value goes. Called by options.c. */
#include "cli/option.h"

#include <limits.h>
#include <stdlib.h>

enum kind {
    KIND_TASK,          /* .number: enum deploy_task */
    KIND_FLAG,          /* a bool */
    KIND_TEXT,          /* a const char pointer */
    KIND_WORDS,         /* a struct words */
    KIND_PAIRS,         /* a struct words of NAME=VALUE */
    KIND_NAMES,         /* a struct words, several to an option, with commas between them */
    KIND_MINUTES,       /* an int; .number: the largest */
    KIND_TIME,          /* an int, seconds: 90s, 15m, 2h; a bare number is minutes */
    KIND_SWITCH,        /* a const char pointer: on or off */
    KIND_FAILURE        /* enum on_failure */
};

struct deploy_option {
    struct option option;
    enum kind kind;
    size_t offset;      /* in struct deploy_request */
    int number;
};

#define ROW(name, value, kind, field, number) \
    { { name, OPTION_DEPLOY, value, false }, kind, offsetof(struct deploy_request, field), number }

static const struct deploy_option table[] = {
    ROW("--deploy", NULL, KIND_TASK, task, DEPLOY),
    ROW("--plan", NULL, KIND_TASK, task, DEPLOY_PLAN),
    ROW("--follow", NULL, KIND_TASK, task, DEPLOY_FOLLOW),
    ROW("--status", NULL, KIND_TASK, task, DEPLOY_STATUS),
    ROW("--outputs", NULL, KIND_TASK, task, DEPLOY_OUTPUTS),
    ROW("--cancel", NULL, KIND_TASK, task, DEPLOY_CANCEL),
    ROW("--delete", NULL, KIND_TASK, task, DEPLOY_DELETE),
    ROW("--drift", NULL, KIND_TASK, task, DEPLOY_DRIFT),
    ROW("--stack", "the name of a stack", KIND_TEXT, stack, 0),
    ROW("--region", "a region of AWS", KIND_TEXT, region, 0),
    ROW("--profile", "the name of a profile", KIND_TEXT, profile, 0),
    ROW("--endpoint-url", "a URL", KIND_TEXT, endpoint_url, 0),
    ROW("--yes", NULL, KIND_FLAG, yes, 0),
    ROW("--direct", NULL, KIND_FLAG, direct, 0),
    ROW("--wait", NULL, KIND_FLAG, wait, 0),
    ROW("--detach", NULL, KIND_FLAG, detach, 0),
    ROW("--timeout", "a time such as 15m", KIND_TIME, timeout, 0),
    ROW("--parameter", "NAME=VALUE", KIND_PAIRS, parameters, 0),
    ROW("--parameters", "a file", KIND_TEXT, parameters_file, 0),
    ROW("--tag", "KEY=VALUE", KIND_PAIRS, tags, 0),
    ROW("--role", "the ARN of a role", KIND_TEXT, role, 0),
    ROW("--notify", "the ARN of a topic", KIND_WORDS, notifications, 0),
    ROW("--termination-protection", "on or off", KIND_SWITCH, protection, 0),
    ROW("--stack-policy", "a file", KIND_TEXT, policy_file, 0),
    ROW("--rollback-alarm", "the ARN of an alarm", KIND_WORDS, triggers, 0),
    ROW("--monitor", "minutes", KIND_MINUTES, monitoring, 180),
    ROW("--on-failure", "rollback, nothing or delete", KIND_FAILURE, on_failure, 0),
    ROW("--import-existing", NULL, KIND_FLAG, import_existing, 0),
    ROW("--revert-drift", NULL, KIND_FLAG, revert_drift, 0),
    ROW("--allow-replace", "logical IDs, or all", KIND_NAMES, allow_replace, 0),
    ROW("--allow-delete", "logical IDs, or all", KIND_NAMES, allow_delete, 0),
    ROW("--skip", "logical IDs", KIND_NAMES, skip, 0),
    ROW("--retain", "logical IDs", KIND_NAMES, retain, 0),
    ROW("--force-delete", NULL, KIND_FLAG, force_delete, 0),
    ROW("--bucket", "the name of a bucket", KIND_TEXT, bucket, 0),
};
enum { TABLE_COUNT = sizeof table / sizeof *table };

const struct option *deploy_option_at(size_t index)
{
    return index < TABLE_COUNT ? &table[index].option : NULL;
}

static struct text refused(struct arena *arena, const struct option *option, const char *value)
{
    return text_format(arena, "%s takes %s, not '%s'", option->name, option->value, value);
}

static struct text set_task(struct arena *arena, enum deploy_task *task, const struct deploy_option *row)
{
    for (size_t i = 0; i < TABLE_COUNT; i++)
        if (*task && table[i].kind == KIND_TASK && table[i].number == (int)*task && &table[i] != row)
            return text_format(arena, "%s and %s do not go together", table[i].option.name, row->option.name);
    *task = (enum deploy_task)row->number;
    return TEXT("");
}

static struct text set_failure(struct arena *arena, enum on_failure *failure, const struct deploy_option *row, const char *value)
{
    static const char *const words[] = { "rollback", "nothing", "delete" };
    for (unsigned i = 0; i < 3; i++)
        if (strcmp(value, words[i]) == 0) {
            *failure = (enum on_failure)i;
            return TEXT("");
        }
    return refused(arena, &row->option, value);
}

static struct text set_minutes(struct arena *arena, int *minutes, const struct deploy_option *row, const char *value)
{
    char *end;
    long number = strtol(value, &end, 10);
    if (end == value || *end || number < 0 || number > row->number)
        return refused(arena, &row->option, value);
    *minutes = (int)number;
    return TEXT("");
}

static struct text set_time(struct arena *arena, int *seconds, const struct deploy_option *row, const char *value)
{
    static const struct { const char *unit; long seconds; } units[] = { { "", 60 }, { "m", 60 }, { "s", 1 }, { "h", 3600 } };
    char *end;
    long number = strtol(value, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (end != value && strcmp(end, units[i].unit) == 0 && number > 0 && number <= 1000000) {
            *seconds = (int)(number * units[i].seconds > INT_MAX ? INT_MAX : number * units[i].seconds);
            return TEXT("");
        }
    return refused(arena, &row->option, value);
}

static void add_names(struct arena *arena, struct words *words, const char *value)
{
    struct text text = text_of(value);
    for (size_t at = 0; at <= text.length;) {
        const char *comma = memchr(text.at + at, ',', text.length - at);
        size_t end = comma ? (size_t)(comma - text.at) : text.length;
        if (end > at)
            *VEC_ADD(arena, &words->list) = text_copy(arena, text_slice(text, at, end)).at;
        at = end + 1;
    }
}

struct text deploy_option_set(struct deploy_request *request, struct arena *arena, const struct option *option,
                              const char *value)
{
    const struct deploy_option *row = (const struct deploy_option *)option;     /* .option is its first member */
    void *place = (char *)request + row->offset;
    const char *equals = value ? strchr(value, '=') : NULL;
    if (value && !*value)
        return text_format(arena, "%s needs %s", option->name, option->value);
    switch (row->kind) {
    case KIND_TASK: return set_task(arena, place, row);
    case KIND_FAILURE: return set_failure(arena, place, row, value);
    case KIND_MINUTES: return set_minutes(arena, place, row, value);
    case KIND_TIME: return set_time(arena, place, row, value);
    case KIND_FLAG: *(bool *)place = true; break;
    case KIND_TEXT: *(const char **)place = value; break;
    case KIND_NAMES: add_names(arena, place, value); break;
    case KIND_SWITCH:
        if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0)
            return refused(arena, option, value);
        *(const char **)place = value;
        break;
    case KIND_PAIRS:
        if (!equals || equals == value)
            return refused(arena, option, value);
        /* fall through */
    case KIND_WORDS:
        *VEC_ADD(arena, &((struct words *)place)->list) = value;
        break;
    }
    return TEXT("");
}

/* The first option that was given; NULL: none. */
static const char *first_given(const struct deploy_request *request)
{
    static const struct deploy_request nothing = { .monitoring = -1 };
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        const void *place = (const char *)request + table[i].offset, *usual = (const char *)&nothing + table[i].offset;
        enum kind kind = table[i].kind;
        size_t size = kind == KIND_FLAG ? sizeof(bool)
                      : kind == KIND_MINUTES || kind == KIND_TIME ? sizeof(int)
                      : kind == KIND_FAILURE ? sizeof(enum on_failure)
                      : kind == KIND_TASK ? 0 : kind == KIND_TEXT || kind == KIND_SWITCH ? sizeof(const char *)
                      : sizeof(struct words);
        if (memcmp(place, usual, size) != 0)
            return table[i].option.name;
    }
    return NULL;
}

struct text deploy_options_check(const struct deploy_request *request, struct arena *arena, size_t inputs)
{
    const char *given = first_given(request);
    if (request->task == DEPLOY_NOTHING)
        return given ? text_format(arena, "%s goes with --deploy and its kin, and there is none", given) : TEXT("");
    if (request->stack && inputs > 1)
        return TEXT("--stack names the stack of one file");
    if (request->direct && (request->import_existing || request->revert_drift))
        return text_format(arena, "--direct does not go with %s, which needs a change set",
                           request->import_existing ? "--import-existing" : "--revert-drift");
    if (request->skip.list.count && request->task != DEPLOY_CANCEL)
        return TEXT("--skip goes with --cancel");
    if ((request->retain.list.count || request->force_delete) && request->task != DEPLOY_DELETE)
        return text_format(arena, "%s goes with --delete", request->retain.list.count ? "--retain" : "--force-delete");
    if (request->triggers.list.count > 5 || request->notifications.list.count > 5)
        return text_format(arena, "AWS takes at most 5 of %s",
                           request->triggers.list.count > 5 ? "--rollback-alarm" : "--notify");
    return TEXT("");
}
