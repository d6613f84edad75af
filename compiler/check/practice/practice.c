/* Good practice that one property shows: a table of what AWS's own rule sets ask
   (practice.def) and the few tests that its rows name. All of it is switched off
   until `-W practice` asks for it, as a template that breaks such a rule still
   deploys. What takes more than one property stands in practice_policy.c and
   practice_wiring.c; how a finding is told, and what acknowledges it, in
   practice_report.c. */
#include "check/practice/practice.h"

#include <stdlib.h>

enum test { TRUE, FALSE, NOT_TRUE, NOT_FALSE, THERE, ABSENT, AT_LEAST, NOT_UNDER, ONE_OF, NOT_ONE_OF, OTHER_THAN, BEGINS, ATTRIBUTE };

enum theme {
    ENCRYPTION = MT5101, TRANSPORT = MT5102, EXPOSURE = MT5103, LOGGING = MT5104, RECOVERY = MT5105,
    AVAILABILITY = MT5106, PRIVILEGE = MT5107, CREDENTIALS = MT5108, OPERATION = MT5109
};

struct row {
    enum message_id id;
    const char *type, *path;
    enum test test;
    const char *wanted, *unless, *rules;
};

static const struct row ROWS[] = {
#define PRACTICE(theme, type, path, test, wanted, unless, rules) \
    { (enum message_id)(theme), type, path, test, wanted, unless, rules },
#include "check/practice/practice.def"
#undef PRACTICE
};
enum { ROW_COUNT = sizeof ROWS / sizeof *ROWS };

/* The next word of a list parted by blanks; false at its end. */
static bool next_word(const char **list, struct text *word)
{
    *list += strspn(*list, " ");
    *word = (struct text){ *list, strcspn(*list, " ") };
    *list += word->length;
    return word->length > 0;
}

/* ------------------------------------------------------------------ demands */

/* Whether the value meets the row. What cannot be known does. */
static bool meets(struct scene *scene, const struct row *row, struct value value)
{
    bool truth;
    int64_t number;
    struct text text;
    bool absent = known_absent(value);
    switch (row->test) {
    case TRUE: return !absent && !(known_bool(value, &truth) && !truth);
    case FALSE: return !absent && !(known_bool(value, &truth) && truth);
    case NOT_TRUE: return !(known_bool(value, &truth) && truth);
    case NOT_FALSE: return !(known_bool(value, &truth) && !truth);
    case THERE: return !absent && !(value.kind == VALUE_LIST && value.count == 0);
    case ABSENT: return !known_there(value) || (value.kind == VALUE_LIST && value.count == 0);
    case AT_LEAST: return !absent && !(known_integer(value, &number) && number < strtoll(row->wanted, NULL, 10));
    case NOT_UNDER: return !(known_integer(value, &number) && number < strtoll(row->wanted, NULL, 10));
    case ONE_OF: return !absent && !(known_text(scene, value, &text) && !practice_is_word(text, row->wanted));
    case NOT_ONE_OF: return !(known_text(scene, value, &text) && practice_is_word(text, row->wanted));
    case OTHER_THAN: return !absent && !(known_text(scene, value, &text) && practice_is_word(text, row->wanted));
    case BEGINS: return !absent && !(known_text(scene, value, &text) && !text_starts(text, row->wanted));
    case ATTRIBUTE: break;
    }
    return true;
}

/* The words of a list, parted otherwise; "[]" of a path is left out. */
static void add_words(struct buffer *out, const char *list, const char *between)
{
    for (; *list; list++)
        if (*list == ' ')
            buffer_add_c(out, between);
        else if (*list != '[' && *list != ']')
            buffer_add_char(out, *list);
}

static const char *demand_of(struct scene *scene, const struct row *row)
{
    const char *form = "%s";
    switch (row->test) {
    case TRUE: return "be true";
    case FALSE: return "be false";
    case NOT_TRUE: return "not be true";
    case NOT_FALSE: return "not be false";
    case THERE: return "be set";
    case ABSENT: return "not be set";
    case AT_LEAST: form = "be at least %s"; break;
    case NOT_UNDER: form = "not be under %s"; break;
    case ONE_OF: form = strchr(row->wanted, ' ') ? "be %s" : "be '%s'"; break;
    case NOT_ONE_OF: form = strchr(row->wanted, ' ') ? "not be %s" : "not be '%s'"; break;
    case OTHER_THAN: form = "be set to another than %s"; break;
    case BEGINS: form = "begin with '%s'"; break;
    case ATTRIBUTE: form = "say %s"; break;
    }
    struct buffer out;
    buffer_init(&out, scene->check->arena);
    const char *hole = strchr(form, '%');
    buffer_add(&out, (struct text){ form, (size_t)(hole - form) });
    add_words(&out, row->wanted, " or ");
    buffer_add_c(&out, hole + 2);
    return text_cstring(scene->check->arena, buffer_text(&out));
}

