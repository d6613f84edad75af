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
                deployment->given.at[i] = (struct given){ name, value, previous };
            return;
        }
    *VEC_ADD(deployment->arena, &deployment->given) = (struct given){ name, value, previous };
}

static bool wrong_file(struct deployment *deployment, const char *why)
{
    report(deployment->reporter, MT9013, SPAN_NONE, NULL, deployment->request->parameters_file, why);
    return false;
}

/* One of the AWS CLI's form [{"ParameterKey": …}], or NAME: VALUE. */
static bool read_parameter(struct deployment *deployment, const struct answer *member)
{
    const struct answer *key = answer_child(member, "ParameterKey"), *value = answer_child(member, "ParameterValue");
    bool previous = answer_is_true(member, "UsePreviousValue");
    if (key && (value || previous))
        give(deployment, key->text, value ? value->text : TEXT(""), previous, true);
    else if (!key && !member->children && member->name.length)
        give(deployment, member->name, member->text, false, true);
    else
        return wrong_file(deployment, key ? "a parameter has neither 'ParameterValue' nor 'UsePreviousValue'"
                                          : "an element has no 'ParameterKey'");
    return true;
}

/* The first of a name counts. */
static void give_tag(struct deployment *deployment, struct text key, struct text value)
{
    for (size_t i = 0; i < deployment->tags.count; i++)
        if (text_equal(deployment->tags.at[i].key, key))
            return;
    *VEC_ADD(deployment->arena, &deployment->tags) = (struct tag){ key, value };
}

static bool read_tags(struct deployment *deployment, const struct answer *tags)
{
    for (const struct answer *tag = tags ? tags->children : NULL; tag; tag = tag->next) {
        if (tag->children || !tag->name.length)
            return wrong_file(deployment, "its tags are no object of names and values");
        give_tag(deployment, tag->name, tag->text);
    }
    return true;
}

/* The AWS CLI's list; a template configuration file of CodePipeline
   {"Parameters": {…}, "Tags": {…}} or a deployment file of Git sync, which writes
   them small; and a plain object of names and values. */
static bool read_file(struct deployment *deployment, const char *path)
{
    struct text content;
    int error = file_read(deployment->arena, path, MOST_FILE_BYTES, &content);
    if (error) {
        report(deployment->reporter, MT0001, SPAN_NONE, NULL, path, file_error(deployment->arena, error));
        return false;
    }
    const struct answer *tree = answer_json(deployment->arena, content);
    const struct answer *inner = answer_child(tree, "Parameters") ? answer_child(tree, "Parameters") : answer_child(tree, "parameters");
    const struct answer *tags = answer_child(tree, "Tags") ? answer_child(tree, "Tags") : answer_child(tree, "tags");
    bool plain = !inner || inner->text.length;      /* a parameter may be called so, too */
    if (!tree || !tree->children)
        return wrong_file(deployment, tree ? "it is empty" : "it is no JSON");
    if (answer_child(tree, "StackPolicy"))
        return wrong_file(deployment, "its StackPolicy belongs in a file of its own, for --stack-policy");
    for (const struct answer *member = (plain ? tree : inner)->children; member; member = member->next)
        if (!read_parameter(deployment, member))
            return false;
    return plain || read_tags(deployment, tags);
}

