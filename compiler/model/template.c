/* Recognizes templates among the files that mtc is given. Called by modules.c,
   which parses what is no template, and by the session for output names. */
#include "model/template.h"

size_t template_ending(struct text name)
{
    static const char *const endings[] = { ".json", ".yaml", ".yml", ".template" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (name.length > length && text_ends(name, endings[i]) && name.at[name.length - length - 1] != '/')
            return length;
    }
    return 0;
}

/* The first line that is neither blank nor a comment nor YAML's own. */
static struct text first_line(struct text content)
{
    size_t at = text_starts(content, "\xEF\xBB\xBF") ? 3 : 0;
    while (at < content.length) {
        const char *end = memchr(content.at + at, '\n', content.length - at);
        size_t stop = end ? (size_t)(end - content.at) : content.length;
        struct text line = text_slice(content, at, stop);
        bool passed = text_starts(line, "#") || text_starts(line, "---") || text_starts(line, "%");
        while (!passed && line.length && strchr(" \t\r", line.at[0]))
            line = text_slice(line, 1, line.length);
        if (!passed && line.length)
            return line;
        at = stop + 1;
    }
    return (struct text){ "", 0 };
}

bool template_recognized(struct text name, struct text content)
{
    static const char *const sections[] = {
        "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions",
        "Transform", "Resources", "Outputs", "Hooks", "Globals",
    };
    if (template_ending(name))
        return true;
    struct text line = first_line(content);
    if (text_starts(line, "{"))
        return true;
    if (line.length && (line.at[0] == '"' || line.at[0] == '\''))
        line = text_slice(line, 1, line.length);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        size_t length = strlen(sections[i]);
        if (!text_starts(line, sections[i]) || line.length == length)
            continue;
        char next = line.at[length], behind = length + 1 < line.length ? line.at[length + 1] : ':';
        if (next == ':' || ((next == '"' || next == '\'' || next == ' ') && behind == ':'))
            return true;
    }
    return false;
}
