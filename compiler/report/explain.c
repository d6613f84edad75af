/* The pages behind --explain: markdown files of report/pages, embedded by the
   build, one a code. Apart from the table of messages so that what reports
   need not link the pages. Called by the command line and SARIF's face. */
#include "report/diagnostic.h"

#include "base/embedded.h"

/* Whether a page's file name, with or without a folder, is CODE.md. */
static bool is_page_of(const char *name, const char *code)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    size_t length = strlen(code);
    return strncmp(base, code, length) == 0 && strcmp(base + length, ".md") == 0;
}

struct text message_page(struct text code_or_name)
{
    enum message_id id = message_find(code_or_name);
    for (size_t i = 0; id != MESSAGE_COUNT && i < page_files_count; i++)
        if (is_page_of(page_files[i].name, message_of(id)->code))
            return (struct text){ page_files[i].text, page_files[i].length };
    return (struct text){ "", 0 };
}
