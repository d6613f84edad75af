/* The face for code scanning: one run of SARIF 2.1.0 (the OASIS standard
   "Static Analysis Results Interchange Format"). The rules are those that are
   told of, in order of code, each with its page. Called by the command line
   for --diagnostics sarif. */
#include "report/face.h"

#include <cjson/cJSON.h>

enum {
    FRAME_SIZE = 1024,          /* bytes of keys and punctuation around the results, at most */
    PLACE_SIZE = 512            /* of those of one rule, place, note or fix */
};

struct writer {
    struct reporter *reporter;
    struct arena *arena;
    struct face_json json;
    const char *version;
    size_t size;                        /* bytes of the whole, at most */
    int rule_of[MESSAGE_COUNT];         /* index among the rules (before tell_rules: 0 where there is one), or -1 */
    const char *page_of[MESSAGE_COUNT];
};

/* What of a source's name is a URI: unreserved characters and '/' stay, the
   rest is escaped byte by byte. A path from the root gets a scheme. */
static const char *uri_of(struct arena *arena, struct face_place place)
{
    struct text name = text_of(place.file);
    struct buffer out;
    buffer_init(&out, arena);
    if (name.length > 2 && name.at[0] == '<')
        name = text_slice(name, 1, name.length - 1);
    while (text_starts(name, "./"))
        name = text_slice(name, 2, name.length);
    if (text_starts(name, "/"))
        buffer_add_c(&out, "file://");
    for (size_t i = 0; i < name.length; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~/", c))
            buffer_add_char(&out, (char)c);
        else
            buffer_add_format(&out, "%%%02X", c);
    }
    return text_cstring(arena, buffer_text(&out));
}

/* Everything that a message says, taken from the arena before cJSON begins. */
struct told_place {
    const char *uri, *text;
    struct face_place place;
};

struct told {
    enum message_id id;
    enum level level;
    const char *message, *fix;
    struct told_place place, fix_place;
    struct told_place *notes;
    size_t note_count;
};

static const char *tell_text(struct writer *writer, struct text text)
{
    const char *string = face_clean(writer->arena, text);
    writer->size += face_json_size(string);
    return string;
}

static struct told_place tell_place(struct writer *writer, struct span span, struct text text)
{
    struct told_place told = { .place = face_place(writer->reporter, writer->arena, span) };
    told.uri = told.place.file ? uri_of(writer->arena, told.place) : NULL;
    told.text = text.length ? tell_text(writer, text) : NULL;
    writer->size += PLACE_SIZE + (told.uri ? face_json_size(told.uri) : 0);
    return told;
}

/* The words of a message: SARIF has no place for help and label but these. */
static struct text whole_text(struct arena *arena, const struct diagnostic *diagnostic)
{
    struct buffer out;
    buffer_init(&out, arena);
    buffer_add(&out, diagnostic->text);
    if (diagnostic->label.length) {
        buffer_add_c(&out, ": ");
        buffer_add(&out, diagnostic->label);
    }
    if (diagnostic->help.length) {
        buffer_add_c(&out, "\nhelp: ");
        buffer_add(&out, diagnostic->help);
    }
    return buffer_text(&out);
}

static struct told tell(struct writer *writer, const struct diagnostic *diagnostic)
{
    struct told told = { .id = diagnostic->id, .level = diagnostic->level };
    told.message = tell_text(writer, whole_text(writer->arena, diagnostic));
    told.place = tell_place(writer, diagnostic->where, diagnostic->label);
    told.fix = span_known(diagnostic->fix) ? tell_text(writer, diagnostic->fix_text) : NULL;
    told.fix_place = tell_place(writer, diagnostic->fix, diagnostic->label);
    for (const struct note *note = diagnostic->notes; note; note = note->next)
        told.note_count++;
    told.notes = NEW_ARRAY(writer->arena, struct told_place, told.note_count);
    size_t i = 0;
    for (const struct note *note = diagnostic->notes; note; note = note->next)
        told.notes[i++] = tell_place(writer, note->where, note->text);
    return told;
}

/* Numbers the marked rules in order of code and fetches their pages. */
static void tell_rules(struct writer *writer)
{
    int count = 0;
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        if (writer->rule_of[id] < 0)
            continue;
        writer->rule_of[id] = count++;
        struct text page = message_page(text_of(message_of((enum message_id)id)->code));
        writer->page_of[id] = page.length ? tell_text(writer, page) : NULL;
        writer->size += PLACE_SIZE + 2 * (writer->page_of[id] ? face_json_size(writer->page_of[id]) : 0);
        writer->size += 2 * face_json_size(message_of((enum message_id)id)->text);
    }
}

static const char *sarif_level(enum level level)
{
    return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : level == LEVEL_INFO ? "note" : "none";
}

static struct cJSON *add_object(struct writer *writer, struct cJSON *object, const char *key)
{
    return face_json_add(&writer->json, object, key, face_json_object(&writer->json));
}

static struct cJSON *add_array(struct writer *writer, struct cJSON *object, const char *key)
{
    return face_json_add(&writer->json, object, key, face_json_array(&writer->json));
}

static struct cJSON *push_object(struct writer *writer, struct cJSON *array)
{
    return face_json_push(&writer->json, array, face_json_object(&writer->json));
}

static void add_text(struct writer *writer, struct cJSON *object, const char *key, const char *text)
{
    face_json_string(&writer->json, add_object(writer, object, key), "text", text);
}

