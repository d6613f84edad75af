/* Grammar of an .mt file. It knows the order of tokens and nothing else: it
   looks nothing up, words no message and makes no node itself. Each action is
   one call to compiler/syntax/build.c; the tokens come from
   compiler/syntax/tokens.c.

   Lists: the parts of an open list lie on a stack of the parser's (one for each
   kind of part). A list's first symbol is an empty one (mark, open_…) whose
   value is the height of that stack; its last action takes what lies above.

   Mistakes: inside each bracket there is a production `error RESUME`. After a
   mistake bison falls back to the innermost one, and tokens.c skips to where
   that bracket's content can go on, says so with RESUME, and hands out what
   stands there. So one mistake costs one part of one list, or one declaration.
   A bracket and its closer make one nonterminal each: otherwise bison could fall
   back into a bracket that is closed already. */

%define api.pure full
%define api.prefix {mtc_}
%define api.token.prefix {TOKEN_}
%define api.token.raw true
%define api.location.type {struct span}
%define api.value.type {union syntax_value}
%define parse.error custom
%define parse.lac full
%expect 0
%parse-param {struct parser *parser}
%lex-param {struct parser *parser}

%code requires {
#include "syntax/parser.h"
}

%code {
#include "syntax/build.h"

#define YYLLOC_DEFAULT(joined, parts, count) \
    ((joined) = (count) ? (struct span){ YYRHSLOC(parts, 1).low, YYRHSLOC(parts, count).high } \
                        : (struct span){ YYRHSLOC(parts, 0).high, YYRHSLOC(parts, 0).high })

/* The stacks of a deep text grow in the arena. Nothing else is allocated: what
   bison keeps for looking ahead of a mistake grows by empty symbols only, and
   fits in its first twenty places. */
#define yyoverflow(message, states, states_size, values, values_size, spans, spans_size, room) \
    build_overflow(parser, states, states_size, values, values_size, spans, spans_size, room)
#define YYMALLOC(size) NULL
#define YYFREE(block) ((void)(block))
#define YYINITDEPTH 100

static void mtc_error(struct span *span, struct parser *parser, const char *message)
{
    (void)message;
    syntax_error_nesting(parser, *span, LIMIT_NESTING);
}
}

/* Brackets and signs */
%token LEFT_PAREN "(" RIGHT_PAREN ")" LEFT_BRACKET "[" RIGHT_BRACKET "]" LEFT_BRACE "{" RIGHT_BRACE "}"
%token COMMA "," COLON ":" DOT "." SPREAD "..." ASSIGN "=" ARROW "->" BAR "|" QUESTION "?"
%token RANGE ".." EQUAL "==" NOT_EQUAL "!=" LESS "<" LESS_EQUAL "<=" GREATER ">" GREATER_EQUAL ">="
%token PLUS "+" MINUS "-" STAR "*" SLASH "/" COALESCE "??"
/* Words that are never names */
%token OR "or" AND "and" NOT "not" IN "in" IF "if" THEN "then" ELSE "else" FOR "for"
/* Literals and names */
%token <name> NAME TYPE_NAME KEY TRUE "true" FALSE "false" NULL_VALUE "null"
%token <tree> NUMBER
%token <raw> STRING TEMPLATE_OPEN TEMPLATE_MIDDLE TEMPLATE_CLOSE
/* Words that begin a declaration */
%token ARCHITECTURE "architecture" USE "use" AZS "azs" PARAM "param" INPUT "input" ENV "env" LET "let" TYPE "type"
%token RESOURCE "resource" TIER "tier" FLOW "flow" ASSERT "assert" WARN "warn" EXPECT "expect" OUTPUT "output"
%token TAGS "tags" OVERRIDE "override" WHEN "when" PATTERN "pattern" EXPORT "export" STACK "stack"
%token MAPPING "mapping" RULE "rule" METADATA "metadata" TRANSFORM "transform" TEST "test"
/* Words inside one */
%token AS "as" WITH "with" IS "is" NO "no" VIA "via" SURVIVES "survives" LOSS "loss" OF "of" ANY "any" AZ "az"
%token ERROR "error"
/* Not of the language: which grammar is meant, where parsing resumes, ## lines */
%token START_FILE START_EXPRESSION RESUME DESCRIPTION

