/* Reads the files that AWS's clients share. The grammar is that of the SDKs'
   common tests; where they leave a choice it is the one that reads more files:
   a line that begins with a comment sign is a comment however far it is
   indented. Called by credentials.c and settings.c. */
#include "deploy/client/config.h"

#include "base/file.h"

#include <errno.h>

enum { MOST_BYTES = 10 * 1024 * 1024 };

struct reading {
    struct arena *arena;
    struct config *config;
    bool credentials;                   /* the credentials file: names stand without prefix */
    const char *path;
    unsigned line;
    struct config_section *section;     /* NULL: before the first */
    struct config_property *property;   /* that a continuation belongs to; NULL: none */
    bool skipped_property;              /* its name is none: its continuations go with it */
    VEC(struct config_section *) found;
};

/* ---------------------------------------------------------------- characters */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct text config_trim(struct text text)
{
    size_t from = 0, to = text.length;
    while (from < to && (is_blank(text.at[from]) || text.at[from] == '\r' || text.at[from] == '\n'))
        from++;
    while (to > from && (is_blank(text.at[to - 1]) || text.at[to - 1] == '\r' || text.at[to - 1] == '\n'))
        to--;
    return text_slice(text, from, to);
}

/* quoted: a name that may have blanks in it, too: the AWS CLI writes such ones
   between double quotes. */
static bool is_name(struct text name, bool quoted)
{
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !strchr("-/.%@_:+", c) && !(quoted && c != '"'))
            return false;
    }
    return name.length > 0;
}

static struct text lower(struct arena *arena, struct text text)
{
    char *copy = (char *)text_copy(arena, text).at;
    for (size_t i = 0; i < text.length; i++)
        copy[i] = text_lower(copy[i]);
    return (struct text){ copy, text.length };
}

static bool wrong(struct reading *reading, const char *what)
{
    reading->config->problem = text_format(reading->arena, "%s:%u: %s", reading->path, reading->line, what);
    return false;
}

/* ------------------------------------------------------------------ sections */

/* The name behind a prefix such as "profile", or false where it has none. */
static bool behind_prefix(struct text words, const char *prefix, struct text *name)
{
    size_t length = strlen(prefix);
    if (!text_starts(words, prefix) || words.length <= length || !is_blank(words.at[length]))
        return false;
    *name = config_trim(text_slice(words, length, words.length));
    return true;
}

static bool take_quotes(struct text *name)
{
    if (name->length < 2 || name->at[0] != '"' || name->at[name->length - 1] != '"')
        return false;
    *name = text_slice(*name, 1, name->length - 1);
    return true;
}

static void classify(struct reading *reading, struct text words, struct config_section *section)
{
    bool quoted = false;
    section->kind = CONFIG_PROFILE;
    section->name = words;
    if (!reading->credentials) {
        if (behind_prefix(words, "profile", &section->name))
            section->prefixed = true;
        else if (behind_prefix(words, "sso-session", &section->name))
            section->kind = CONFIG_SSO_SESSION;
        else if (behind_prefix(words, "services", &section->name))
            section->kind = CONFIG_SERVICES;
        else
            section->ignored = !text_equal_c(words, "default");
        quoted = take_quotes(&section->name);
    }
    section->ignored = section->ignored || !is_name(section->name, quoted);
}

static bool read_section(struct reading *reading, struct text line)
{
    size_t end = 1;
    while (end < line.length && line.at[end] != ']')
        end++;
    struct text behind = end < line.length ? config_trim(text_slice(line, end + 1, line.length)) : TEXT("x");
    if (behind.length && behind.at[0] != '#' && behind.at[0] != ';')
        return wrong(reading, "profile definition must end with ']'");
    struct config_section section = { .path = reading->path, .line = reading->line };
    classify(reading, config_trim(text_slice(line, 1, end)), &section);
    reading->property = NULL;
    reading->skipped_property = false;
    for (size_t i = 0; i < reading->found.count; i++) {
        struct config_section *other = reading->found.at[i];
        if (!section.ignored && !other->ignored && other->kind == section.kind && other->prefixed == section.prefixed
            && text_equal(other->name, section.name)) {
            reading->section = other;
            return true;
        }
    }
    reading->section = arena_alloc(reading->arena, sizeof section);
    *reading->section = section;
    *VEC_ADD(reading->arena, &reading->found) = reading->section;
    return true;
}

