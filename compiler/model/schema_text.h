/* Schema as text, inside: what the pages of types and of properties say of
   values. Each adds to the page, in sentences and lines for people. */
#ifndef MTC_MODEL_SCHEMA_TEXT_H
#define MTC_MODEL_SCHEMA_TEXT_H

#include "model/schema.h"

/* The list's texts, "" for an empty one. */
void schema_text_list(struct buffer *page, struct schema_list list, const char *between);
/* What the value is, within a line: "list of Tag". */
void schema_text_value(struct buffer *page, struct schema_value value);
/* A line, unless the text is empty. */
void schema_text_line(struct buffer *page, const char *before, struct text text);
/* What it takes, in lines; nothing where nothing is known. */
void schema_text_takes(struct buffer *page, struct schema_value value);

#endif
