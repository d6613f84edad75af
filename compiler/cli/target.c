/* Targets: which template goes into which file, and getting them there. The
   invariant of writing: first all files are made under other names, then all
   are renamed, so that a failure while any of them is written leaves every file
   as it was. Called by main, once there are no errors. */
#include "cli/target.h"

#include "base/limits.h"
#include "cli/print.h"
#include "emit/template.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *ending_of(enum format format)
{
    return format == FORMAT_YAML ? ".yaml" : ".json";
}

/* The path without the ending of its last part. */
static struct text without_ending(struct text path)
{
    for (size_t i = path.length; i > 0 && path.at[i - 1] != '/'; i--)
        if (path.at[i - 1] == '.' && i - 1 > 0 && path.at[i - 2] != '/')
            return text_slice(path, 0, i - 1);
    return path;
}

static enum format format_by_name(struct text path)
{
    return text_ends(path, ".yaml") || text_ends(path, ".yml") ? FORMAT_YAML : FORMAT_JSON;
}

/* The file of a unit's default stack. */
static const char *first_path(struct arena *arena, const struct options *options, const struct unit *unit,
                              enum format format)
{
    const char *output = options->output;
    if (output && !options_is_folder(output))
        return output;
    struct text base = session_base_name(text_of(unit->input));
    if (!output)
        return strcmp(unit->input, "-") == 0
                   ? "-" : text_format(arena, "%.*s%s", (int)base.length, base.at, ending_of(format)).at;
    const char *slash = text_ends(text_of(output), "/") ? "" : "/";
    return text_format(arena, "%s%s%.*s%s", output, slash, (int)base.length, base.at, ending_of(format)).at;
}

static void add_unit(struct arena *arena, const struct options *options, const struct unit *unit,
                     struct targets *targets)
{
    enum format format = options->format;
    /* A template is only checked, unless a form or place to write is asked for. */
    if (unit->module->is_template && format == FORMAT_BY_NAME && !options->output)
        return;
    if (format == FORMAT_BY_NAME)
        format = options->output ? format_by_name(text_of(options->output)) : FORMAT_JSON;
    const char *path = first_path(arena, options, unit, format);
    for (size_t i = 0; i < unit->graph->stacks.count; i++) {
        const struct stack *stack = unit->graph->stacks.at[i];
        const char *own = path;
        if (!stack->is_default && strcmp(path, "-") != 0) {
            struct text whole = text_of(path), stem = without_ending(whole);
            own = text_format(arena, "%.*s-%s%s", (int)stem.length, stem.at, stack->name->text,
                              whole.at + stem.length).at;
        }
        *VEC_ADD(arena, &targets->list) = (struct target){ unit, stack, own, format };
    }
}

/* Whether a path names the very file of an input. */
static bool is_input(const struct units *units, const char *path)
{
    struct stat output;
    if (stat(path, &output) != 0 || !S_ISREG(output.st_mode))
        return false;
    for (size_t i = 0; i < units->list.count; i++) {
        const struct module *module = units->list.at[i].module;
        if (module->inode == (uint64_t)output.st_ino && module->device == (uint64_t)output.st_dev)
            return true;
    }
    return false;
}

struct text targets_plan(struct session *session, const struct options *options, const struct units *units,
                         struct targets *targets)
{
    struct arena *arena = &session->arena;
    *targets = (struct targets){ { 0 } };
    for (size_t i = 0; i < units->list.count; i++)
        add_unit(arena, options, &units->list.at[i], targets);
    struct map paths = { 0 };
    for (size_t i = 0; i < targets->list.count; i++) {
        const struct target *target = &targets->list.at[i];
        void **before = map_put(arena, &paths, atom_of_c(&session->atoms, target->path));
        const struct target *other = *before;
        *before = &targets->list.at[i];
        if (!other) {
            if (options->task != TASK_CHECK && is_input(units, target->path))
                return text_format(arena, "'%s' would be written over, and it is what is compiled", target->path);
        } else if (strcmp(target->path, "-") == 0) {
            return text_format(arena, "'%s' makes %zu templates, and standard output takes one; use -o FOLDER/",
                               target->unit->input, target->unit->graph->stacks.count);
        } else {
            return text_format(arena, "stack '%s' of '%s' and stack '%s' of '%s' would both be written to '%s'",
                               other->stack->name->text, other->unit->input, target->stack->name->text,
                               target->unit->input, target->path);
        }
    }
    return TEXT("");
}

