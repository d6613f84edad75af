/* Reader: what the files of this room share. Nobody outside includes it.

   A template is read in two steps. First its text becomes plain values: maps,
   lists and scalars as they stand there, each with its place (json.c, yaml.c).
   Then the sections are gone through, and each call of CloudFormation's is put
   in place as what it means: a reference, a choice, a string put together
   (section.c, resource.c, call.c). Values are changed where they stand, since
   nobody has seen them yet; the graph and the template that will be printed
   are views of the same values. */
#ifndef MTC_READ_READER_H
#define MTC_READ_READER_H

#include "expand/graph.h"

/* A loop around what is being read. */
struct loop {
    const struct loop *outer;
    struct text variable;
};

struct reader {
    struct arena *arena;
    struct atoms *atoms;
    struct reporter *reporter;
    struct source *source;
    bool json;

    VEC(struct value_field) open;   /* elements of the lists and maps that are not closed yet */
    VEC(struct span) nulls;         /* where null stands */
    bool failed;                    /* the text is no JSON or YAML: a message was given */

    /* the template */
    struct stack *stack;
    struct value top;               /* VALUE_MAP */
    struct map parameters;          /* atom -> struct parameter */
    struct map resources;           /* atom -> struct resource */
    struct map conditions;          /* atom -> struct named_condition */
    size_t errors;                  /* that there were before */
    struct map used;                /* atoms of the parameters that something refers to */
    bool uses_any;                  /* something may use parameters that it does not name */
    struct map mappings;            /* atom -> struct mapping */
    VEC(struct text) loop_names;    /* that Fn::ForEach makes, with its variables in them: Topic${Name} */
    const struct loop *loop;        /* innermost around the value that is read */
    bool serverless;                /* Transform has AWS::Serverless-… */
    bool extensions;                /* Transform has AWS::LanguageExtensions */
    bool macros;                    /* Transform has a macro that may change anything */
    bool included;                  /* a section takes a part of itself from elsewhere */
    bool in_conditions;             /* {"Condition": NAME} is a call here */
    unsigned condition_depth;       /* conditions being made, each for the one before */
    bool chain_told;                /* that there were too many */
    size_t searches;                /* for near names so far */
};

/* ---- plain values ---- */

/* The text as a plain value; .failed after a mistake in it. */
struct value json_read(struct reader *reader);
struct value yaml_read(struct reader *reader);

/* A call that a short tag made (!Sub …) is a map of one field with this flag
   until call.c looks at it. */
enum { PLAIN_CALL = VALUE_WRITTEN };

/* A number by its text, in the form that JSON and YAML share: "10", "1.50", "1.0e+3". */
struct value plain_number(struct reader *reader, struct text digits, struct span span);
/* A scalar of YAML without quotes or tag. */
struct value plain_scalar(struct reader *reader, struct text text, struct span span);
/* The elements of reader->open from `first` on, taken from there, as a list or
   a map. A key that stands twice is reported (MT0023) and left out. */
struct value plain_list(struct reader *reader, size_t first, struct span span);
struct value plain_map(struct reader *reader, size_t first, struct span span);
/* Null, which is noted: MT0044 once all of the text is read. Poison for the rest. */
struct value plain_null(struct reader *reader, struct span span);
void plain_report_nulls(struct reader *reader);
/* A string of the arena, with a copy of the text. */
struct value plain_string(struct reader *reader, struct text text, struct span span);

/* ---- places ---- */

/* Bytes [from, to) of the source. */
static inline struct span reader_span(const struct reader *reader, size_t from, size_t to)
{
    return (struct span){ reader->source->base + (uint32_t)from, reader->source->base + (uint32_t)to };
}
/* The stretch inside a string's quotes, or behind its tag: what a fix replaces. */
struct span reader_inside(const struct reader *reader, struct span span);

/* ---- messages ---- */

/* MT1030 at the value: what is wanted there. */
void reader_wanted(struct reader *reader, struct value value, const char *wanted);
/* Whether it is text, or a map; else reader_wanted. */
bool reader_text(struct reader *reader, struct value value, const char *wanted);
bool reader_wanted_map(struct reader *reader, struct value value, const char *wanted);
/* Whether a near name is sought once more: not for more mistakes than are shown. */
bool reader_searches(struct reader *reader);
/* MT0041 with the nearest of the maps' names; second may be NULL. */
void reader_unknown(struct reader *reader, const char *kind, struct text name, struct span span, const struct map *first,
                  const struct map *second);

/* ---- the template ---- */

/* Everything at the top, in the order that names need. */
void read_sections(struct reader *reader);

/* First the names of a section, then what stands in it. */
void declare_resources(struct reader *reader, struct value *section);
void read_resources(struct reader *reader, struct value *section);
void declare_conditions(struct reader *reader, struct value *section);
void read_conditions(struct reader *reader, struct value *section);

/* "Fn::ForEach::Name": [variable, collection, {key: body}]: the keys are names
   that it makes, and loops may stand in loops. */
static inline bool is_loop(const struct atom *key)
{
    return text_starts(atom_text(key), "Fn::ForEach::");
}
/* Notes what makes entries of a section that are not seen here: a loop, a part
   of the template from elsewhere (Fn::Transform). False: it is an entry itself. */
bool declare_elsewhere(struct reader *reader, const struct value_field *field);

/* Puts what it means in the place of each call inside the value, or inside the
   value of a field, which may be a loop. */
void read_calls(struct reader *reader, struct value *value);
void read_field(struct reader *reader, struct value_field *field);

/* What Ref gives for a name: VALUE_PARAMETER, VALUE_RESOURCE, VALUE_PSEUDO, or the
   call as it stands where the name cannot be known here. Poison after MT0041. */
struct value reference_value(struct reader *reader, struct text name, struct span name_span, struct span span);
/* What Fn::GetAtt gives, likewise; MT2002 where the type has no such attribute. */
struct value attribute_value(struct reader *reader, struct text id, struct span id_span, struct text name,
                             struct span name_span, struct span span);
/* The resource or condition of that name. NULL after a message, and where
   something that mtc does not see may make it. */
struct resource *find_resource(struct reader *reader, struct text name, struct span span);
const struct condition *find_condition(struct reader *reader, struct value name);
/* Whether the name may come from what mtc does not see: a macro, an included
   part, a loop, SAM, a module. */
bool name_may_exist(struct reader *reader, struct text name);

/* A call as it stands: {"Fn::NAME": argument}. */
struct value call_value(struct reader *reader, const char *name, struct value argument, struct span span);
/* Fn::Sub's text with its variables (NULL: none) as the parts that it is made of. */
struct value substitute(struct reader *reader, struct value written, struct value text, const struct value *variables);
/* The parts that stand in reader->open from `first` on as VALUE_CONCAT. */
struct value put_together(struct reader *reader, size_t first, struct value written);

#endif