%precedence "else"
%right "??"
%left "or"
%left "and"
%precedence "not"
%nonassoc "==" "!=" "<" "<=" ">" ">=" "in"
%nonassoc ".."
%left "+" "-"
%left "*" "/"
%precedence NEGATIVE
%precedence "." "[" "("

%type <base> signature mark open_group open_list open_arguments open_parameters open_fields open_record open_block open_template
%type <block> block otherwise
%type <declaration> declaration branch check flow_assertion
%type <list> ends ports
%type <name> second
%type <pattern> pattern_name
%type <flag> is_tier
%type <tree> expression spread comprehension template key lost via survives region filter
%type <tree> object fields_after with
%type <tree> type optional_type simple_type of_type standard

%start start

%%

start:
  START_FILE declarations                   { build_file(parser); }
| START_EXPRESSION expression               { build_expression(parser, $2); }
;

/* ------------------------------------------------------------ declarations */

declarations:
  %empty
| declarations declaration                  { build_declaration(parser, $2); }
;

block:
  "{" open_block declarations "}"           { $$ = build_block(parser, $2); }
;

declaration:
  "architecture" NAME                       { $$ = build_value(parser, DECL_ARCHITECTURE, @$, $2, @2, no_tree, no_tree, no_tree); }
| "use" STRING "as" NAME                    { $$ = build_use(parser, @$, $2, @2, $4, @4); }
| "azs" expression                          { $$ = build_value(parser, DECL_AZS, @$, NULL, @1, no_tree, $2, no_tree); }
| "param" NAME of_type standard fields_after    { $$ = build_parameter(parser, DECL_PARAM, @$, $2, @2, $3, $4, $5); }
| "input" NAME of_type standard             { $$ = build_parameter(parser, DECL_INPUT, @$, $2, @2, $3, $4, no_tree); }
| "env" NAME object                         { $$ = build_section(parser, DECL_ENV, @$, $2, @2, $3); }
| "let" NAME of_type "=" expression         { $$ = build_value(parser, DECL_LET, @$, $2, @2, $3, $5, no_tree); }
| "type" NAME "=" type                      { $$ = build_value(parser, DECL_TYPE, @$, $2, @2, $4, no_tree, no_tree); }
| "resource" NAME key TYPE_NAME object with { $$ = build_resource(parser, @$, $2, @2, $3, $4, @4, $5, $6); }
| pattern_name NAME key object              { $$ = build_instance(parser, DECL_INSTANCE, @$, $2, @2, $3, $1, @1, $4); }
| "tier" NAME key "=" pattern_name object   { $$ = build_instance(parser, DECL_TIER, @$, $2, @2, $3, $5, @5, $6); }
| "flow" ends "->" ends ports               { $$ = build_flow(parser, DECL_FLOW, @$, $2, $4, $5, false, no_tree, no_tree); }
| check
| flow_assertion
| "output" NAME "=" expression fields_after { $$ = build_value(parser, DECL_OUTPUT, @$, $2, @2, no_tree, $4, $5); }
| "tags" object                             { $$ = build_section(parser, DECL_TAGS, @$, NULL, @1, $2); }
| "override" expression object with           { $$ = build_override(parser, @$, $2, $3, $4); }
| branch
| "for" NAME second "in" expression block   { $$ = build_for(parser, @$, $2, @2, $3, @3, $5, $6); }
| "pattern" NAME signature is_tier block    { $$ = build_pattern(parser, @$, $2, @2, $3, $4, $5); }
| "export" NAME "=" expression              { $$ = build_value(parser, DECL_EXPORT, @$, $2, @2, no_tree, $4, no_tree); }
| "stack" NAME region block                 { $$ = build_stack(parser, @$, $2, @2, $3, $4); }
| "mapping" NAME object                     { $$ = build_section(parser, DECL_MAPPING, @$, $2, @2, $3); }
| "rule" NAME object                        { $$ = build_section(parser, DECL_RULE, @$, $2, @2, $3); }
| "metadata" object                         { $$ = build_section(parser, DECL_METADATA, @$, NULL, @1, $2); }
| "transform" expression                    { $$ = build_value(parser, DECL_TRANSFORM, @$, NULL, @1, no_tree, $2, no_tree); }
| "test" STRING with block                  { $$ = build_test(parser, @$, $2, @2, $3, $4); }
| error RESUME                              { yyerrok; $$ = build_lost(parser, @1); }
;