/* Where the dependencies of a unit go. */
static const char *dependency_path(struct session *session, const struct options *options,
                                   const struct targets *targets, const struct unit *unit)
{
    if (options->dependency_file)
        return options->dependency_file;
    for (size_t i = 0; i < targets->list.count; i++) {
        const struct target *target = &targets->list.at[i];
        if (target->unit != unit || strcmp(target->path, "-") == 0)
            continue;
        struct text stem = without_ending(text_of(target->path));
        return text_format(&session->arena, "%.*s.d", (int)stem.length, stem.at).at;
    }
    struct text base = session_base_name(text_of(unit->input));
    return text_format(&session->arena, "%.*s.d", (int)base.length, base.at).at;
}

bool target_print(struct session *session, const struct stack *stack, enum format format,
                  bool (*add)(void *context, struct text piece), void *context)
{
    struct sink sink = { add, context };
    return format == FORMAT_YAML ? template_yaml(&session->arena, stack, sink)
                                 : template_json(&session->arena, stack, sink);
}

bool target_add_to_buffer(void *context, struct text piece)
{
    buffer_add(context, piece);
    return true;
}

static bool add_to_output(void *context, struct text piece)
{
    struct output *output = context;
    output_add(output, piece);
    return !output->error;
}

static struct diagnostic *report_unwritten(struct session *session, const char *path, int error)
{
    struct diagnostic *unwritten = report(&session->reporter, MT0002, SPAN_NONE, NULL,
                                          strcmp(path, "-") == 0 ? "standard output" : path,
                                          file_error(&session->arena, error));
    if (error == EISDIR)
        report_help(&session->reporter, unwritten, "to write into this folder, say -o '%s/'", path);
    return unwritten;
}

/* Makes the folder of -o, and those it stands in, where they are missing.
   What cannot be made is noticed when the first file is written. */
static void make_folder(struct session *session, const char *folder)
{
    struct stat status;
    if (stat(folder, &status) == 0)
        return;
    size_t length = strlen(folder);
    char *path = arena_alloc(&session->arena, length + 1);
    memcpy(path, folder, length + 1);
    for (size_t i = 1; i < length; i++) {
        if (path[i] != '/')
            continue;
        path[i] = '\0';
        mkdir(path, 0777);
        path[i] = '/';
    }
    mkdir(path, 0777);
}

/* A file that is written, and what it is called in messages. */
struct written {
    struct output *output;
    const char *path;
};
struct all_written { VEC(struct written) list; };

static void begin(struct session *session, struct all_written *files, const char *path)
{
    *VEC_ADD(&session->arena, &files->list) = (struct written){ session_output(session, path), path };
}

/* What CloudFormation takes from S3 ("CloudFormation quotas", AWS CloudFormation
   User Guide); what is over 51,200 bytes has to lie there, which --deploy sees to. */
enum { MOST_TEMPLATE_BYTES = 1000000 };

static bool size_fits(struct session *session, const struct target *target, const struct output *output)
{
    uint64_t size = output->done + output->held_length;
    if (size <= MOST_TEMPLATE_BYTES)
        return true;
    struct diagnostic *diagnostic =
        report(&session->reporter, MT3004, SPAN_NONE, NULL, target->stack->name->text,
               text_integer(&session->arena, (int64_t)size).at, "bytes of template",
               text_integer(&session->arena, MOST_TEMPLATE_BYTES).at);
    report_help(&session->reporter, diagnostic, "divide it: 'stack NAME { … }' makes a further template");
    return diagnostic->level != LEVEL_ERROR;
}

