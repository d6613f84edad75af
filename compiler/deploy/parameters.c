/* Values of parameters. The order of what decides: --parameter, the parameters
   file, the environment of the source (--env), the value of another stack, the
   value that the stack has now, the default, and at last the user. Called by
   changeset.c. */
#include "deploy/deployment.h"

#include "base/file.h"

enum { MOST_FILE_BYTES = 4 * 1024 * 1024 };

static void give(struct deployment *deployment, struct text name, struct text value, bool previous, bool of_file)
{
    for (size_t i = 0; i < deployment->given.count; i++)
        if (text_equal(deployment->given.at[i].name, name)) {
            if (!of_file)
                deployment->given.at[i] = (struct given){ name, value, previous, of_file, false };
            return;
        }
    *VEC_ADD(deployment->arena, &deployment->given) = (struct given){ name, value, previous, of_file, false };
}

/* The AWS CLI's form [{"ParameterKey": …}], CodePipeline's {"Parameters": {…}},
   and a plain object of names and values. */
static bool read_file(struct deployment *deployment, const char *path)
{
    struct text content;
    int error = file_read(deployment->arena, path, MOST_FILE_BYTES, &content);
    if (error) {
        report(deployment->reporter, MT0001, SPAN_NONE, NULL, path, file_error(deployment->arena, error));
        return false;
    }
    const struct answer *tree = answer_json(deployment->arena, content), *inner = answer_child(tree, "Parameters");
    if (!tree || !tree->children) {
        report(deployment->reporter, MT9013, SPAN_NONE, NULL, path, tree ? "it is empty" : "it is no JSON");
        return false;
    }
    for (const struct answer *member = (inner ? inner : tree)->children; member; member = member->next) {
        const struct answer *key = answer_child(member, "ParameterKey"), *value = answer_child(member, "ParameterValue");
        bool previous = answer_is_true(member, "UsePreviousValue");
        if (key && (value || previous))
            give(deployment, key->text, value ? value->text : TEXT(""), previous, true);
        else if (!key && !member->children && member->name.length)
            give(deployment, member->name, member->text, false, true);
        else {
            report(deployment->reporter, MT9013, SPAN_NONE, NULL, path,
                   key ? "a parameter has neither 'ParameterValue' nor 'UsePreviousValue'"
                       : "an element has no 'ParameterKey'");
            return false;
        }
    }
    return true;
}

bool parameters_read(struct deployment *deployment)
{
    const struct deploy_request *request = deployment->request;
    if (request->parameters_file && !read_file(deployment, request->parameters_file))
        return false;
    for (size_t i = 0; i < request->parameters.list.count; i++) {
        const char *word = request->parameters.list.at[i], *equals = strchr(word, '=');
        give(deployment, (struct text){ word, (size_t)(equals - word) }, text_of(equals + 1), false, false);
    }
    return true;
}

static struct given *find_given(struct deployment *deployment, const struct parameter *parameter)
{
    for (size_t i = 0; i < deployment->given.count; i++) {
        struct given *given = &deployment->given.at[i];
        if (text_equal_c(given->name, parameter->id) || text_equal(given->name, atom_text(parameter->name)))
            return given;
    }
    return NULL;
}

/* The output of the stack that a parameter stands for. */
static bool linked_value(struct deployment *deployment, const struct parameter *parameter, struct text *value)
{
    for (size_t i = 0; i < deployment->stacks.count; i++) {
        const struct deploy_stack *other = deployment->stacks.at[i];
        const struct answer *output = other->stack == parameter->from ? cf_output(other->state, parameter->from_output) : NULL;
        if (output) {
            *value = output->text;
            return true;
        }
    }
    return false;
}