key:
  %empty                                    { $$ = no_tree; }
| "[" open_group expression "]"             { $$ = $3; }
| "[" open_group error RESUME "]"           { yyerrok; $$ = build_error(parser, @$); }
;

of_type:
  %empty                                    { $$ = no_tree; }
| ":" type                                  { $$ = $2; }
;

standard:
  %empty                                    { $$ = no_tree; }
| "=" expression                            { $$ = $2; }
;

fields_after:
  %empty                                    { $$ = no_tree; }
| object
;

with:
  %empty                                    { $$ = no_tree; }
| "with" object                             { $$ = $2; }
;

region:
  %empty                                    { $$ = no_tree; }
| "in" expression                           { $$ = $2; }
;

pattern_name:
  NAME                                      { $$ = (struct pattern_name){ NULL, $1 }; }
| NAME "." NAME                             { $$ = (struct pattern_name){ $1, $3 }; }
;

branch:
  "if" expression block otherwise           { $$ = build_branch(parser, DECL_IF, @$, $2, $3, $4); }
| "when" expression block otherwise         { $$ = build_branch(parser, DECL_WHEN, @$, $2, $3, $4); }
;

otherwise:
  %empty                                    { $$ = no_block; }
| "else" block                              { $$ = $2; }
| "else" branch                             { $$ = build_block_of(parser, $2); }
;

is_tier:
  %empty                                    { $$ = false; }
| "is" "tier"                               { $$ = true; }
;

/* ---------------------------------------------------- flows and assertions */

ends:
  mark expressions                          { $$ = build_ends(parser, @2, $1); @$ = @2; }
;

ports:
  %empty                                    { $$ = NULL; }
| ":" mark expressions                      { $$ = build_ends(parser, @3, $2); }
;

expressions:
  expression                                { build_item(parser, $1); }
| expressions "," expression                { build_item(parser, $3); }
;

check:
  "assert" mark expression                  { $$ = build_check(parser, DECL_ASSERT, @$, $3, no_tree); }
| "assert" mark expression "else" expression    { $$ = build_check(parser, DECL_ASSERT, @$, $3, $5); }
| "warn" expression                         { $$ = build_check(parser, DECL_WARN, @$, $2, no_tree); }
| "warn" expression "else" expression       { $$ = build_check(parser, DECL_WARN, @$, $2, $4); }
| "expect" expression                       { $$ = build_check(parser, DECL_EXPECT, @$, $2, no_tree); }
| "expect" expression "else" expression     { $$ = build_check(parser, DECL_EXPECT, @$, $2, $4); }
| "expect" "error" STRING                   { $$ = build_value(parser, DECL_EXPECT_ERROR, @$, NULL, @1, no_tree, build_string(parser, $3, @3), no_tree); }
;

flow_assertion:
  "assert" mark expressions "->" ends ports via survives {
    $$ = build_flow(parser, DECL_ASSERT_FLOW, @$, build_ends(parser, @3, $2), $5, $6, false, $7, $8);
  }
| "assert" "no" ends "->" ends ports via survives {
    $$ = build_flow(parser, DECL_ASSERT_FLOW, @$, $3, $5, $6, true, $7, $8);
  }
| "assert" "survives" "loss" "of" lost      { $$ = build_flow(parser, DECL_ASSERT_FLOW, @$, NULL, NULL, NULL, false, no_tree, $5); }
;