static bool write_templates(struct session *session, const struct targets *targets, struct all_written *files)
{
    for (size_t i = 0; i < targets->list.count; i++) {
        const struct target *target = &targets->list.at[i];
        begin(session, files, target->path);
        struct output *output = files->list.at[files->list.count - 1].output;
        if (!output->error)
            target_print(session, target->stack, target->format, add_to_output, output);
        if (output_finish(output) != 0) {
            report_unwritten(session, target->path, output->error);
            return false;
        }
        if (!size_fits(session, target, output))
            return false;
    }
    return true;
}

static bool write_dependencies(struct session *session, const struct options *options, const struct units *units,
                               const struct targets *targets, struct all_written *files)
{
    for (size_t i = 0; i < units->list.count && options->dependencies; i++) {
        const struct unit *unit = &units->list.at[i];
        const char *path = dependency_path(session, options, targets, unit);
        begin(session, files, path);
        struct output *output = files->list.at[files->list.count - 1].output;
        output_add(output, dependency_rule(session, targets, unit));
        if (output_finish(output) != 0) {
            report_unwritten(session, path, output->error);
            return false;
        }
    }
    return true;
}

void targets_write(struct session *session, const struct options *options, const struct units *units,
                   const struct targets *targets)
{
    struct all_written files = { { 0 } };
    if (options->output && options_is_folder(options->output))
        make_folder(session, options->output);
    bool good = write_templates(session, targets, &files)
                && write_dependencies(session, options, units, targets, &files);
    for (size_t i = 0; i < files.list.count; i++) {
        const struct written *file = &files.list.at[i];
        if (!good) {
            output_abandon(file->output);
        } else if (output_commit(file->output) != 0) {
            report_unwritten(session, file->path, file->output->error);
            good = false;
        }
    }
}

/* The text of the file that is there; empty and MT0006 where there is none. */
static struct text read_existing(struct session *session, const struct target *target)
{
    struct text existing;
    int error = file_read(&session->arena, target->path, LIMIT_FILE_BYTES, &existing);
    if (!error)
        return existing;
    if (error != ENOENT && error != ENOTDIR) {
        report(&session->reporter, MT0001, SPAN_NONE, NULL, target->path, file_error(&session->arena, error));
    } else {
        struct diagnostic *missing = report(&session->reporter, MT0006, SPAN_NONE, NULL, target->path,
                                            target->unit->input);
        report_note(&session->reporter, missing, SPAN_NONE, "there is no file '%s'", target->path);
    }
    return TEXT("");
}

bool targets_compare(struct session *session, const struct options *options, const struct targets *targets)
{
    bool color = print_colored(options, STDOUT_FILENO);
    for (size_t i = 0; i < targets->list.count; i++) {
        const struct target *target = &targets->list.at[i];
        size_t before = session->reporter.list.count;
        struct text existing = read_existing(session, target);
        if (session->reporter.list.count != before)
            continue;
        struct buffer wanted;
        buffer_init(&wanted, &session->arena);
        target_print(session, target->stack, target->format, target_add_to_buffer, &wanted);
        if (text_equal(existing, buffer_text(&wanted)))
            continue;
        const char *name = text_format(&session->arena, "%s (from %s)", target->path, target->unit->input).at;
        struct text hunks = difference(&session->arena, existing, buffer_text(&wanted), target->path, name, color);
        if (!print_answer(session, hunks))
            return false;
        struct diagnostic *differs = report(&session->reporter, MT0006, SPAN_NONE, NULL, target->path,
                                            target->unit->input);
        report_help(&session->reporter, differs, "the same command without --check writes it");
    }
    return true;
}