static bool ask_value(struct deployment *deployment, const struct parameter *parameter, struct text *value)
{
    struct text line, about = parameter->description ? *parameter->description : TEXT("");
    const char *prompt = text_format(deployment->arena, "%s%s%.*s%s: ", parameter->id, about.length ? " (" : "",
                                     (int)about.length, about.at, about.length ? ")" : "").at;
    if (!deployment->talk.asks || !talk_read(&deployment->talk, prompt, parameter->secret, &line))
        return false;
    *value = text_copy(deployment->arena, line);
    return true;
}

struct adding {
    struct deployment *deployment;
    struct deploy_stack *stack;
    struct cloudformation *cf;
    struct buffer *form;
    size_t count;
};

static void add(struct adding *adding, const struct parameter *parameter, struct text value, bool previous)
{
    adding->count++;
    cf_add_member(adding->cf, adding->form, "Parameters", adding->count, "ParameterKey", text_of(parameter->id));
    if (previous)
        cf_add_member(adding->cf, adding->form, "Parameters", adding->count, "UsePreviousValue", TEXT("true"));
    else
        cf_add_member(adding->cf, adding->form, "Parameters", adding->count, "ParameterValue", value);
}

static bool missing(struct adding *adding, const struct parameter *parameter)
{
    struct deployment *deployment = adding->deployment;
    struct diagnostic *none = report(deployment->reporter, MT9011, parameter->span, NULL, parameter->id,
                                     text_cstring(deployment->arena, adding->stack->name));
    report_help(deployment->reporter, none, "--parameter %s=VALUE gives one", parameter->id);
    return false;
}

static bool add_one(struct adding *adding, const struct parameter *parameter, const struct answer *existing)
{
    struct deployment *deployment = adding->deployment;
    struct given *given = find_given(deployment, parameter);
    bool has_previous = cf_parameter(existing, parameter->id) != NULL;
    struct text value;
    if (given)
        given->used = true;
    if (parameter->from) {
        if (given && !given->previous)
            add(adding, parameter, given->value, false);
        else if (linked_value(deployment, parameter, &value))
            add(adding, parameter, value, false);
        else
            return missing(adding, parameter);
        return true;
    }
    if (given && !(given->previous && !has_previous))
        add(adding, parameter, given->value, given->previous);
    else if (parameter->given && value_to_text(deployment->arena, parameter->standard, &value))
        add(adding, parameter, value, false);
    else if (has_previous)
        add(adding, parameter, TEXT(""), true);
    else if (parameter->standard.kind != VALUE_NULL)
        return true;
    else if (ask_value(deployment, parameter, &value))
        add(adding, parameter, value, false);
    else
        return missing(adding, parameter);
    return true;
}

bool parameters_add(struct deployment *deployment, struct deploy_stack *stack, const struct answer *existing,
                    struct cloudformation *cf, struct buffer *form)
{
    struct adding adding = { deployment, stack, cf, form, 0 };
    bool complete = true;
    for (size_t i = 0; i < stack->stack->parameters.count; i++)
        complete = add_one(&adding, stack->stack->parameters.at[i], existing) && complete;
    return complete;
}

bool parameters_check(struct deployment *deployment)
{
    bool known = true;
    for (size_t i = 0; i < deployment->given.count; i++) {
        const struct given *given = &deployment->given.at[i];
        struct near near;
        bool found = false;
        near_start(&near, given->name);
        for (size_t k = 0; k < deployment->stacks.count; k++) {
            const struct stack *stack = deployment->stacks.at[k]->stack;
            for (size_t p = 0; p < stack->parameters.count; p++) {
                const struct parameter *parameter = stack->parameters.at[p];
                found = found || text_equal_c(given->name, parameter->id) || text_equal(given->name, atom_text(parameter->name));
                near_try(&near, text_of(parameter->id));
                near_try(&near, atom_text(parameter->name));
            }
        }
        if (found)
            continue;
        struct diagnostic *unknown = report(deployment->reporter, MT9012, SPAN_NONE, NULL,
                                            text_cstring(deployment->arena, given->name));
        report_near(deployment->reporter, unknown, near.best);
        known = false;
    }
    return known;
}