bool parameters_read(struct deployment *deployment)
{
    const struct deploy_request *request = deployment->request;
    for (size_t i = 0; i < request->tags.list.count; i++) {
        const char *word = request->tags.list.at[i], *equals = strchr(word, '=');
        give_tag(deployment, (struct text){ word, (size_t)(equals - word) }, text_of(equals + 1));
    }
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
static bool linked_value(const struct deployment *deployment, const struct parameter *parameter, struct text *value)
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

/* False: there is nobody to ask, or the answer has no end. */
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

/* Where a parameter's value comes from. */
enum origin { ORIGIN_NONE, ORIGIN_VALUE, ORIGIN_PREVIOUS, ORIGIN_DEFAULT };

static enum origin find_value(struct deployment *deployment, const struct parameter *parameter, const struct answer *existing,
                              struct text *value)
{
    struct given *given = find_given(deployment, parameter);
    bool has_previous = cf_parameter(existing, parameter->id) != NULL;
    if (given && !given->previous) {
        *value = given->value;
        return ORIGIN_VALUE;
    }
    if (parameter->from)
        return linked_value(deployment, parameter, value) ? ORIGIN_VALUE : ORIGIN_NONE;
    if (given && has_previous)
        return ORIGIN_PREVIOUS;
    if (parameter->given && value_to_parameter(deployment->arena, parameter->standard, value))
        return ORIGIN_VALUE;
    return has_previous ? ORIGIN_PREVIOUS : parameter->standard.kind != VALUE_NULL ? ORIGIN_DEFAULT : ORIGIN_NONE;
}

static void report_missing(struct deployment *deployment, const struct deploy_stack *stack, const struct parameter *parameter)
{
    struct diagnostic *none = report(deployment->reporter, MT9011, parameter->span, NULL, parameter->id,
                                     text_cstring(deployment->arena, stack->name));
    report_help(deployment->reporter, none, "--parameter %s=VALUE gives one", parameter->id);
}

enum deploy_status parameters_settle(struct deployment *deployment, struct deploy_stack *stack, const struct answer *existing)
{
    enum deploy_status status = DEPLOY_DONE;
    for (size_t i = 0; i < stack->stack->parameters.count; i++) {
        const struct parameter *parameter = stack->stack->parameters.at[i];
        struct text value;
        if (parameter->from || find_value(deployment, parameter, existing, &value) != ORIGIN_NONE)
            continue;
        if (ask_value(deployment, parameter, &value)) {
            give(deployment, text_of(parameter->id), value, false, false);
            continue;
        }
        if (machine_stopped())
            return deploy_not_approved(deployment, "it was stopped");
        report_missing(deployment, stack, parameter);
        status = DEPLOY_REFUSED;
    }
    return status;
}

bool parameters_await(const struct deployment *deployment, const struct deploy_stack *stack)
{
    struct text value;
    for (size_t i = 0; i < stack->stack->parameters.count; i++) {
        const struct parameter *parameter = stack->stack->parameters.at[i];
        if (parameter->from && !linked_value(deployment, parameter, &value))
            return true;
    }
    return false;
}

/* A stack keeps its value though the default of the source has changed since:
   that is told, for nothing else shows it. */
static void tell_kept(struct deployment *deployment, const struct parameter *parameter, const struct answer *existing)
{
    struct text standard;
    if (parameter->secret || !value_to_parameter(deployment->arena, parameter->standard, &standard)
        || text_equal(standard, answer_text(cf_parameter(existing, parameter->id), "ParameterValue")))
        return;
    talk_say(&deployment->talk, INK_DIM, "parameter '%s' keeps the stack's value, which is not the source's default; "
             "--parameter %s=%.*s sets that", parameter->id, parameter->id, (int)standard.length, standard.at);
}

enum deploy_status parameters_add(struct deployment *deployment, struct deploy_stack *stack, const struct answer *existing,
                                  struct cloudformation *cf, struct buffer *form)
{
    size_t count = 0;
    enum deploy_status status = parameters_settle(deployment, stack, existing);
    if (status != DEPLOY_DONE)
        return status;
    for (size_t i = 0; i < stack->stack->parameters.count; i++) {
        const struct parameter *parameter = stack->stack->parameters.at[i];
        struct given *given = find_given(deployment, parameter);
        struct text value;
        enum origin origin = find_value(deployment, parameter, existing, &value);
        if (origin == ORIGIN_DEFAULT)
            continue;
        if (origin == ORIGIN_NONE) {
            report_missing(deployment, stack, parameter);
            return DEPLOY_REFUSED;
        }
        cf_add_member(cf, form, "Parameters", ++count, "ParameterKey", text_of(parameter->id));
        if (origin == ORIGIN_VALUE)
            cf_add_member(cf, form, "Parameters", count, "ParameterValue", value);
        else
            cf_add_member(cf, form, "Parameters", count, "UsePreviousValue", TEXT("true"));
        if (origin == ORIGIN_PREVIOUS && !given)
            tell_kept(deployment, parameter, existing);
    }
    return DEPLOY_DONE;
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