via:
  %empty                                    { $$ = no_tree; }
| "via" expression                          { $$ = $2; }
;

survives:
  %empty                                    { $$ = no_tree; }
| "survives" "loss" "of" lost               { $$ = $4; }
;

lost:
  "any" "az"                                { $$ = build_any_az(parser, @$); }
| expression
;

/* ------------------------------------------------- parameters and types */

signature:
  "(" open_parameters parameters ")"        { $$ = $2; }
;

parameters:
  %empty
| parameter_list
| parameter_list ","
;

parameter_list:
  parameter
| parameter_list "," parameter
;

parameter:
  KEY type standard                         { build_type_field(parser, @$, $1, @1, $2, $3); }
| NAME ":" type standard                    { build_type_field(parser, @$, $1, @1, $3, $4); }
| NAME "=" expression                       { build_type_field(parser, @$, $1, @1, no_tree, $3); }
| error RESUME                              { yyerrok; }
;

type:
  mark alternatives                         { $$ = build_union(parser, @2, $1); @$ = @2; }
;

alternatives:
  optional_type                             { build_item(parser, $1); }
| alternatives "|" optional_type            { build_item(parser, $3); }
;

optional_type:
  simple_type
| simple_type "?"                           { $$ = build_unary(parser, TYPE_OPTIONAL, @$, $1); }
;

simple_type:
  NAME                                      { $$ = build_name(parser, TYPE_NAMED, @$, NULL, $1); }
| NAME "." NAME                             { $$ = build_name(parser, TYPE_NAMED, @$, $1, $3); }
| TYPE_NAME                                 { $$ = build_name(parser, TYPE_RESOURCE, @$, NULL, $1); }
| NAME "(" open_list types ")"              { $$ = build_type_apply(parser, @$, $1, @1, $3); }
| "{" open_record record "}"                { $$ = build_record(parser, @$, $2); }
| "(" open_group type ")"                   { $$ = $3; }
| "(" open_group error RESUME ")"           { yyerrok; $$ = build_error(parser, @$); }
| STRING                                    { $$ = build_unary(parser, TYPE_LITERAL, @$, build_string(parser, $1, @1)); }
| NUMBER                                    { $$ = build_unary(parser, TYPE_LITERAL, @$, $1); }
| "-" NUMBER                                { $$ = build_unary(parser, TYPE_LITERAL, @$, build_negative(parser, @$, $2)); }
| "true"                                    { $$ = build_unary(parser, TYPE_LITERAL, @$, build_constant(parser, NODE_BOOL, @$, 1)); }
| "false"                                   { $$ = build_unary(parser, TYPE_LITERAL, @$, build_constant(parser, NODE_BOOL, @$, 0)); }
| "null"                                    { $$ = build_unary(parser, TYPE_LITERAL, @$, build_constant(parser, NODE_NULL, @$, 0)); }
;

types:
  type_argument
| types "," type_argument
;

type_argument:
  type                                      { build_item(parser, $1); }
| error RESUME                              { yyerrok; build_item(parser, build_error(parser, @$)); }
;

record:
  %empty
| record_fields
| record_fields ","
;

record_fields:
  parameter
| record_fields parameter
| record_fields "," parameter
;

/* ------------------------------------------------------------- expressions */

/* A name, a literal or a bracket is an expression at once, and what stands
   behind one (a member, an index, arguments) binds by precedence: each level in
   between would cost a reduction for every value of a file. */
expression:
  NAME                                      { $$ = build_name(parser, NODE_NAME, @$, NULL, $1); }
