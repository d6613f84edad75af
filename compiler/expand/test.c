/* Tests of a program: the expectations in a `test` declaration, evaluated when
   the program has been expanded with the test's environment and inputs. */
#include "expand/expander.h"

size_t expand_test_count(const struct module *module)
{
    size_t count = 0;
    for (size_t i = 0; i < module->syntax->body.count; i++)
        count += module->syntax->body.items[i]->head.kind == DECL_TEST;
    return count;
}

const struct decl_test *expand_test_at(const struct module *module, size_t index)
{
    for (size_t i = 0; i < module->syntax->body.count; i++)
        if (module->syntax->body.items[i]->head.kind == DECL_TEST && index-- == 0)
            return (const struct decl_test *)module->syntax->body.items[i];
    return NULL;
}

struct test_run {
    struct expander *x;
    void (*done)(void *context, struct expect_result result);
    void *context;
};

static void answer(struct test_run *run, enum expectation outcome, struct span span, struct text message)
{
    run->done(run->context, (struct expect_result){ outcome, span, message });
}

static const char *side_text(struct expander *x, struct scope *scope, const struct node *node)
{
    struct value value = evaluate(x, scope, node);
    struct text text;
    if (value.kind == VALUE_STRING || !value_to_text(x->arena, value, &text))
        return value_describe(x->arena, value);
    return text_cstring(x->arena, text);
}

/* What was compared with what, for an expectation without words of its own. */
static struct text compared(struct expander *x, struct scope *scope, const struct node *condition)
{
    struct text source = sources_text(x->modules->sources, condition->span);
    if (condition->kind != NODE_BINARY || condition->op < OP_EQUAL || condition->op > OP_IN)
        return text_format(x->arena, "%.*s does not hold", (int)source.length, source.at);
    const struct binary *both = (const struct binary *)condition;
    return text_format(x->arena, "%.*s does not hold: the left side is %s, the right side %s", (int)source.length, source.at,
                       side_text(x, scope, both->left), side_text(x, scope, both->right));
}

static void run_expect(struct test_run *run, struct scope *scope, const struct decl_check *check)
{
    struct expander *x = run->x;
    struct span span = check->condition->span;
    struct value truth = truth_of(x, scope, evaluate(x, scope, check->condition), "'expect'");
    if (truth.kind != VALUE_BOOL) {
        if (truth.kind == VALUE_CONDITION)
            fail(x, scope, MT1032, span, "'expect'", NULL);
        answer(run, EXPECTATION_BROKEN, span, TEXT(""));
    } else if (truth.integer) {
        answer(run, EXPECTATION_MET, span, TEXT(""));
    } else if (check->message) {
        struct value message = checked_message(x, scope, check->message, "");
        answer(run, EXPECTATION_FAILED, span, message.kind == VALUE_STRING ? value_text(message) : TEXT(""));
    } else {
        answer(run, EXPECTATION_FAILED, span, compared(x, scope, check->condition));
    }
}

/* expect error "MT2003": the compile with these inputs reported it. */
static void run_expect_error(struct test_run *run, struct scope *scope, const struct decl_value *declaration)
{
    struct expander *x = run->x;
    struct value code = evaluate(x, scope, declaration->value);
    if (code.kind != VALUE_STRING) {
        answer(run, EXPECTATION_BROKEN, declaration->head.head.span, TEXT(""));
        return;
    }
    for (size_t i = 0; i < x->reporter->list.count; i++) {
        const struct message *message = message_of(x->reporter->list.at[i]->id);
        if (text_equal_c(value_text(code), message->code) || text_equal_c(value_text(code), message->name)) {
            answer(run, EXPECTATION_MET, declaration->head.head.span, TEXT(""));
            return;
        }
    }
    answer(run, EXPECTATION_FAILED, declaration->head.head.span,
           text_format(x->arena, "%s was not reported", code.string));
}

static void run_part(struct test_run *run, struct part *part)
{
    struct expander *x = run->x;
    for (size_t i = 0; i < part->block->count; i++) {
        const struct declaration *declaration = part->block->items[i];
        struct branch *branch = part->things[i];
        switch (declaration->head.kind) {
        case DECL_EXPECT:
            run_expect(run, part->scope, (const struct decl_check *)declaration);
            break;
        case DECL_EXPECT_ERROR:
            run_expect_error(run, part->scope, (const struct decl_value *)declaration);
            break;
        case DECL_FOR: case DECL_IF:
            branch_force(x, branch);
            for (size_t k = 0; k < branch->parts.count; k++)
                run_part(run, branch->parts.at[k]);
            break;
        case DECL_LET:
            break;
        default:
            fail(x, part->scope, MT0020, declaration->head.span, "this declaration", "in a test", NULL);
        }
    }
}

void expand_test(struct expander *x, const struct decl_test *test, const struct expand_template_functions *functions,
                 void (*done)(void *context, struct expect_result result), void *context)
{
    struct test_run run = { x, done, context };
    struct body *body = body_new(x, x->main->module, &x->main->scope);
    body->outer = x->main;
    body->stack = x->main->stack;
    body->is_test = true;
    body->part = part_new(x, &test->body, &body->scope, NULL);
    x->template_functions = functions;
    x->stopped = false;
    part_declare(x, body->part);
    run_part(&run, body->part);
    x->template_functions = NULL;
}