/* ---------------------------------------------------------------- properties */

/* A comment begins at a sign that a blank stands before. */
static struct text without_comment(struct text text)
{
    for (size_t i = 1; i < text.length; i++)
        if ((text.at[i] == '#' || text.at[i] == ';') && is_blank(text.at[i - 1]))
            return text_slice(text, 0, i);
    return text;
}

static struct config_property *put(struct reading *reading, struct config_section *section, struct text name,
                                   struct text value)
{
    struct config_property *property = NULL;
    for (size_t i = 0; i < section->properties.count && !property; i++)
        if (text_equal(section->properties.at[i].name, name))
            property = &section->properties.at[i];
    if (!property)
        property = VEC_ADD(reading->arena, &section->properties);
    *property = (struct config_property){ name, value, reading->credentials };
    return property;
}

static bool read_property(struct reading *reading, struct text line)
{
    if (!reading->section)
        return wrong(reading, "expected a profile definition");
    const char *equals = memchr(line.at, '=', line.length);
    if (!equals)
        return wrong(reading, "expected an '=' sign defining a property");
    size_t cut = (size_t)(equals - line.at);
    struct text name = config_trim(text_slice(line, 0, cut));
    if (!name.length)
        return wrong(reading, "property did not have a name");
    reading->skipped_property = !is_name(name, false);
    reading->property = NULL;
    if (reading->skipped_property)
        return true;
    struct text whole = text_slice(line, cut + 1, line.length), value = without_comment(whole);
    if (value.length < whole.length && !reading->config->doubt.length)
        reading->config->doubt = text_format(reading->arena, "%s:%u", reading->path, reading->line);
    reading->property = put(reading, reading->section, lower(reading->arena, name), config_trim(value));
    return true;
}

static bool read_continuation(struct reading *reading, struct text line)
{
    if (!reading->section)
        return wrong(reading, "expected a profile definition");
    if (reading->skipped_property)
        return true;
    if (!reading->property)
        return wrong(reading, "expected a property definition, found continuation");
    struct text more = config_trim(line), *value = &reading->property->value;
    if (!value->length || value->at[0] == '\n') {
        const char *equals = memchr(more.at, '=', more.length);
        if (!equals)
            return wrong(reading, "expected an '=' sign defining a sub-property");
        if (!config_trim(text_slice(more, 0, (size_t)(equals - more.at))).length)
            return wrong(reading, "sub-property did not have a name");
    }
    *value = text_join(reading->arena, text_join(reading->arena, *value, TEXT("\n")), more);
    return true;
}

static bool read_line(struct reading *reading, struct text line)
{
    struct text bare = config_trim(line);
    if (!bare.length || bare.at[0] == '#' || bare.at[0] == ';')
        return true;
    if (is_blank(line.at[0]))
        return read_continuation(reading, line);
    if (line.at[0] == '[')
        return read_section(reading, line);
    return read_property(reading, line);
}

static bool read_text(struct reading *reading, struct text text)
{
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.at + at, '\n', text.length - at);
        size_t next = end ? (size_t)(end - text.at) : text.length;
        reading->line++;
        if (!read_line(reading, text_slice(text, at, next)))
            return false;
        at = next + 1;
    }
    return true;
}

/* -------------------------------------------------------------- both together */

/* A session token belongs to its keys: those of the credentials file do not go
   with one of the config file. */
static void part_token(struct reading *reading, struct config_section *there, const struct config_section *section)
{
    static const char *const tokens[] = { "aws_session_token", "aws_security_token" };
    for (size_t i = 0; i < 2; i++)
        if (config_value(section, "aws_access_key_id") && config_value(there, tokens[i]))
            put(reading, there, text_of(tokens[i]), TEXT(""));
}

static void merge(struct reading *reading)
{
    bool prefixed_default = false;
    for (size_t i = 0; i < reading->found.count; i++)
        prefixed_default = prefixed_default
                           || (reading->found.at[i]->prefixed && text_equal_c(reading->found.at[i]->name, "default"));
    for (size_t i = 0; i < reading->found.count; i++) {
        struct config_section *section = reading->found.at[i];
        bool beaten = prefixed_default && !section->prefixed && section->kind == CONFIG_PROFILE
                      && text_equal_c(section->name, "default");
        if (section->ignored || beaten)
            continue;
        struct config_section *there =
            (struct config_section *)config_find(reading->config, section->kind, section->name);
        if (!there) {
            *VEC_ADD(reading->arena, &reading->config->sections) = section;
            continue;
        }
        if (reading->credentials)
            part_token(reading, there, section);
        for (size_t k = 0; k < section->properties.count; k++)
            put(reading, there, section->properties.at[k].name, section->properties.at[k].value);
    }
}

