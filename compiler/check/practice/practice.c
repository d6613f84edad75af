/* Good practice that one property shows: tables of what AWS's own rule sets ask
   (practice.def and its like) and the few tests that their rows name. All of it
   is switched off until `-W practice` asks for it, as a template that breaks such
   a rule still deploys. What takes more than one property stands in
   practice_policy.c, practice_wiring.c and their like; how a finding is told, and
   what acknowledges it, in practice_report.c. */
#include "check/practice/practice.h"

#include <stdlib.h>

struct row {
    enum message_id id;
    const char *type, *path;
    enum practice_test test;
    const char *wanted, *unless, *rules;
};

static const struct row ROWS[] = {
#define PRACTICE(theme, type, path, test, wanted, unless, rules) \
    { (enum message_id)(theme), type, path, test, wanted, unless, rules },
#include "check/practice/practice.def"
#include "check/practice/practice_data.def"
#include "check/practice/practice_services.def"
#undef PRACTICE
};
enum { ROW_COUNT = sizeof ROWS / sizeof *ROWS };

/* ------------------------------------------------------------------ demands */

static bool is_long(struct scene *scene, struct value value, const char *least)
{
    struct scene_list list = scene_items(scene, value);
    return !list.whole || list.count >= strtoul(least, NULL, 10);
}

static struct value text_of_item(struct scene *scene, struct value item)
{
    return item.kind == VALUE_MAP ? scene_field(scene, item, "Type") : item;
}

/* Whether every text of "a, b" may be an item of the list. */
static bool lists(struct scene *scene, struct value value, const char *texts)
{
    struct scene_list list = scene_items(scene, value);
    struct text text;
    for (; list.whole && *texts; texts += strspn(texts, ", ")) {
        struct text wanted = { texts, strcspn(texts, ",") };
        bool found = false;
        for (size_t i = 0; i < list.count && !found; i++)
            found = !known_text(scene, text_of_item(scene, list.items[i]), &text) || text_equal(text, wanted);
        if (!found)
            return false;
        texts += wanted.length;
    }
    return true;
}

static bool begins(struct text text, const char *words)
{
    struct text word;
    while (practice_next_word(&words, &word))
        if (text.length >= word.length && text_equal(text_slice(text, 0, word.length), word))
            return true;
    return false;
}

static bool lacks(struct scene *scene, struct value value, const char *part)
{
    struct scene_list list = scene_items(scene, value);
    for (size_t i = 0; i < list.count; i++)
        if (practice_holds(list.items[i], part))
            return false;
    return true;
}

/* Families of instance types: those that are not built on the Nitro System, and
   those that encrypt what goes from one instance to another. Amazon EC2 User
   Guide, "Instances built on the AWS Nitro System", "Encryption in transit". */
static const char WITHOUT_NITRO[] = "t1 t2 m1 m2 m3 m4 c1 c3 c4 cc1 cc2 cg1 cr1 r3 r4 x1 x1e i2 i3 d2 h1 hs1 g2 g3 g3s p2 p3 f1";
static const char ENCRYPTS_TRAFFIC[] =
    "c5a c5ad c5n c6a c6gn c6i c6id c6in c7a c7g c7gd c7gn c7i c7i-flex c8a c8g c8gb c8gd c8gn c8i c8i-flex d3 d3en"
    " dl1 dl2q g4ad g4dn g5 g6 g6e gr6 hpc6a hpc6id hpc7a hpc7g i3en i4g i4i i7i i7ie i8g i8ge im4gn inf1 inf2"
    " is4gen m5dn m5n m5zn m6a m6i m6id m6idn m6in m7a m7g m7gd m7i m7i-flex m8a m8g m8gb m8gd m8gn m8i m8i-flex"
    " p3dn p4d p4de p5 p5e p5en r5dn r5n r6a r6i r6id r6idn r6in r7a r7g r7gd r7i r7iz r8a r8g r8gb r8gd r8gn r8i"
    " r8i-flex trn1 trn1n trn2 u-12tb1 u-18tb1 u-24tb1 u-3tb1 u-6tb1 u-9tb1 u7i-12tb u7in-16tb u7in-24tb u7in-32tb"
    " vt1 x2idn x2iedn x2iezn x8g";

static bool is_of_family(struct text type, const char *families)
{
    const char *dot = memchr(type.at, '.', type.length);
    return practice_is_word(text_slice(type, 0, dot ? (size_t)(dot - type.at) : type.length), families);
}

