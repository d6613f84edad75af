/* YAML style: inside emit/ only. How a string and a call are written in YAML. */
#ifndef MTC_EMIT_YAML_STYLE_H
#define MTC_EMIT_YAML_STYLE_H

#include "emit/tree.h"

enum yaml_string_style {
    YAML_STRING_PLAIN,      /* reads back as the same string without quotes */
    YAML_STRING_QUOTED,     /* a reader would take it for something else, or might */
    YAML_STRING_ESCAPED,    /* holds line ends that a block would change */
    YAML_STRING_BLOCK       /* several lines */
};

enum yaml_string_style yaml_string_style(struct text text);

/* The short tag of a call, "!Sub", or NULL where there is none. */
const char *yaml_short_tag(const struct tree *call);

/* The argument of !GetAtt as one scalar, "Db.Endpoint.Address"; false where it
   is not two names, the first without a dot. */
bool yaml_dotted(struct arena *arena, const struct tree *argument, struct text *dotted);

#endif
