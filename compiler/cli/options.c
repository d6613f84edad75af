/* The command line, read by a table of our own: getopt cannot say what an
   unknown option was meant to be. First every word is read, then what was asked
   for is looked at as a whole. The invariant: whatever passes here can be done
   without a further question about the words. Called by main and by tests. */
#include "cli/option.h"

#include "report/diagnostic.h"

#include <stdarg.h>
#include <stdio.h>

/* -MD and -MF stand before what might be taken for their beginning. */
static const struct option table[] = {
    { "-MD", OPTION_DEPENDENCIES, NULL, false },
    { "-MF", OPTION_DEPENDENCY_FILE, "a file", false },
    { "-o", OPTION_OUTPUT, "a path", false },
    { "-f", OPTION_FORMAT, "json or yaml", false },
    { "-D", OPTION_DEFINE, "NAME=VALUE", false },
    { "-I", OPTION_FOLDER, "a folder", false },
    { "-W", OPTION_WARNING, "the name of a warning", false },
    { "-h", OPTION_HELP, NULL, false },
    { "--assert", OPTION_ASSERT, "an assertion about flows", false },
    { "--env", OPTION_ENV, "the name of an environment", false },
    { "--check", OPTION_CHECK, NULL, false },
    { "--test", OPTION_TEST, NULL, false },
    { "--list-checks", OPTION_LIST_CHECKS, NULL, false },
    { "--explain", OPTION_EXPLAIN, "the code of a message or a resource type", false },
    { "--diagnostics", OPTION_DIAGNOSTICS, "text, json or sarif", false },
    { "--color", OPTION_COLOR, "auto, always or never", false },
    { "--dump", OPTION_DUMP, "tokens, syntax, graph or template", false },
    { "--stdlib", OPTION_STDLIB, "the name of a pattern", true },
    { "--version", OPTION_VERSION, NULL, false },
    { "--help", OPTION_HELP, NULL, false },
};
enum { TABLE_COUNT = sizeof table / sizeof *table };

/* Over this table and that of the options of deploying; NULL behind the last. */
static const struct option *option_at(size_t index)
{
    return index < TABLE_COUNT ? &table[index] : deploy_option_at(index - TABLE_COUNT);
}

/* The tasks' words, for messages. */
static const char *const task_words[] = {
    [TASK_CHECK] = "--check", [TASK_TEST] = "--test", [TASK_DUMP] = "--dump", [TASK_EXPLAIN] = "--explain",
    [TASK_DEPLOY] = "--deploy", [TASK_LIST_CHECKS] = "--list-checks", [TASK_STDLIB] = "--stdlib", [TASK_VERSION] = "--version",
    [TASK_HELP] = "--help",
};

struct reading {
    struct options *options;
    struct arena *arena;
    struct text mistake;
};

static bool wrong(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool wrong(struct reading *reading, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    reading->mistake = text_copy(reading->arena, text_of(line));
    return false;
}

/* Which of the words it is, or false with a message. */
static bool choose(struct reading *reading, const struct option *option, const char *value, const char *const *words,
                   unsigned *chosen)
{
    for (unsigned i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0) {
            *chosen = i;
            return true;
        }
    struct near near;
    near_start(&near, text_of(value));
    for (unsigned i = 0; words[i]; i++)
        near_try(&near, text_of(words[i]));
    if (near.best.length)
        return wrong(reading, "%s takes %s, not '%s'; did you mean '%s'?", option->name, option->value, value, near.best.at);
    return wrong(reading, "%s takes %s, not '%s'", option->name, option->value, value);
}

static bool set_task(struct reading *reading, enum task task)
{
    struct options *options = reading->options;
    /* Help and version are given however wrong the rest is. */
    if (options->task == TASK_HELP || options->task == TASK_VERSION)
        return true;
    if (task < TASK_VERSION && options->task != TASK_COMPILE && options->task != task)
        return wrong(reading, "%s and %s do not go together", task_words[options->task], task_words[task]);
    options->task = task;
    return true;
}

static bool add_define(struct reading *reading, const char *value)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value)
        return wrong(reading, "-D takes NAME=VALUE, not '%s'", value);
    *VEC_ADD(reading->arena, &reading->options->defines) =
        (struct define){ { value, (size_t)(equals - value) }, text_of(equals + 1) };
    return true;
}

