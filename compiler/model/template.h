/* Template: whether a file given to mtc is a CloudFormation template. */
#ifndef MTC_MODEL_TEMPLATE_H
#define MTC_MODEL_TEMPLATE_H

#include "base/text.h"

/* By the name's ending, or by how the text begins: standard input has no name,
   and no program begins with '{' or with a template's section. */
bool template_recognized(struct text name, struct text content);
/* Whether the name ends like a template's: .json, .yaml, .yml, .template. The
   length of the ending, or 0. */
size_t template_ending(struct text name);

#endif