/* Whether the value meets the row. What cannot be known does. */
static bool meets(struct scene *scene, const struct row *row, struct value value)
{
    bool truth, absent = known_absent(value);
    int64_t number;
    struct text text;
    switch (row->test) {
    case TRUE: return !absent && !(known_bool(value, &truth) && !truth);
    case FALSE: return !absent && !(known_bool(value, &truth) && truth);
    case NOT_TRUE: return !(known_bool(value, &truth) && truth);
    case NOT_FALSE: return !(known_bool(value, &truth) && !truth);
    case THERE: return !absent && !(value.kind == VALUE_LIST && value.count == 0);
    case ABSENT: return !known_there(value) || (value.kind == VALUE_LIST && value.count == 0);
    case AT_LEAST: return !absent && !(known_integer(value, &number) && number < strtoll(row->wanted, NULL, 10));
    case AT_MOST: return !absent && !(known_integer(value, &number) && number > strtoll(row->wanted, NULL, 10));
    case NOT_UNDER: return !(known_integer(value, &number) && number < strtoll(row->wanted, NULL, 10));
    case NOT_OVER: return !(known_integer(value, &number) && number > strtoll(row->wanted, NULL, 10));
    case ONE_OF: return !absent && !(known_text(scene, value, &text) && !practice_is_word(text, row->wanted));
    case NOT_ONE_OF: return !(known_text(scene, value, &text) && practice_is_word(text, row->wanted));
    case OTHER_THAN: return !absent && !(known_text(scene, value, &text) && practice_is_word(text, row->wanted));
    case BEGINS: return !absent && !(known_text(scene, value, &text) && !begins(text, row->wanted));
    case HOLDS: return !absent && !(known_text(scene, value, &text) && !text_holds(text, row->wanted));
    case LACKS: return lacks(scene, value, row->wanted);
    case NITRO: return !(known_text(scene, value, &text) && is_of_family(text, WITHOUT_NITRO));
    case ENCRYPTING: return !(known_text(scene, value, &text) && !is_of_family(text, ENCRYPTS_TRAFFIC));
    case SECRET: return !known_text(scene, value, &text);
    case ITEMS: return is_long(scene, value, row->wanted);
    case FEW: return scene_items(scene, value).count <= 1;
    case LISTS: return lists(scene, value, row->wanted);
    case NOT_SHORT_OF: return absent || lists(scene, value, row->wanted);
    case ATTRIBUTE:
    case NOT_ATTRIBUTE: break;
    }
    return true;
}

/* A name of a path, where '/' stands for a dot. */
static const char *name_of(struct arena *arena, struct text name)
{
    char *copy = arena_alloc(arena, name.length + 1);
    memcpy(copy, name.at, name.length);
    copy[name.length] = '\0';
    for (char *slash = copy; (slash = strchr(slash, '/')) != NULL;)
        *slash = '.';
    return copy;
}

/* The words of a list, parted otherwise; "[]" and "[+]" of a path are left out. */
static void add_words(struct buffer *out, const char *list, const char *between)
{
    for (; *list; list++)
        if (*list == ' ')
            buffer_add_c(out, between);
        else if (!strchr("[+]", *list))
            buffer_add_char(out, *list);
}

/* "be true", for the message; value: what is there instead. */
static const char *demand_of(struct scene *scene, const struct row *row, struct value value)
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
    case AT_MOST: form = "be at most %s"; break;
    case NOT_UNDER: form = "not be under %s"; break;
    case NOT_OVER: form = "not be over %s"; break;
    case ONE_OF: form = strchr(row->wanted, ' ') ? "be %s" : "be '%s'"; break;
    case NOT_ONE_OF:
        return text_format(scene->check->arena, "not be '%s'", scene_text(scene, value)).at;
    case OTHER_THAN: form = "be set to another than %s"; break;
    case BEGINS: form = strchr(row->wanted, ' ') ? "begin with %s" : "begin with '%s'"; break;
    case HOLDS: form = "hold '%s'"; break;
    case LACKS: form = "not hold '%s'"; break;
    case NITRO: return "be built on the Nitro System";
    case ENCRYPTING: return "encrypt what goes between instances";
    case SECRET: return "not be written out";
    case FEW: return "have one item at most";
    case ITEMS: form = "have at least %s items"; break;
    case LISTS:
    case NOT_SHORT_OF: form = "list %s"; break;
    case ATTRIBUTE: form = "say %s"; break;
    case NOT_ATTRIBUTE: form = "not say %s"; break;
    }
    struct buffer out;
    buffer_init(&out, scene->check->arena);
    const char *hole = strchr(form, '%');
    buffer_add(&out, (struct text){ form, (size_t)(hole - form) });
    add_words(&out, row->wanted, row->test == LISTS || row->test == NOT_SHORT_OF ? " " : " or ");
    buffer_add_c(&out, hole + 2);
    return text_cstring(scene->check->arena, buffer_text(&out));
}