static void add_artifact(struct writer *writer, struct cJSON *object, const struct told_place *told)
{
    struct cJSON *artifact = add_object(writer, object, "artifactLocation");
    face_json_string(&writer->json, artifact, "uri", told->uri);
    if (told->place.kind == SOURCE_USER && told->place.file[0] != '/')
        face_json_string(&writer->json, artifact, "uriBaseId", "%SRCROOT%");
}

static void add_region(struct writer *writer, struct cJSON *object, const char *key, const struct face_place *place)
{
    struct cJSON *region = add_object(writer, object, key);
    face_json_number(&writer->json, region, "startLine", place->line);
    face_json_number(&writer->json, region, "startColumn", place->column);
    face_json_number(&writer->json, region, "endLine", place->end_line);
    face_json_number(&writer->json, region, "endColumn", place->end_column);
}

static struct cJSON *push_location(struct writer *writer, struct cJSON *array, const struct told_place *told)
{
    struct cJSON *location = push_object(writer, array);
    if (told->uri) {
        struct cJSON *physical = add_object(writer, location, "physicalLocation");
        add_artifact(writer, physical, told);
        add_region(writer, physical, "region", &told->place);
    }
    if (told->text)
        add_text(writer, location, "message", told->text);
    return location;
}

static void add_fix(struct writer *writer, struct cJSON *result, const struct told *told)
{
    struct cJSON *fix = push_object(writer, add_array(writer, result, "fixes"));
    if (told->fix_place.text)
        add_text(writer, fix, "description", told->fix_place.text);
    struct cJSON *change = push_object(writer, add_array(writer, fix, "artifactChanges"));
    add_artifact(writer, change, &told->fix_place);
    struct cJSON *replacement = push_object(writer, add_array(writer, change, "replacements"));
    add_region(writer, replacement, "deletedRegion", &told->fix_place.place);
    add_text(writer, replacement, "insertedContent", told->fix);
}

static void push_result(struct writer *writer, struct cJSON *results, const struct told *told)
{
    struct cJSON *result = push_object(writer, results);
    face_json_string(&writer->json, result, "ruleId", message_of(told->id)->code);
    face_json_number(&writer->json, result, "ruleIndex", (uint32_t)writer->rule_of[told->id]);
    face_json_string(&writer->json, result, "level", sarif_level(told->level));
    add_text(writer, result, "message", told->message);
    struct cJSON *locations = add_array(writer, result, "locations");
    if (told->place.uri)
        push_location(writer, locations, &told->place);
    if (told->note_count) {
        struct cJSON *related = add_array(writer, result, "relatedLocations");
        for (size_t i = 0; i < told->note_count; i++)
            face_json_number(&writer->json, push_location(writer, related, &told->notes[i]), "id", (uint32_t)i + 1);
    }
    if (told->fix)
        add_fix(writer, result, told);
}

static void add_rules(struct writer *writer, struct cJSON *driver)
{
    struct cJSON *rules = add_array(writer, driver, "rules");
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        if (writer->rule_of[id] < 0)
            continue;
        const struct message *message = message_of((enum message_id)id);
        struct cJSON *rule = push_object(writer, rules);
        face_json_string(&writer->json, rule, "id", message->code);
        face_json_string(&writer->json, rule, "name", message->name);
        add_text(writer, rule, "shortDescription", message->name);
        if (writer->page_of[id]) {
            struct cJSON *help = add_object(writer, rule, "help");
            face_json_string(&writer->json, help, "text", writer->page_of[id]);
            face_json_string(&writer->json, help, "markdown", writer->page_of[id]);
        }
        struct cJSON *configuration = add_object(writer, rule, "defaultConfiguration");
        face_json_string(&writer->json, configuration, "level", sarif_level(message->level));
    }
}

static struct cJSON *build(struct writer *writer, const struct told *told, size_t count)
{
    struct cJSON *log = face_json_object(&writer->json);
    face_json_string(&writer->json, log, "version", "2.1.0");
    struct cJSON *run = push_object(writer, add_array(writer, log, "runs"));
    struct cJSON *driver = add_object(writer, add_object(writer, run, "tool"), "driver");
    face_json_string(&writer->json, driver, "name", "mtc");
    face_json_string(&writer->json, driver, "version", writer->version);
    add_rules(writer, driver);
    face_json_string(&writer->json, run, "columnKind", "unicodeCodePoints");
    struct cJSON *results = add_array(writer, run, "results");
    for (size_t i = 0; i < count; i++)
        push_result(writer, results, &told[i]);
    return log;
}

struct text face_sarif(struct reporter *reporter, struct arena *arena, const char *version)
{
    struct writer *writer = NEW(arena, struct writer);
    writer->reporter = reporter;
    writer->arena = arena;
    writer->version = version;
    writer->size = FRAME_SIZE + face_json_size(version);
    for (int id = 0; id < MESSAGE_COUNT; id++)
        writer->rule_of[id] = -1;

    struct face_list list = face_list(reporter, arena);
    struct told *told = NEW_ARRAY(arena, struct told, list.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < list.count; i++) {
        writer->rule_of[list.at[i]->id] = 0;
        told[count++] = tell(writer, list.at[i]);
    }
    if (list.hidden) {
        writer->rule_of[MT0090] = 0;
        struct diagnostic rest = { .id = MT0090, .level = list.hidden_level, .text = face_hidden(arena, list.hidden) };
        told[count++] = tell(writer, &rest);
    }
    tell_rules(writer);

    face_json_begin(&writer->json, arena, writer->size);
    struct text text = face_json_end(&writer->json, build(writer, told, count));
    return text_join(arena, text, TEXT("\n"));
}
