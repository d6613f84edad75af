/* The session: makes the context, lends it to the passes in their order, and
   takes it apart. The invariant: whatever happens, session_end leaves neither
   memory nor a half-written file behind. Called by main, by tests and fuzzers. */
#include "cli/session.h"

#include "check/check.h"
#include "model/template.h"
#include "read/read.h"

void session_begin(struct session *session)
{
    *session = (struct session){ .outputs = NULL };
    arena_init(&session->arena, &session->failure);
}

void session_end(struct session *session)
{
    for (struct session_output *at = session->outputs; at; at = at->next)
        output_abandon(&at->output);
    session->outputs = NULL;
    arena_free(&session->arena);
}

bool session_guard(struct session *session, void (*work)(struct session *session, void *context), void *context)
{
    if (setjmp(session->failure.place)) {
        session_end(session);
        return false;
    }
    work(session, context);
    return true;
}

struct text session_set(struct session *session, const struct session_settings *settings)
{
    session->settings = settings;
    atoms_init(&session->atoms, &session->arena);
    sources_init(&session->sources, &session->arena);
    reporter_init(&session->reporter, &session->arena, &session->sources);
    modules_init(&session->modules, &session->arena, &session->atoms, &session->sources, &session->reporter);
    session->modules.folder_count = settings->folder_count;
    session->modules.folders = settings->folders;
    for (size_t i = 0; i < settings->warning_count; i++)
        if (!reporter_set(&session->reporter, text_of(settings->warnings[i])))
            return text_of(settings->warnings[i]);
    return TEXT("");
}

struct text session_base_name(struct text path)
{
    size_t start = path.length;
    while (start > 0 && path.at[start - 1] != '/')
        start--;
    struct text name = text_slice(path, start, path.length);
    if (text_equal_c(name, "-") || text_equal_c(name, "<stdin>"))
        return TEXT("stdin");
    if (text_ends(name, ".mt") && name.length > 3)
        name.length -= 3;
    else
        name.length -= template_ending(name);
    return name;
}

/* Whether the parser had to leave something out of a file of this compile, so
   that what follows would speak of things that the user did write. */
static bool is_damaged(const struct modules *modules)
{
    for (size_t i = 0; i < modules->list.count; i++)
        if (modules->list.at[i]->damaged && modules->list.at[i]->touched == modules->current)
            return true;
    return false;
}

static struct expander *new_expander(struct session *session)
{
    return expander_new(&session->arena, &session->atoms, &session->modules, &session->reporter);
}

static const struct expand_options *expand_options_for(struct session *session, const struct module *module, const struct decl_test *test)
{
    const struct session_settings *settings = session->settings;
    struct expand_options *options = NEW(&session->arena, struct expand_options);
    *options = (struct expand_options){
        .environment = settings->environment,
        .define_count = settings->define_count,
        .defines = settings->defines,
        .assertion_count = settings->assertion_count,
        .assertions = settings->assertions,
        .default_name = session_base_name(module->path),
        .test = test,
    };
    return options;
}

/* A template's graph: what .mt makes is there already. */
static const struct graph *read_and_check(struct session *session, struct module *module)
{
    struct graph *graph = read_template(&session->arena, &session->atoms, &session->reporter, module->source,
                                        session_base_name(module->path));
    if (!graph->stacks.count) {
        session->reporter.allows_partial = true;
        return graph;
    }
    if (session->settings->assertion_count)
        expand_assertions(new_expander(session), graph, module, expand_options_for(session, module, NULL));
    check_graph(&session->arena, &session->reporter, graph);
    return graph;
}

const struct graph *session_compile(struct session *session, struct module *module, const struct decl_test *test,
                                    struct expander **expander)
{
    static const struct graph nothing;
    if (expander)
        *expander = NULL;
    if (module->is_template)
        return read_and_check(session, module);
    if (is_damaged(&session->modules)) {
        session->reporter.allows_partial = true;
        return &nothing;
    }
    struct expander *made = new_expander(session);
    const struct graph *graph = expand(made, module, expand_options_for(session, module, test));
    if (expander)
        *expander = made;
    if (is_damaged(&session->modules))
        session->reporter.allows_partial = true;
    else
        check_graph(&session->arena, &session->reporter, graph);
    return graph;
}

struct output *session_output(struct session *session, const char *path)
{
    struct session_output *made = NEW(&session->arena, struct session_output);
    made->next = session->outputs;
    session->outputs = made;
    output_begin(&made->output, &session->arena, path);
    return &made->output;
}

struct compile_text {
    const struct session_settings *settings;
    struct text name, text;
    void (*look)(void *context, struct session *session, const struct graph *graph);
    void *context;
    enum session_outcome outcome;
};

static void compile_text(struct session *session, void *context)
{
    struct compile_text *job = context;
    session_set(session, job->settings);
    struct module *module = modules_open_text(&session->modules, job->name, job->text);
    const struct graph *graph = module ? session_compile(session, module, NULL, NULL) : NULL;
    reporter_finish(&session->reporter);
    job->outcome = session->reporter.errors ? SESSION_MISTAKES : SESSION_DONE;
    if (job->look && graph)
        job->look(job->context, session, graph);
}

enum session_outcome session_compile_text(const struct session_settings *settings, struct text name, struct text text,
                                          void (*look)(void *context, struct session *session,
                                                       const struct graph *graph),
                                          void *context)
{
    static const struct session_settings usual;
    struct compile_text job = { settings ? settings : &usual, name, text, look, context, SESSION_DONE };
    struct session session;
    session_begin(&session);
    if (!session_guard(&session, compile_text, &job))
        return SESSION_NO_MEMORY;
    session_end(&session);
    return job.outcome;
}
