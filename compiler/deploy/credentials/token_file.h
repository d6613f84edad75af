/* Token file: what `aws sso login` and `aws login` leave in the user's folder,
   read, and written back with the fields that were renewed. */
#ifndef MTC_DEPLOY_TOKEN_FILE_H
#define MTC_DEPLOY_TOKEN_FILE_H

#include "deploy/credentials/credentials.h"

struct token_file {
    const char *path;
    struct text content;
    const struct answer *tree;      /* NULL: it is no JSON */
};

/* Reads ~/.aws/FOLDER/NAME.json, or NAME.json of the folder that the environment
   variable names (NULL: there is no such variable). FOUND, or FOUND_WRONG with
   the finding's problem. */
enum found token_file_read(struct finding *finding, const char *variable, const char *folder, struct text name,
                           struct token_file *file);

/* A string member to set; object: of which member of the top, "" for the top
   itself. */
struct token_field { const char *object, *name; struct text value; };

/* Writes the file again with these members changed and all others as they were.
   A file that cannot be written costs another renewal and nothing else. */
void token_file_write(struct finding *finding, const struct token_file *file, const struct token_field *fields, size_t count);

/* A JSON object of the fields. */
struct text token_body(struct arena *arena, const struct token_field *fields, size_t count);

/* "2025-11-19T00:15:00Z" */
struct text token_time(struct arena *arena, int64_t seconds);

#endif