static void find(struct scene *scene, const struct row *row, const struct resource *resource, struct value at)
{
    struct buffer place;
    buffer_init(&place, scene->check->arena);
    buffer_add_char(&place, '\'');
    add_words(&place, row->path, " ");
    buffer_add_char(&place, '\'');
    practice_report(scene, row->id, resource, at, text_cstring(scene->check->arena, buffer_text(&place)),
                    demand_of(scene, row), row->rules);
}

/* [{Key, Value}] of a load balancer: whether the one that is wanted stands there. */
static void judge_attribute(struct scene *scene, const struct row *row, const struct resource *resource, struct value value)
{
    struct scene_list list = scene_items(scene, value);
    const char *sign = strchr(row->wanted, '=');
    struct text key = { row->wanted, (size_t)(sign - row->wanted) }, text;
    struct value found = value;
    for (size_t i = 0; i < list.count; i++) {
        struct value name = scene_field(scene, list.items[i], "Key");
        if (!known_text(scene, name, &text))
            list.whole = false;
        else if (text_equal(text, key)) {
            found = scene_field(scene, list.items[i], "Value");
            if (!known_text(scene, found, &text) || text_equal_c(text, sign + 1))
                return;
            list.whole = true;
            break;
        }
    }
    if (list.whole)
        find(scene, row, resource, found);
}

/* Down a path, "A.B[].C" through each item of a list. */
static void judge_path(struct scene *scene, const struct row *row, const struct resource *resource, struct value value,
                       const char *path)
{
    if (*path == '\0') {
        if (row->test == ATTRIBUTE)
            judge_attribute(scene, row, resource, value);
        else if (!meets(scene, row, value))
            find(scene, row, resource, value);
        return;
    }
    size_t length = strcspn(path, ".[");
    const char *name = text_cstring(scene->check->arena, (struct text){ path, length });
    struct value field = scene_field(scene, value, name);
    bool each = path[length] == '[';
    const char *rest = path + length + (each ? 2 : 0);
    rest += *rest == '.';
    if (!each) {
        judge_path(scene, row, resource, field, rest);
        return;
    }
    struct scene_list list = scene_items(scene, field);
    for (size_t i = 0; i < list.count; i++)
        judge_path(scene, row, resource, list.items[i], rest);
}

/* ------------------------------------------------------------------- rows */

/* "Type=network": whether the property is certainly, or may be, that; "Type": whether it may be there. */
static bool excused(struct scene *scene, const struct row *row, const struct resource *resource)
{
    const char *list = row->unless;
    struct text word, text;
    while (next_word(&list, &word)) {
        const char *sign = memchr(word.at, '=', word.length);
        size_t length = sign ? (size_t)(sign - word.at) : word.length;
        struct value value = scene_property(scene, resource, text_cstring(scene->check->arena, text_slice(word, 0, length)));
        if (known_absent(value))
            continue;
        if (!sign || !known_text(scene, value, &text) || text_equal(text, text_slice(word, length + 1, word.length)))
            return true;
    }
    return false;
}

static void look_at_rows(struct scene *scene, const struct resource *none)
{
    (void)none;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const struct row *row = &ROWS[i];
        if (scene->check->reporter->levels[row->id] == LEVEL_OFF)
            continue;
        for (const struct resource *resource = NULL; (resource = scene_next(scene, row->type, resource)) != NULL;) {
            scene_begin(scene);
            if (!excused(scene, row, resource))
                judge_path(scene, row, resource, resource->properties, row->path);
        }
    }
}

const struct scene_rule RULES_OF_PRACTICE[] = {
    { NULL, look_at_rows, { MT5101, MT5102, MT5103, MT5104, MT5105, MT5106, MT5107, MT5108, MT5109 } },
    { NULL, NULL, { MT0001 } }
};
