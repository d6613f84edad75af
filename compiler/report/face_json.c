/* The face for programs: an array of objects, one a line, all with the same
   keys in the same order; what a message has not is null. Lines and columns
   count from 1, columns in Unicode code points, ends exclusive. Called by the
   command line for --diagnostics json. */
#include "report/face.h"

#include <cjson/cJSON.h>

enum { KEYS_SIZE = 640 };       /* bytes of keys, numbers and punctuation of one object, at most */

/* Everything that a note or a message says, taken from the arena beforehand. */
struct told_note {
    const char *text;
    struct face_place place;
};

struct told {
    const char *message, *label, *help, *fix;
    struct face_place place, fix_place;
    struct told_note *notes;
    size_t note_count;
    size_t size;                /* bytes of the printed object, at most */
};

static const char *tell_text(struct told *told, struct arena *arena, struct text text)
{
    const char *string = face_clean(arena, text);
    told->size += face_json_size(string);
    return string;
}

static struct face_place tell_place(struct told *told, struct reporter *reporter, struct arena *arena, struct span span)
{
    struct face_place place = face_place(reporter, arena, span);
    told->size += KEYS_SIZE + (place.file ? face_json_size(place.file) : 0);
    return place;
}

static struct told tell(struct reporter *reporter, struct arena *arena, const struct diagnostic *diagnostic)
{
    struct told told = { .size = KEYS_SIZE };
    told.message = tell_text(&told, arena, diagnostic->text);
    told.label = diagnostic->label.length ? tell_text(&told, arena, diagnostic->label) : NULL;
    told.help = diagnostic->help.length ? tell_text(&told, arena, diagnostic->help) : NULL;
    told.fix = span_known(diagnostic->fix) ? tell_text(&told, arena, diagnostic->fix_text) : NULL;
    told.place = tell_place(&told, reporter, arena, diagnostic->where);
    told.fix_place = tell_place(&told, reporter, arena, diagnostic->fix);
    for (const struct note *note = diagnostic->notes; note; note = note->next)
        told.note_count++;
    told.notes = NEW_ARRAY(arena, struct told_note, told.note_count);
    size_t i = 0;
    for (const struct note *note = diagnostic->notes; note; note = note->next, i++) {
        told.notes[i].text = tell_text(&told, arena, note->text);
        told.notes[i].place = tell_place(&told, reporter, arena, note->where);
    }
    return told;
}

static void add_number(struct face_json *json, struct cJSON *object, const char *key, uint32_t number)
{
    if (number)
        face_json_number(json, object, key, number);
    else
        face_json_string(json, object, key, NULL);
}

static void add_place(struct face_json *json, struct cJSON *object, struct face_place place)
{
    face_json_string(json, object, "file", place.file);
    add_number(json, object, "line", place.line);
    add_number(json, object, "column", place.column);
    add_number(json, object, "endLine", place.end_line);
    add_number(json, object, "endColumn", place.end_column);
}

static struct cJSON *build(struct face_json *json, enum message_id id, enum level level, const struct told *told)
{
    const struct message *message = message_of(id);
    struct cJSON *object = face_json_object(json);
    face_json_string(json, object, "code", message->code);
    face_json_string(json, object, "name", message->name);
    face_json_string(json, object, "level", face_level(level));
    face_json_string(json, object, "message", told->message);
    add_place(json, object, told->place);
    face_json_string(json, object, "label", told->label);
    struct cJSON *notes = face_json_add(json, object, "notes", face_json_array(json));
    for (size_t i = 0; i < told->note_count; i++) {
        struct cJSON *note = face_json_push(json, notes, face_json_object(json));
        face_json_string(json, note, "message", told->notes[i].text);
        add_place(json, note, told->notes[i].place);
    }
    face_json_string(json, object, "help", told->help);
    if (told->fix) {
        struct cJSON *fix = face_json_add(json, object, "fix", face_json_object(json));
        add_place(json, fix, told->fix_place);
        face_json_string(json, fix, "text", told->fix);
    } else {
        face_json_string(json, object, "fix", NULL);
    }
    return object;
}

static void add_object(struct buffer *out, struct arena *arena, enum message_id id, enum level level,
                       const struct told *told)
{
    struct face_json json;
    face_json_begin(&json, arena, told->size);
    struct text object = face_json_end(&json, build(&json, id, level, told));
    buffer_add_c(out, out->length ? ",\n" : "[\n");
    buffer_add(out, object);
}

struct text face_json(struct reporter *reporter, struct arena *arena)
{
    struct buffer out;
    buffer_init(&out, arena);
    struct face_list list = face_list(reporter, arena);
    for (size_t i = 0; i < list.count; i++) {
        struct told told = tell(reporter, arena, list.at[i]);
        add_object(&out, arena, list.at[i]->id, list.at[i]->level, &told);
    }
    if (list.hidden) {
        struct told told = { .size = 2 * KEYS_SIZE };
        told.message = tell_text(&told, arena, face_hidden(arena, list.hidden));
        add_object(&out, arena, MT0090, list.hidden_level, &told);
    }
    buffer_add_c(&out, out.length ? "\n]\n" : "[]\n");
    return buffer_text(&out);
}
