/* The table of messages and the words of -W about it. Nothing here knows of
   places or of a queue. Called by the reporter, the faces, and the command
   line (--list-checks). */
#include "report/diagnostic.h"

static const struct message messages[] = {
#define MESSAGE(code, level, name, text) { #code, level, name, text },
#include "report/messages.def"
#undef MESSAGE
};

const struct message *message_of(enum message_id id)
{
    return &messages[id];
}

/* The table is in order of code, so codes are found by halves; names are what
   people type, now and then. */
enum message_id message_find(struct text code_or_name)
{
    int low = 0, high = MESSAGE_COUNT;
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = text_compare(code_or_name, text_of(messages[middle].code));
        if (order == 0)
            return (enum message_id)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    if (text_starts(code_or_name, "MT"))
        return MESSAGE_COUNT;
    for (int id = 0; id < MESSAGE_COUNT; id++)
        if (text_equal_c(code_or_name, messages[id].name))
            return (enum message_id)id;
    return MESSAGE_COUNT;
}

/* Names that stand for several messages: those whose names begin with it. */
static const char *const GROUPS[] = { "practice" };

static bool set_group(struct reporter *reporter, struct text name, enum level level)
{
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
        if (!text_equal_c(name, GROUPS[i]))
            continue;
        for (int id = 0; id < MESSAGE_COUNT; id++)
            if (text_starts(text_of(messages[id].name), GROUPS[i]))
                reporter->levels[id] = (unsigned char)level;
        return true;
    }
    return false;
}

/* A stack that is too large is no mistake in itself: it may be compiled for
   another reason than to be deployed whole. */
static bool can_be_silenced(enum message_id id)
{
    return messages[id].level != LEVEL_ERROR || id == MT3004;
}

/* -W no-NAME. What is an error by itself cannot be switched off: there would
   be nothing right to write. */
static bool silence(struct reporter *reporter, struct text name)
{
    if (set_group(reporter, name, LEVEL_OFF))
        return true;
    enum message_id id = message_find(name);
    if (id == MESSAGE_COUNT || !can_be_silenced(id))
        return false;
    reporter->levels[id] = LEVEL_OFF;
    return true;
}

/* -W NAME, error=NAME, no-error=NAME: at least, or at most, that level. */
static bool set_level(struct reporter *reporter, struct text name, enum level level)
{
    if (set_group(reporter, name, level))
        return true;
    enum message_id id = message_find(name);
    if (id == MESSAGE_COUNT)
        return false;
    if (messages[id].level == LEVEL_ERROR)
        return level != LEVEL_WARNING || reporter->levels[id] == LEVEL_ERROR;
    reporter->levels[id] = (unsigned char)level;
    return true;
}

bool reporter_set(struct reporter *reporter, struct text option)
{
    if (text_equal_c(option, "error") || text_equal_c(option, "no-error")) {
        reporter->warnings_are_errors = option.at[0] == 'e';
        return true;
    }
    if (text_starts(option, "error="))
        return set_level(reporter, text_slice(option, 6, option.length), LEVEL_ERROR);
    if (text_starts(option, "no-error="))
        return set_level(reporter, text_slice(option, 9, option.length), LEVEL_WARNING);
    if (text_starts(option, "no-") && message_find(option) == MESSAGE_COUNT)
        return silence(reporter, text_slice(option, 3, option.length));
    return set_level(reporter, option, LEVEL_WARNING);
}

static const char *level_word(enum level level)
{
    return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : level == LEVEL_INFO ? "info" : "off";
}

struct text message_table(struct arena *arena)
{
    size_t widest = 0;
    for (int id = 0; id < MESSAGE_COUNT; id++)
        if (strlen(messages[id].name) > widest)
            widest = strlen(messages[id].name);
    struct buffer out;
    buffer_init(&out, arena);
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        const struct message *message = &messages[id];
        buffer_add_format(&out, "%s  %-7s  %-*s  ", message->code, level_word(message->level), (int)widest, message->name);
        for (const char *at = message->text; *at; at++) {
            if (at[0] == '%' && at[1] == 's') {
                buffer_add_c(&out, "\xE2\x80\xA6");
                at++;
            } else {
                buffer_add_char(&out, *at);
            }
        }
        buffer_add_char(&out, '\n');
    }
    return buffer_text(&out);
}