/* An option whose value is one of a few words. */
static bool set_choice(struct reading *reading, const struct option *option, const char *value)
{
    static const char *const formats[] = { "json", "yaml", NULL };
    static const char *const stages[] = { "tokens", "syntax", "graph", "template", NULL };
    static const char *const faces[] = { "text", "json", "sarif", NULL };
    static const char *const colors[] = { "auto", "always", "never", NULL };
    struct options *options = reading->options;
    unsigned chosen = 0;
    switch (option->id) {
    case OPTION_FORMAT:
        if (!choose(reading, option, value, formats, &chosen))
            return false;
        options->format = FORMAT_JSON + chosen;
        return true;
    case OPTION_DIAGNOSTICS:
        if (!choose(reading, option, value, faces, &chosen))
            return false;
        options->face = (enum face)chosen;
        return true;
    case OPTION_COLOR:
        if (!choose(reading, option, value, colors, &chosen))
            return false;
        options->color = (enum color)chosen;
        return true;
    default:
        if (!choose(reading, option, value, stages, &chosen))
            return false;
        options->stage = (enum stage)chosen;
        return set_task(reading, TASK_DUMP);
    }
}

static bool set_option(struct reading *reading, const struct option *option, const char *value)
{
    struct options *options = reading->options;
    switch (option->id) {
    case OPTION_FORMAT: case OPTION_DIAGNOSTICS: case OPTION_COLOR: case OPTION_DUMP:
        return set_choice(reading, option, value);
    case OPTION_OUTPUT:
        options->output = value;
        return *value ? true : wrong(reading, "-o needs a path");
    case OPTION_DEFINE:
        return add_define(reading, value);
    case OPTION_ASSERT:
        *VEC_ADD(reading->arena, &options->assertions) = value;
        return *value && !strchr(value, '\n') ? true : wrong(reading, "--assert takes one assertion in one line, such as 'no internet -> db'");
    case OPTION_ENV:
        options->settings.environment = value;
        return true;
    case OPTION_FOLDER:
        *VEC_ADD(reading->arena, &options->folders) = value;
        return *value ? true : wrong(reading, "-I needs a folder");
    case OPTION_WARNING:
        *VEC_ADD(reading->arena, &options->warnings) = value;
        return true;
    case OPTION_DEPENDENCY_FILE:
        options->dependency_file = value;
        options->dependencies = true;
        return *value ? true : wrong(reading, "-MF needs a file");
    case OPTION_DEPENDENCIES:
        options->dependencies = true;
        return true;
    case OPTION_EXPLAIN:
        options->topic = value;
        return set_task(reading, TASK_EXPLAIN);
    case OPTION_STDLIB:
        options->topic = value;
        return set_task(reading, TASK_STDLIB);
    case OPTION_CHECK: return set_task(reading, TASK_CHECK);
    case OPTION_TEST: return set_task(reading, TASK_TEST);
    case OPTION_LIST_CHECKS: return set_task(reading, TASK_LIST_CHECKS);
    case OPTION_VERSION: return set_task(reading, TASK_VERSION);
    case OPTION_HELP: return set_task(reading, TASK_HELP);
    case OPTION_DEPLOY: break;
    }
    reading->mistake = deploy_option_set(&options->deploy, reading->arena, option, value);
    if (reading->mistake.length)
        return false;
    return options->deploy.task ? set_task(reading, TASK_DEPLOY) : true;
}

/* The option that a word begins with, and the value that it carries (NULL:
   none). Long names end at '=', short ones carry what follows them. */
static const struct option *find_option(const char *word, const char **value)
{
    *value = NULL;
    bool is_long = word[0] == '-' && word[1] == '-';
    const char *equals = strchr(word, '=');
    size_t length = is_long && equals ? (size_t)(equals - word) : strlen(word);
    const struct option *option;
    for (size_t i = 0; (option = option_at(i)); i++) {
        size_t name_length = strlen(option->name);
        if (strncmp(word, option->name, name_length) != 0)
            continue;
        if (is_long ? length != name_length : word[name_length] && !option->value)
            continue;
        if (word[name_length])
            *value = word + name_length + (is_long ? 1 : 0);
        return option;
    }
    return NULL;
}

static bool unknown(struct reading *reading, const char *word)
{
    struct text name = text_of(word);
    const char *equals = strchr(word, '=');
    if (equals)
        name.length = (size_t)(equals - word);
    struct near near;
    near_start(&near, name);
    const struct option *option;
    for (size_t i = 0; (option = option_at(i)); i++)
        if (option->name[1] == '-')
            near_try(&near, text_of(option->name));
    if (near.best.length)
        return wrong(reading, "there is no option '%.*s'; did you mean '%s'?", (int)name.length, word, near.best.at);
    return wrong(reading, "there is no option '%.*s'", (int)name.length, word);
}

