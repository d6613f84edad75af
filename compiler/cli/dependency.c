/* Dependencies for make, as gcc writes them. Names are escaped the way gcc's
   make_deps does it, since make reads them by the same rules: a space needs a
   backslash before it, and so does each backslash that stands right before the
   space; '#' needs a backslash, '$' another '$'. Called by target.c. */
#include "cli/target.h"

enum { LONGEST_LINE = 76 };     /* bytes before a line is broken */

static struct text escape(struct arena *arena, struct text name)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        if (c == ' ' || c == '\t') {
            for (size_t j = i; j > 0 && name.at[j - 1] == '\\'; j--)
                buffer_add_char(&out, '\\');
            buffer_add_char(&out, '\\');
        } else if (c == '#') {
            buffer_add_char(&out, '\\');
        } else if (c == '$') {
            buffer_add_char(&out, '$');
        }
        buffer_add_char(&out, c);
    }
    return buffer_text(&out);
}

/* Adds a name to the rule, on a new line where it would become too long. */
static void add_name(struct buffer *out, size_t *column, struct text name)
{
    if (*column && *column + 1 + name.length > LONGEST_LINE) {
        buffer_add_c(out, " \\\n ");
        *column = 1;
    } else if (*column) {
        buffer_add_char(out, ' ');
        ++*column;
    }
    buffer_add(out, name);
    *column += name.length;
}

struct text dependency_rule(struct session *session, const struct targets *targets, const struct unit *unit)
{
    struct arena *arena = &session->arena;
    struct buffer out;
    buffer_init(&out, arena);
    size_t column = 0;
    for (size_t i = 0; i < targets->list.count; i++) {
        const struct target *target = &targets->list.at[i];
        if (target->unit == unit && strcmp(target->path, "-") != 0)
            add_name(&out, &column, escape(arena, text_of(target->path)));
    }
    if (!column) {
        struct text base = session_base_name(text_of(unit->input));
        add_name(&out, &column, escape(arena, text_join(arena, base, TEXT(".json"))));
    }
    buffer_add_char(&out, ':');
    column++;
    for (size_t i = 0; i < unit->dependency_count; i++)
        add_name(&out, &column, escape(arena, unit->dependencies[i]));
    buffer_add_char(&out, '\n');
    return buffer_text(&out);
}
