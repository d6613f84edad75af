/* Tests of a program: each `test` is a compile of its own, in a session of its
   own, with the test's environment and inputs; its expectations look at the
   template. The answer is TAP. The invariant: a test is "ok" only if every
   expectation in it was met and no error was reported but those it expects.
   Called by main. */
#include "cli/print.h"
#include "cli/task.h"
#include "emit/template.h"

/* One failed expectation. */
struct failure {
    struct text message;
    struct span span;
};

struct test_run {
    struct session *outer;              /* where what outlives the test goes */
    const struct options *options;
    const struct unit *unit;
    size_t index, number;
    bool met;
    struct text said;                   /* the test's lines of TAP, in the outer arena */
    /* inside: */
    struct session *session;
    const struct decl_test *test;
    const struct graph *graph;
    VEC(struct failure) failures;
};

/* A template's tree as a value of the language. */
static struct value value_of_tree(struct session *session, struct tree tree, struct span span)
{
    struct arena *arena = &session->arena;
    switch (tree.kind) {
    case TREE_BOOL: return value_bool(tree.truth, span);
    case TREE_INTEGER: return value_integer(tree.integer, span);
    case TREE_NUMBER: return value_number(tree.number, span);
    case TREE_STRING: return value_string((struct text){ tree.string, tree.count }, span);
    case TREE_LIST: {
        struct value *items = NEW_ARRAY(arena, struct value, tree.count);
        for (uint32_t i = 0; i < tree.count; i++)
            items[i] = value_of_tree(session, tree.items[i], span);
        return value_list(items, tree.count, span);
    }
    case TREE_MAP: {
        struct value_field *fields = NEW_ARRAY(arena, struct value_field, tree.count);
        for (uint32_t i = 0; i < tree.count; i++)
            fields[i] = (struct value_field){ atom_of(&session->atoms, tree.fields[i].key), span,
                                              value_of_tree(session, tree.fields[i].value, span), NULL };
        return value_map(fields, tree.count, span);
    }
    default: return value_null(span);
    }
}

static struct value properties_of(struct test_run *run, const struct resource *resource, struct span span)
{
    struct tree tree = template_value(&run->session->arena, resource->properties);
    struct value value = value_of_tree(run->session, tree, span);
    return value.kind == VALUE_MAP ? value : value_map(NULL, 0, span);
}

/* resources(T): the properties of all resources of a type, over all stacks. */
static struct value find_resources(void *context, const struct atom *type, struct span span)
{
    struct test_run *run = context;
    VEC(struct value) found = { 0 };
    for (size_t i = 0; i < run->graph->stacks.count; i++) {
        const struct stack *stack = run->graph->stacks.at[i];
        for (size_t j = 0; j < stack->resources.count; j++)
            if (stack->resources.at[j]->type == type)
                *VEC_ADD(&run->session->arena, &found) = properties_of(run, stack->resources.at[j], span);
    }
    return value_list(found.at, found.count, span);
}

/* logical("X"): the properties of one resource; null where there is none. */
static struct value find_logical(void *context, struct text id, struct span span)
{
    struct test_run *run = context;
    for (size_t i = 0; i < run->graph->stacks.count; i++) {
        const struct stack *stack = run->graph->stacks.at[i];
        for (size_t j = 0; j < stack->resources.count; j++)
            if (text_equal_c(id, stack->resources.at[j]->id))
                return properties_of(run, stack->resources.at[j], span);
    }
    return value_null(span);
}

static void note_result(void *context, struct expect_result result)
{
    struct test_run *run = context;
    if (result.outcome == EXPECTATION_FAILED)
        *VEC_ADD(&run->session->arena, &run->failures) = (struct failure){ result.message, result.span };
    run->met &= result.outcome == EXPECTATION_MET;
}

/* Whether an `expect error` of the block, or of a block in it, names the message. */
static bool block_expects(const struct block *block, const struct message *message)
{
    for (size_t i = 0; i < block->count; i++) {
        const struct declaration *declaration = block->items[i];
        if (declaration->head.kind == DECL_IF) {
            const struct decl_branch *branch = (const struct decl_branch *)declaration;
            if (block_expects(&branch->yes, message) || block_expects(&branch->no, message))
                return true;
        } else if (declaration->head.kind == DECL_FOR) {
            if (block_expects(&((const struct decl_for *)declaration)->body, message))
                return true;
        } else if (declaration->head.kind == DECL_EXPECT_ERROR) {
            const struct node *code = ((const struct decl_value *)declaration)->value;
            struct text text = code->kind == NODE_STRING ? ((const struct string *)code)->text : TEXT("");
            if (text_equal_c(text, message->code) || text_equal_c(text, message->name))
                return true;
        }
    }
    return false;
}

/* Leaves only the errors that the test does not expect. */
static size_t keep_unexpected(struct test_run *run)
{
    struct reporter *reporter = &run->session->reporter;
    size_t kept = 0;
    for (size_t i = 0; i < reporter->list.count; i++) {
        struct diagnostic *diagnostic = reporter->list.at[i];
        if (diagnostic->level == LEVEL_ERROR && !block_expects(&run->test->body, message_of(diagnostic->id)))
            reporter->list.at[kept++] = diagnostic;
    }
    reporter->list.count = kept;
    reporter->errors = kept;
    reporter->warnings = 0;
    return kept;
}

