/* What mtc tells about itself: the pages of messages and resource types, the
   standard library, the summary of the options. Called by main. */
#include "cli/print.h"
#include "cli/task.h"
#include "model/schema.h"

/* The code, name or type that is nearest to a topic that there is not. */
static struct text near_topic(struct text topic)
{
    struct near near;
    near_start(&near, topic);
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        near_try(&near, text_of(message_of((enum message_id)id)->code));
        near_try(&near, text_of(message_of((enum message_id)id)->name));
    }
    for (size_t i = 0; i < schema_type_count(); i++)
        near_try(&near, schema_type_name(schema_type_at(i)));
    return near.best;
}

static struct text unknown(struct arena *arena, const char *what, const char *topic, struct text near)
{
    if (!near.length)
        return text_format(arena, "there is no %s '%s'", what, topic);
    return text_format(arena, "there is no %s '%s'; did you mean '%.*s'?", what, topic, (int)near.length, near.at);
}

/* Codes are told in capitals, as people type them: "mt2003". */
static struct text code_in_capitals(struct arena *arena, struct text topic)
{
    char *copy = (char *)text_copy(arena, topic).at;
    for (size_t i = 0; i < topic.length; i++)
        if (copy[i] >= 'a' && copy[i] <= 'z')
            copy[i] = (char)(copy[i] - 'a' + 'A');
    return (struct text){ copy, topic.length };
}

bool task_explain(struct session *session, const char *topic, struct text *mistake)
{
    struct arena *arena = &session->arena;
    struct text page = message_page(text_of(topic));
    if (!page.length)
        page = message_page(code_in_capitals(arena, text_of(topic)));
    if (!page.length)
        page = schema_describe(arena, text_of(topic));
    if (page.length)
        return print_answer(session, page);
    *mistake = unknown(arena, "message or resource type", topic, near_topic(text_of(topic)));
    return true;
}

/* The first line of a pattern's description: the ## above its declaration, or
   the file's first. */
static struct text summary(struct text source)
{
    for (size_t at = 0; at < source.length;) {
        const char *end = memchr(source.at + at, '\n', source.length - at);
        size_t next = end ? (size_t)(end - source.at) : source.length;
        struct text line = text_slice(source, at, next);
        if (text_starts(line, "## "))
            return text_slice(line, 3, line.length);
        at = next + 1;
    }
    return TEXT("");
}

static struct text list_library(struct arena *arena)
{
    struct buffer out;
    buffer_init(&out, arena);
    size_t widest = 0;
    for (size_t i = 0; i < modules_library_count(); i++)
        if (modules_library_name(i).length > widest)
            widest = modules_library_name(i).length;
    struct text last = TEXT("");
    for (size_t i = 0; i < modules_library_count(); i++) {
        struct text area = modules_library_area(i), name = modules_library_name(i);
        struct text words = summary(modules_library_text(i));
        if (!text_equal(area, last))
            buffer_add_format(&out, "%s%.*s\n", i ? "\n" : "", (int)area.length, area.at);
        last = area;
        buffer_add_format(&out, "  %-*.*s  %.*s\n", (int)widest, (int)name.length, name.at, (int)words.length, words.at);
    }
    return buffer_text(&out);
}

bool task_library(struct session *session, const char *topic, struct text *mistake)
{
    if (!topic)
        return print_answer(session, list_library(&session->arena));
    struct near near;
    near_start(&near, text_of(topic));
    for (size_t i = 0; i < modules_library_count(); i++) {
        if (text_equal_c(modules_library_name(i), topic))
            return print_answer(session, modules_library_text(i));
        near_try(&near, modules_library_name(i));
    }
    *mistake = unknown(&session->arena, "pattern", topic, near.best);
    return true;
}

struct text task_help(void)
{
    return TEXT(
        "usage: mtc [OPTION]... FILE...\n"
        "\n"
        "Compiles multi-tier architectures (.mt) to CloudFormation templates: shop.mt\n"
        "gives shop.json in the current folder, and shop-NAME.json for each further\n"
        "stack. FILE - is standard input. A FILE that is a template itself (.json, .yaml,\n"
        ".yml, .template) is checked, and with -f or -o written again.\n"
        "\n"
        "Output\n"
        "  -o PATH              a file, a folder (ends in /), or - for standard output\n"
        "  -f json|yaml         format; else by the ending of -o's path; else JSON\n"
        "  --check              write nothing; fail if a template is not what its\n"
        "                       source says, and show the difference\n"
        "  -MD                  write a dependency file for make beside the template\n"
        "  -MF FILE             the same, to FILE\n"
        "  --dump STAGE         print what a stage made: tokens, syntax, graph, template\n"
        "\n"
        "Input\n"
        "  -D NAME=VALUE        value of an input\n"
        "  --env NAME           take the values of an environment of the file\n"
        "  -I DIR               where `use` looks, and what replaces library patterns\n"
        "  --stdlib [NAME]      list the standard library, or print a pattern's source\n"
        "\n"
        "Messages\n"
        "  --assert 'A -> B'    prove an assertion about flows as if it stood in FILE; in\n"
        "                       a template, A and B are logical IDs\n"
        "  -W NAME              turn a warning on; no-NAME: off; error: each is an error\n"
        "  --list-checks        print all messages with their codes and names\n"
        "  --explain CODE       the page of a message, such as MT2003, or of a resource\n"
        "                       type, such as AWS::EC2::Subnet\n"
        "  --diagnostics FORM   text, json or sarif, on standard error\n"
        "  --color WHEN         auto, always or never; NO_COLOR is honoured\n"
        "\n"
        "Deployment (AWS CloudFormation)\n"
        "  --deploy             create or update the stack of each file, after showing\n"
        "                       what would change and asking\n"
        "  --plan               show what --deploy would change, and change nothing\n"
        "  --follow             watch an operation that runs\n"
        "  --status, --outputs  the stack's state; its outputs\n"
        "  --cancel             take back an update that runs or that failed\n"
        "  --delete             delete the stack\n"
        "  --drift              what was changed by hand\n"
        "  --stack NAME         name of the stack; else by the file and --env\n"
        "  --region NAME, --profile NAME, --endpoint-url URL\n"
        "  --yes                ask nothing\n"
        "  --parameter NAME=VALUE, --parameters FILE, --tag KEY=VALUE\n"
        "  --allow-replace ID, --allow-delete ID\n"
        "                       let go of what holds data; all: of everything\n"
        "  --skip ID, --retain ID, --force-delete\n"
        "                       leave what --cancel or --delete cannot take back\n"
        "  --bucket NAME        where a template too large for a call goes\n"
        "  --direct             create without a change set\n"
        "  --wait, --detach, --timeout TIME\n"
        "  --role ARN, --notify ARN, --stack-policy FILE\n"
        "  --termination-protection on|off, --rollback-alarm ARN, --monitor MINUTES\n"
        "  --on-failure rollback|nothing|delete, --import-existing, --revert-drift\n"
        "\n"
        "Other\n"
        "  --test               run the tests in the files; TAP on standard output\n"
        "  --version, --help\n"
        "\n"
        "Exit status: 0 done; 1 errors, a failed test, or a difference; 2 wrong use of\n"
        "the command; of a deployment: 3 AWS said no before anything was changed, 4 it\n"
        "failed and was rolled back, 5 it needs a person, 6 it still runs, 7 it was not\n"
        "approved; 70 a bug in mtc. More is in mtc(1).\n");
}