| TYPE_NAME                                 { $$ = build_name(parser, NODE_TYPE_NAME, @$, NULL, $1); }
| NUMBER
| STRING                                    { $$ = build_string(parser, $1, @1); }
| template
| "true"                                    { $$ = build_constant(parser, NODE_BOOL, @$, 1); }
| "false"                                   { $$ = build_constant(parser, NODE_BOOL, @$, 0); }
| "null"                                    { $$ = build_constant(parser, NODE_NULL, @$, 0); }
| "(" open_group expression ")"             { $$ = $3; }
| "(" open_group error RESUME ")"           { yyerrok; $$ = build_error(parser, @$); }
| "[" open_list elements "]"                { $$ = build_list(parser, NODE_LIST, @$, $2); }
| object
| comprehension
| expression "." NAME                       { $$ = build_member(parser, @$, $1, $3, @3); }
| expression "[" open_group expression "]"  { $$ = build_index(parser, @$, $1, $4); }
| expression "[" open_group "*" "]"         { $$ = build_unary(parser, NODE_ALL, @$, $1); }
| expression "[" open_group error RESUME "]"    { yyerrok; $$ = build_error(parser, @$); }
| expression "(" open_arguments arguments ")"   { $$ = build_call(parser, @$, $1, $3); }
| "if" expression "then" expression "else" expression %prec "else" { $$ = build_choice(parser, @$, $2, $4, $6); }
| expression "??" expression                { $$ = build_binary(parser, OP_COALESCE, @$, $1, $3); }
| expression "or" expression                { $$ = build_binary(parser, OP_OR, @$, $1, $3); }
| expression "and" expression               { $$ = build_binary(parser, OP_AND, @$, $1, $3); }
| "not" expression                          { $$ = build_unary(parser, NODE_NOT, @$, $2); }
| expression "==" expression                { $$ = build_binary(parser, OP_EQUAL, @$, $1, $3); }
| expression "!=" expression                { $$ = build_binary(parser, OP_NOT_EQUAL, @$, $1, $3); }
| expression "<" expression                 { $$ = build_binary(parser, OP_LESS, @$, $1, $3); }
| expression "<=" expression                { $$ = build_binary(parser, OP_LESS_EQUAL, @$, $1, $3); }
| expression ">" expression                 { $$ = build_binary(parser, OP_GREATER, @$, $1, $3); }
| expression ">=" expression                { $$ = build_binary(parser, OP_GREATER_EQUAL, @$, $1, $3); }
| expression "in" expression                { $$ = build_binary(parser, OP_IN, @$, $1, $3); }
| expression ".." expression                { $$ = build_binary(parser, OP_RANGE, @$, $1, $3); }
| expression "+" expression                 { $$ = build_binary(parser, OP_ADD, @$, $1, $3); }
| expression "-" expression                 { $$ = build_binary(parser, OP_SUBTRACT, @$, $1, $3); }
| expression "*" expression                 { $$ = build_binary(parser, OP_MULTIPLY, @$, $1, $3); }
| expression "/" expression                 { $$ = build_binary(parser, OP_DIVIDE, @$, $1, $3); }
| "-" expression %prec NEGATIVE             { $$ = build_negative(parser, @$, $2); }
;


template:
  TEMPLATE_OPEN open_template pieces TEMPLATE_CLOSE { $$ = build_template(parser, @$, $2, $4, @4); }
;

pieces:
  piece
| pieces TEMPLATE_MIDDLE                    { build_piece(parser, $2, @2); }
  piece
;

piece:
  expression                                { build_item(parser, $1); }
| error RESUME                              { yyerrok; build_item(parser, build_error(parser, @$)); }
;

elements:
  %empty
| element_list
| element_list ","
;

element_list:
  expression                                { build_item(parser, $1); }
| element_list "," expression               { build_item(parser, $3); }
| spread                                    { build_item(parser, $1); }
| element_list "," spread                   { build_item(parser, $3); }
;

spread:
  "..." expression                          { $$ = build_unary(parser, NODE_SPREAD, @$, $2); }
| error RESUME                              { yyerrok; $$ = build_error(parser, @$); }
;

arguments:
  %empty
| argument_list
| argument_list ","
;

argument_list:
  argument
| argument_list "," argument
;

argument:
  expression                                { build_argument(parser, NULL, @$, $1); }