/* A text as a block of a YAML value, each line indented. */
static void add_block(struct buffer *out, const char *key, struct text text)
{
    buffer_add_format(out, "  %s: |\n", key);
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.at + at, '\n', text.length - at);
        size_t length = end ? (size_t)(end - text.at) - at : text.length - at;
        if (length)
            buffer_add_c(out, "    ");
        buffer_add(out, text_slice(text, at, at + length));
        buffer_add_char(out, '\n');
        at += length + 1;
    }
}

/* The test's title on one line; '#' would start a directive of TAP. */
static void add_title(struct buffer *out, struct text title)
{
    for (size_t i = 0; i < title.length; i++) {
        char c = title.at[i];
        if (c == '#' || c == '\\')
            buffer_add_char(out, '\\');
        buffer_add_char(out, (unsigned char)c < ' ' ? ' ' : c);
    }
    buffer_add_char(out, '\n');
}

static void say_result(struct test_run *run, size_t unexpected)
{
    struct session *session = run->session;
    struct buffer out;
    buffer_init(&out, &session->arena);
    run->met &= !unexpected;
    buffer_add_format(&out, "%s %zu - ", run->met ? "ok" : "not ok", run->number);
    add_title(&out, run->test->title);
    for (size_t i = 0; i < run->failures.count; i++) {
        const struct failure *failure = &run->failures.at[i];
        struct place place = sources_place(&session->sources, failure->span);
        buffer_add_c(&out, "  ---\n");
        add_block(&out, "message", failure->message.length ? failure->message : TEXT("this does not hold"));
        if (place.source) {
            buffer_add_format(&out, "  at: '%.*s:%u:%u'\n", (int)place.source->name.length, place.source->name.at,
                              place.line, place.column);
            add_block(&out, "source", sources_text(&session->sources, failure->span));
        }
        buffer_add_c(&out, "  ...\n");
    }
    if (unexpected) {
        buffer_add_c(&out, "  ---\n");
        add_block(&out, "errors", face_text(&session->reporter, &session->arena, (struct faces){ false, 0 }));
        buffer_add_c(&out, "  ...\n");
    }
    run->said = text_copy(&run->outer->arena, buffer_text(&out));
}

/* Opens the unit's file again, in the test's session: from memory, since
   standard input cannot be read twice and a file may change meanwhile. */
static struct module *open_again(struct session *session, const struct unit *unit)
{
    if (strcmp(unit->input, "-") == 0)
        return modules_open_text(&session->modules, unit->module->path, unit->module->source->content);
    return modules_open(&session->modules, unit->input);
}

static void run_test(struct session *session, void *context)
{
    struct test_run *run = context;
    run->session = session;
    session_set(session, &run->options->settings);
    struct module *module = open_again(session, run->unit);
    run->test = module ? expand_test_at(module, run->index) : NULL;
    if (!run->test) {
        run->met = false;
        run->said = text_format(&run->outer->arena, "not ok %zu - the file changed while it was tested\n", run->number);
        return;
    }
    struct expander *expander;
    run->graph = session_compile(session, module, run->test, &expander);
    struct expand_template_functions functions = { find_resources, find_logical, run };
    /* What a graph with mistakes holds means nothing: only expected errors are asked for then. */
    bool broken = session->reporter.errors && !expander;
    if (!broken)
        expand_test(expander, run->test, &functions, note_result, run);
    reporter_finish(&session->reporter);
    say_result(run, keep_unexpected(run));
}

bool task_test(struct session *session, const struct options *options, const struct units *units, bool *failed)
{
    size_t total = 0, number = 0;
    for (size_t i = 0; i < units->list.count; i++) {
        const struct unit *unit = &units->list.at[i];
        if (!unit->module || unit->module->damaged)
            return true;    /* its messages are told; nothing was tested */
        total += expand_test_count(unit->module);
    }
    struct text plan = total ? text_format(&session->arena, "TAP version 13\n1..%zu\n", total)
                             : TEXT("TAP version 13\n1..0 # SKIP no tests\n");
    bool good = print_answer(session, plan);
    for (size_t i = 0; i < units->list.count && good; i++) {
        const struct unit *unit = &units->list.at[i];
        for (size_t index = 0; index < expand_test_count(unit->module) && good; index++) {
            struct test_run run = { .outer = session, .options = options, .unit = unit, .index = index,
                                    .number = ++number, .met = true };
            struct session inner;
            session_begin(&inner);
            /* The outer session's failure must not jump over the inner one. */
            struct arena_failure *outer = session->arena.failure;
            session->arena.failure = &inner.failure;
            bool enough = session_guard(&inner, run_test, &run);
            session->arena.failure = outer;
            if (enough)
                session_end(&inner);
            else
                arena_fail(&session->arena);
            good = print_answer(session, run.said) && good;
            *failed |= !run.met;
        }
    }
    return good;
}