static void find(struct scene *scene, const struct row *row, const struct resource *resource, struct value at)
{
    struct buffer place;
    buffer_init(&place, scene->check->arena);
    buffer_add_char(&place, '\'');
    add_words(&place, name_of(scene->check->arena, text_of(row->path)), " ");
    buffer_add_char(&place, '\'');
    practice_report(scene, row->id, resource, at, text_cstring(scene->check->arena, buffer_text(&place)),
                    demand_of(scene, row, at), row->rules);
}

/* A field of an attribute, whatever the service calls it. */
static struct value field_called(struct scene *scene, struct value map, const char *names)
{
    struct text name;
    while (practice_next_word(&names, &name)) {
        struct value field = scene_field(scene, map, text_cstring(scene->check->arena, name));
        if (!known_absent(field))
            return field;
    }
    return value_null(SPAN_NONE);
}

/* [{Key, Value}]: whether the attribute says what it should, or does not say what it should not. */
static void judge_attribute(struct scene *scene, const struct row *row, const struct resource *resource, struct value value)
{
    struct scene_list list = scene_items(scene, value);
    const char *sign = strchr(row->wanted, '=');
    struct text key = { row->wanted, (size_t)(sign - row->wanted) }, text;
    for (size_t i = 0; i < list.count; i++) {
        if (!known_text(scene, field_called(scene, list.items[i], "Key Name ParameterName OptionName"), &text))
            list.whole = false;
        else if (text_equal(text, key)) {
            struct value said = field_called(scene, list.items[i], "Value ParameterValue");
            if (sign[1] && known_text(scene, said, &text) && practice_is_word(text, sign + 1) == (row->test == NOT_ATTRIBUTE))
                find(scene, row, resource, said);
            return;
        }
    }
    if (list.whole && row->test == ATTRIBUTE)
        find(scene, row, resource, value);
}

static void judge_value(struct scene *scene, const struct row *row, const struct resource *resource, struct value value)
{
    if (row->test == ATTRIBUTE || row->test == NOT_ATTRIBUTE)
        judge_attribute(scene, row, resource, value);
    else if (!meets(scene, row, value))
        find(scene, row, resource, value);
}

/* Down a path, "A.B[].C" through each item of a list; of "B[+]" there must be one. */
static void judge_path(struct scene *scene, const struct row *row, const struct resource *resource, struct value value,
                       const char *path)
{
    if (*path == '\0') {
        judge_value(scene, row, resource, value);
        return;
    }
    size_t length = strcspn(path, ".[");
    struct value field = scene_field(scene, value, name_of(scene->check->arena, (struct text){ path, length }));
    const char *rest = path + length;
    bool each = *rest == '[', some = each && rest[1] == '+';
    rest += !each ? 0 : some ? 3 : 2;
    rest += *rest == '.';
    if (!each) {
        judge_path(scene, row, resource, field, rest);
        return;
    }
    struct scene_list list = scene_items(scene, field);
    for (size_t i = 0; i < list.count; i++)
        judge_path(scene, row, resource, list.items[i], rest);
    if (some && list.count == 0 && list.whole)
        find(scene, row, resource, field);
}

/* ------------------------------------------------------------------- rows */

static void look_at_rows(struct scene *scene, const struct resource *none)
{
    (void)none;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const struct row *row = &ROWS[i];
        if (scene->check->reporter->levels[row->id] == LEVEL_OFF)
            continue;
        for (const struct resource *resource = NULL; (resource = scene_next(scene, row->type, resource)) != NULL;) {
            scene_begin(scene);
            if (practice_excused(scene, resource, row->unless))
                practice_acknowledged(scene, resource, row->rules);     /* its tool may find it all the same */
            else
                judge_path(scene, row, resource, resource->properties, row->path);
        }
    }
}

const struct scene_rule RULES_OF_PRACTICE[] = {
    { NULL, look_at_rows, { MT5101, MT5102, MT5103, MT5104, MT5105, MT5106, MT5107, MT5108, MT5109 } },
    { NULL, NULL, { MT0001 } }
};
