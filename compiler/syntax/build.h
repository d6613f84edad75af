/* Builder: the calls that the grammar's actions make. Each makes one node (or
   moves parts between the parser's stacks) and looks nothing up. */
#ifndef MTC_SYNTAX_BUILD_H
#define MTC_SYNTAX_BUILD_H

#include "syntax/parser.h"

static const struct tree no_tree = { NULL, 0 };
static const struct block no_block = { 0, NULL };

/* Results */
void build_file(struct parser *parser);
void build_expression(struct parser *parser, struct tree expression);

/* Stacks of open lists */
void build_declaration(struct parser *parser, const struct declaration *declaration);
struct block build_block(struct parser *parser, size_t base);
struct block build_block_of(struct parser *parser, const struct declaration *declaration);
void build_item(struct parser *parser, struct tree item);
void build_argument(struct parser *parser, const struct atom *name, struct span name_span, struct tree value);
void build_field(struct parser *parser, const struct atom *key, struct span key_span, struct tree value);
void build_type_field(struct parser *parser, struct span span, const struct atom *name, struct span name_span,
                      struct tree type, struct tree standard);
void build_piece(struct parser *parser, struct raw_text raw, struct span span);

/* Expressions and types */
struct tree build_error(struct parser *parser, struct span span);
struct tree build_constant(struct parser *parser, enum node_kind kind, struct span span, int64_t integer);
struct tree build_name(struct parser *parser, enum node_kind kind, struct span span, const struct atom *module,
                       const struct atom *name);
struct tree build_string(struct parser *parser, struct raw_text raw, struct span span);
const struct atom *build_key(struct parser *parser, struct raw_text raw, struct span span);
struct tree build_template(struct parser *parser, struct span span, size_t base, struct raw_text last,
                           struct span last_span);
struct tree build_unary(struct parser *parser, enum node_kind kind, struct span span, struct tree operand);
struct tree build_negative(struct parser *parser, struct span span, struct tree operand);
struct tree build_binary(struct parser *parser, enum operator op, struct span span, struct tree left,
                         struct tree right);
struct tree build_pair(struct parser *parser, struct span span, struct tree key, struct tree value);
struct tree build_index(struct parser *parser, struct span span, struct tree base, struct tree index);
struct tree build_member(struct parser *parser, struct span span, struct tree base, const struct atom *name,
                         struct span name_span);
struct tree build_call(struct parser *parser, struct span span, struct tree callee, size_t base);
struct tree build_choice(struct parser *parser, struct span span, struct tree condition, struct tree yes,
                         struct tree no);
struct tree build_list(struct parser *parser, enum node_kind kind, struct span span, size_t base);
/* Always an object, also where it is too deep. */
struct tree build_object(struct parser *parser, struct span span, size_t base);
struct tree build_comprehension(struct parser *parser, enum node_kind kind, struct span span,
                                const struct atom *first, struct span first_span,
                                const struct atom *second, struct span second_span,
                                struct tree source, struct tree condition, struct tree key, struct tree value);
struct tree build_union(struct parser *parser, struct span span, size_t base);
struct tree build_record(struct parser *parser, struct span span, size_t base);
struct tree build_type_apply(struct parser *parser, struct span span, const struct atom *name,
                             struct span name_span, size_t base);

/* Declarations */
const struct declaration *build_value(struct parser *parser, enum node_kind kind, struct span span,
                                      const struct atom *name, struct span name_span, struct tree type,
                                      struct tree value, struct tree fields);
const struct declaration *build_section(struct parser *parser, enum node_kind kind, struct span span,
                                        const struct atom *name, struct span name_span,
                                        struct tree fields);
const struct declaration *build_use(struct parser *parser, struct span span, struct raw_text path,
                                    struct span path_span, const struct atom *name, struct span name_span);
const struct declaration *build_parameter(struct parser *parser, enum node_kind kind, struct span span,
                                          const struct atom *name, struct span name_span, struct tree type,
                                          struct tree standard, struct tree fields);
const struct declaration *build_resource(struct parser *parser, struct span span, const struct atom *name,
                                         struct span name_span, struct tree key, const struct atom *type,
                                         struct span type_span, struct tree properties,
                                         struct tree attributes);
const struct declaration *build_instance(struct parser *parser, enum node_kind kind, struct span span,
                                         const struct atom *name, struct span name_span, struct tree key,
                                         struct pattern_name pattern, struct span pattern_span,
                                         struct tree arguments);
const struct list *build_ends(struct parser *parser, struct span span, size_t base);
struct tree build_any_az(struct parser *parser, struct span span);
const struct declaration *build_flow(struct parser *parser, enum node_kind kind, struct span span,
                                     const struct list *sources, const struct list *targets,
                                     const struct list *ports, bool refused, struct tree via, struct tree lost);
const struct declaration *build_check(struct parser *parser, enum node_kind kind, struct span span,
                                      struct tree condition, struct tree message);
const struct declaration *build_override(struct parser *parser, struct span span, struct tree path,
                                         struct tree properties, struct tree attributes);
const struct declaration *build_branch(struct parser *parser, enum node_kind kind, struct span span,
                                       struct tree condition, struct block yes, struct block no);
const struct declaration *build_for(struct parser *parser, struct span span, const struct atom *first,
                                    struct span first_span, const struct atom *second, struct span second_span,
                                    struct tree source, struct block body);
const struct declaration *build_pattern(struct parser *parser, struct span span, const struct atom *name,
                                        struct span name_span, size_t base, bool is_tier, struct block body);
const struct declaration *build_stack(struct parser *parser, struct span span, const struct atom *name,
                                      struct span name_span, struct tree region, struct block body);
const struct declaration *build_test(struct parser *parser, struct span span, struct raw_text title,
                                     struct span title_span, struct tree inputs, struct block body);
/* What a mistake left of a declaration: its name with an unknown value, so that
   its uses are no mistakes of their own; NULL where not even that is clear. */
const struct declaration *build_lost(struct parser *parser, struct span span);

/* Room for a deeper text on bison's stacks; leaves *room as it is when the text
   is too deep. */
void build_overflow(struct parser *parser, void *states, ptrdiff_t states_size, void *values, ptrdiff_t values_size,
                    void *spans, ptrdiff_t spans_size, ptrdiff_t *room);

#endif