| KEY expression                            { build_argument(parser, $1, @1, $2); }
| error RESUME                              { yyerrok; build_argument(parser, NULL, @$, build_error(parser, @$)); }
;

object:
  "{" open_fields "}"                       { $$ = build_object(parser, @$, $2); }
| "{" open_fields fields "}"                { $$ = build_object(parser, @$, $2); }
| "{" open_fields fields "," "}"            { $$ = build_object(parser, @$, $2); }
;

/* A field's usual form is written out with and without a comma, for it is most of
   every file. tokens.c makes a KEY of a name or string with its colon; the forms
   with a colon of its own are there for their mistakes. */
fields:
  KEY expression                            { build_field(parser, $1, @1, $2); }
| fields KEY expression                     { build_field(parser, $2, @2, $3); }
| fields "," KEY expression                 { build_field(parser, $3, @3, $4); }
| field
| fields field
| fields "," field
;

field:
  NAME ":" expression                       { build_field(parser, $1, @1, $3); }
| template ":" expression                   { build_field(parser, NULL, @$, build_pair(parser, @$, $1, $3)); }
| "..." expression                          { build_field(parser, NULL, @$, build_unary(parser, NODE_SPREAD, @$, $2)); }
| STRING ":" expression                     { build_field(parser, build_key(parser, $1, @1), @1, $3); }
| error RESUME                              { yyerrok; build_field(parser, NULL, @1, build_unary(parser, NODE_SPREAD, @1, build_error(parser, @1))); }
;

comprehension:
  "[" open_list "for" NAME second "in" expression filter ":" expression "]" {
    $$ = build_comprehension(parser, NODE_FOR_LIST, @$, $4, @4, $5, @5, $7, $8, no_tree, $10);
  }
| "{" open_fields "for" NAME second "in" expression filter ":" expression ":" expression "}" {
    $$ = build_comprehension(parser, NODE_FOR_OBJECT, @$, $4, @4, $5, @5, $7, $8, $10, $12);
  }
;

second:
  %empty                                    { $$ = NULL; }
| "," NAME                                  { $$ = $2; @$ = @2; }
;

filter:
  %empty                                    { $$ = no_tree; }
| "if" expression                           { $$ = $2; }
;

/* -------------------------------------------------------- open lists */

mark:            %empty { $$ = parser->trees.count; } ;
open_group:      %empty { token_bracket_kind(parser, BRACKET_GROUP); $$ = 0; } ;
open_list:       %empty { token_bracket_kind(parser, BRACKET_LIST); $$ = parser->trees.count; } ;
open_arguments:  %empty { token_bracket_kind(parser, BRACKET_ARGUMENTS); $$ = parser->arguments.count; } ;
open_parameters: %empty { token_bracket_kind(parser, BRACKET_ARGUMENTS); $$ = parser->type_fields.count; } ;
open_fields:     %empty { token_bracket_kind(parser, BRACKET_FIELDS); $$ = parser->fields.count; } ;
open_record:     %empty { token_bracket_kind(parser, BRACKET_FIELDS); $$ = parser->type_fields.count; } ;
open_block:      %empty { token_bracket_kind(parser, BRACKET_BLOCK); $$ = parser->declarations.count; } ;
open_template:   %empty { token_bracket_kind(parser, BRACKET_GROUP); $$ = parser->trees.count; build_piece(parser, $<raw>0, @0); } ;

%%

/* Hands the mistake to syntax_error.c, with the tokens that would fit. Their
   codes are bison's own numbers (api.token.raw). */
static int yyreport_syntax_error(const yypcontext_t *at, struct parser *parser)
{
    yysymbol_kind_t kinds[YYNTOKENS];
    int codes[YYNTOKENS];
    int count = syntax_error_wanted(parser) ? yypcontext_expected_tokens(at, kinds, YYNTOKENS) : 0;
    for (int i = 0; i < count; i++)
        codes[i] = (int)kinds[i];
    syntax_error(parser, codes, count < 0 ? 0 : (size_t)count);
    return 0;
}