static bool read_words(struct reading *reading, int argc, char **argv)
{
    bool only_inputs = false;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i], *value;
        if (only_inputs || word[0] != '-' || !word[1]) {
            *VEC_ADD(reading->arena, &reading->options->inputs) = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_inputs = true;
            continue;
        }
        const struct option *option = find_option(word, &value);
        if (!option)
            return unknown(reading, word);
        if (value && !option->value)
            return wrong(reading, "%s takes no value", option->name);
        if (!value && option->value && !option->attached_only) {
            if (i + 1 == argc)
                return wrong(reading, "%s needs %s", option->name, option->value);
            value = argv[++i];
        }
        if (!set_option(reading, option, value))
            return false;
    }
    return true;
}

bool options_is_folder(const char *path)
{
    struct text text = text_of(path);
    return text_ends(text, "/") || text_equal_c(text, ".") || text_equal_c(text, "..") || text_ends(text, "/.")
           || text_ends(text, "/..");
}

static bool check_topic(struct reading *reading)
{
    struct options *options = reading->options;
    if (options->task == TASK_STDLIB && !options->topic && options->inputs.count == 1) {
        options->topic = options->inputs.at[0];
        options->inputs.count = 0;
    }
    if (options->inputs.count)
        return wrong(reading, "%s takes no file, and '%s' is one too many", task_words[options->task],
                     options->inputs.at[options->inputs.count - 1]);
    return true;
}

static bool check_inputs(struct reading *reading)
{
    struct options *options = reading->options;
    if (!options->inputs.count)
        return wrong(reading, "no file to compile");
    size_t standard = 0;
    for (size_t i = 0; i < options->inputs.count; i++) {
        struct text input = text_of(options->inputs.at[i]);
        standard += text_equal_c(input, "-");
        if (!input.length)
            return wrong(reading, "a file's name is empty");
    }
    if (standard > 1)
        return wrong(reading, "standard input can be read only once");
    if (options->inputs.count > 1 && options->output && !options_is_folder(options->output))
        return wrong(reading, "several files need a folder, such as -o '%s/'",
                     strcmp(options->output, "-") == 0 ? "templates" : options->output);
    if (options->inputs.count > 1 && options->dependency_file)
        return wrong(reading, "-MF takes the dependencies of one file; -MD writes one beside each template");
    return true;
}

/* Options that would do nothing are mistakes: the user expected something. */
static bool check_outputs(struct reading *reading)
{
    struct options *options = reading->options;
    bool writes = options->task == TASK_COMPILE;
    const char *task = writes ? "" : task_words[options->task];
    if (options->dependencies && !writes)
        return wrong(reading, "%s does not go with %s, which writes nothing",
                     options->dependency_file ? "-MF" : "-MD", task);
    bool no_template = options->task == TASK_TEST || options->task == TASK_DUMP || options->task == TASK_DEPLOY;
    if (options->output && no_template)
        return wrong(reading, "-o does not go with %s, which writes no template", task);
    if (options->format && no_template && !(options->task == TASK_DUMP && options->stage == STAGE_TEMPLATE))
        return wrong(reading, "-f does not go with %s, which writes no template", task);
    if (options->task != TASK_CHECK)
        return true;
    if (options->output && strcmp(options->output, "-") == 0)
        return wrong(reading, "--check compares with a file, and -o - is none");
    for (size_t i = 0; i < options->inputs.count && !options->output; i++)
        if (strcmp(options->inputs.at[i], "-") == 0)
            return wrong(reading, "--check of standard input needs -o, the file to compare with");
    return true;
}

struct text options_parse(struct options *options, struct arena *arena, int argc, char **argv)
{
    struct reading reading = { options, arena, { "", 0 } };
    *options = (struct options){ .task = TASK_COMPILE, .deploy = { .monitoring = -1 } };
    if (!read_words(&reading, argc, argv) && options->task < TASK_VERSION)
        return reading.mistake;
    if (options->task >= TASK_VERSION)
        return TEXT("");
    bool has_topic = options->task == TASK_EXPLAIN || options->task == TASK_STDLIB || options->task == TASK_LIST_CHECKS;
    if (has_topic ? !check_topic(&reading) : !check_inputs(&reading) || !check_outputs(&reading))
        return reading.mistake;
    reading.mistake = deploy_options_check(&options->deploy, arena, options->inputs.count);
    if (reading.mistake.length)
        return reading.mistake;
    options->settings.folder_count = options->folders.count;
    options->settings.folders = options->folders.at;
    options->settings.warning_count = options->warnings.count;
    options->settings.warnings = options->warnings.at;
    options->settings.assertion_count = options->assertions.count;
    options->settings.assertions = options->assertions.at;
    options->settings.define_count = options->defines.count;
    options->settings.defines = options->defines.at;
    return TEXT("");
}