static void read_one(struct arena *arena, struct config *config, struct text text, const char *path, bool credentials)
{
    struct reading reading = { .arena = arena, .config = config, .credentials = credentials, .path = path };
    if (!config->problem.length && read_text(&reading, text))
        merge(&reading);
}

void config_read(struct arena *arena, struct config *config, struct text config_text, struct text credentials_text)
{
    *config = (struct config){ .config_path = "config", .credentials_path = "credentials", .problem = { "", 0 },
                                .doubt = { "", 0 } };
    read_one(arena, config, config_text, config->config_path, false);
    read_one(arena, config, credentials_text, config->credentials_path, true);
}

static const char *location(struct arena *arena, const struct world *world, const char *variable, const char *file)
{
    const char *told = world_setting(world, arena, variable), *home = world_setting(world, arena, "HOME");
    if (told && !(told[0] == '~' && told[1] == '/'))
        return told;
    if (!home)
        return told ? told : NULL;
    return told ? text_format(arena, "%s%s", home, told + 1).at : text_format(arena, "%s/.aws/%s", home, file).at;
}

static struct text load(struct arena *arena, const struct world *world, struct config *config, const char *path)
{
    struct text text = { "", 0 };
    if (!path)
        return text;
    int error = file_read(arena, world->path(world->context, arena, path), MOST_BYTES, &text);
    if (error && error != ENOENT && error != ENOTDIR && !config->problem.length)
        config->problem = text_format(arena, "%s: %s", path, file_error(arena, error));
    return error ? TEXT("") : text;
}

void config_load(struct arena *arena, const struct world *world, struct config *config)
{
    *config = (struct config){ .problem = { "", 0 }, .doubt = { "", 0 } };
    config->config_path = location(arena, world, "AWS_CONFIG_FILE", "config");
    config->credentials_path = location(arena, world, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
    struct text first = load(arena, world, config, config->config_path);
    struct text second = load(arena, world, config, config->credentials_path);
    read_one(arena, config, first, config->config_path, false);
    read_one(arena, config, second, config->credentials_path, true);
}

const struct config_section *config_find(const struct config *config, enum config_kind kind, struct text name)
{
    for (size_t i = 0; i < config->sections.count; i++)
        if (config->sections.at[i]->kind == kind && text_equal(config->sections.at[i]->name, name))
            return config->sections.at[i];
    return NULL;
}

const struct text *config_value(const struct config_section *section, const char *name)
{
    for (size_t i = 0; section && i < section->properties.count; i++)
        if (text_equal_c(section->properties.at[i].name, name))
            return section->properties.at[i].value.length ? &section->properties.at[i].value : NULL;
    return NULL;
}

struct text config_text(const struct config_section *section, const char *name)
{
    const struct text *value = config_value(section, name);
    return value ? *value : TEXT("");
}

bool config_sub_value(const struct config_section *section, const char *name, const char *sub, struct text *value)
{
    const struct text *lines = config_value(section, name);
    for (size_t at = 0; lines && lines->at[0] == '\n' && at < lines->length;) {
        const char *end = memchr(lines->at + at, '\n', lines->length - at);
        size_t next = end ? (size_t)(end - lines->at) : lines->length;
        struct text line = text_slice(*lines, at, next);
        const char *equals = memchr(line.at, '=', line.length);
        size_t cut = equals ? (size_t)(equals - line.at) : 0;
        if (equals && text_equal_c(config_trim(text_slice(line, 0, cut)), sub)) {
            *value = config_trim(text_slice(line, cut + 1, line.length));
            return value->length > 0;
        }
        at = next + 1;
    }
    return false;
}

bool config_has_profiles(const struct config *config)
{
    for (size_t i = 0; i < config->sections.count; i++)
        if (config->sections.at[i]->kind == CONFIG_PROFILE)
            return true;
    return false;
}
