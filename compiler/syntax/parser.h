/* Parser: what the scanner, the token stream, the grammar and the builder share.
   Private to syntax/ and grammar/; others see syntax.h.

   The way of a token: grammar/scan.l cuts the text, tokens.c decides what words
   mean where they stand, keeps the brackets balanced and skips after a mistake,
   grammar/parse.y knows the grammar, build.c makes the nodes. */
#ifndef MTC_SYNTAX_PARSER_H
#define MTC_SYNTAX_PARSER_H

#include "base/limits.h"
#include "report/diagnostic.h"
#include "syntax/ast.h"
#include "syntax/syntax.h"

/* How the text of a string is to be read. */
enum text_form {
    FORM_RAW = 0,       /* as it stands */
    FORM_ESCAPES = 1,   /* holds backslashes */
    FORM_LONG = 2       /* many lines: the closing line's indentation goes */
};

/* A stretch of the source between quotes or interpolations, not decoded. */
struct raw_text {
    const char *at;
    uint32_t length;
    uint32_t form;      /* enum text_form, or-ed */
};

/* A node while its tree grows, with the height of what lies below: what the
   evaluator will need of the C stack. */
struct tree {
    const struct node *node;
    uint32_t depth;
};

/* A pattern's name: MODULE.NAME. */
struct pattern_name {
    const struct atom *module, *name;
};

/* The value of a token or of a nonterminal. */
union syntax_value {
    const struct atom *name;
    struct raw_text raw;
    struct tree tree;
    struct block block;
    struct pattern_name pattern;
    const struct declaration *declaration;
    const struct object *object;
    const struct list *list;
    size_t base;        /* where the items of an open list begin on their stack */
    bool flag;
};

struct token {
    int kind;           /* of grammar/parse.h */
    struct span span;
    union syntax_value value;
};

/* What a bracket holds, which decides where reading goes on after a mistake in
   it. The parser says so once it has seen the bracket. */
enum bracket_kind {
    BRACKET_UNKNOWN,    /* skipped: the parser never saw it */
    BRACKET_GROUP,      /* one expression: ( ) and x[ ] and ${ } */
    BRACKET_LIST,       /* parts with commas: lists, a type's arguments */
    BRACKET_ARGUMENTS,  /* parts with commas and names: arguments, parameters */
    BRACKET_FIELDS,     /* objects and record types */
    BRACKET_BLOCK       /* declarations */
};

struct bracket {
    uint8_t kind;       /* enum bracket_kind */
    bool forgiven;      /* a mistake was told that may be why it stays open */
    bool doubtful;      /* its own closer may be the one that is missing, or went to one inside it */
    bool interpolation; /* ${ } */
    bool long_text;     /* of an interpolation: in a string of many lines */
    int opener, closer; /* token kinds */
    struct span span;
    struct span string; /* of an interpolation: the string's opening quote */
};

/* A description that waits for what it describes. */
struct description {
    bool open;          /* being read */
    struct text text;
    struct span span;
    uint32_t target;    /* offset of the token behind it */
};

struct field_item {
    struct field field;
    uint32_t depth;
};

struct argument_item {
    struct argument argument;
    uint32_t depth;
};

enum { RECENT_TOKENS = 4 };

struct parser {
    struct arena *arena;
    struct atoms *atoms;
    struct reporter *reporter;
    const struct source *source;
    void *scanner;              /* flex's state */
    const char *start, *end;    /* the text; *end is NUL */
    uint32_t base;              /* offset of start in the virtual text */
    bool quiet;                 /* report nothing */
    bool suspicious;            /* look for brackets whose indentation differs: see brackets_suspect */

    /* scanner: the string being read */
    struct span string;         /* its opening quote; of a resumed one: the } */
    const char *piece;          /* where the piece begins */
    uint32_t piece_form;
    bool resumed;               /* behind an interpolation */

    /* tokens */
    int first;                  /* TOKEN_START_…, handed out before all others; 0 afterwards */
    bool detained;              /* .first, .recovering, .has_again, .has_held or .closing is set: not the usual way */
    int previous;               /* kind of the token read last; 0 at the start */
    struct token recent[RECENT_TOKENS]; /* handed to the parser; see parser_token */
    unsigned at;
    struct token again;         /* to hand out before all others, behind a RESUME */
    struct token held;          /* read already, waits until .closing brackets are closed */
    bool has_again, has_held;
    unsigned closing;           /* brackets to close for want of their closers */
    bool recovering;            /* skip to where parsing can resume */
    bool stopped;               /* a limit was passed: the text ends here */
    bool ending;                /* or it will with the next token */
    unsigned mistakes;          /* told so far */
    bool forgiving;             /* an unclosed string may have swallowed closers */
    uint32_t reported;          /* offset of the last mistake of the grammar, told or not */
    uint32_t told;              /* of the last one that was told */
    uint32_t doubted;           /* up to here a bracket was told that has the wrong closer */
    unsigned owed;              /* closers that will be left over from mistakes told */
    unsigned resumed_at;        /* the token (as .at counts) where parsing went on last */
    struct bracket brackets[LIMIT_NESTING];
    unsigned depth;
    struct span suspect_open, suspect_close;    /* a pair whose indentation differs */

    /* descriptions */
    struct description comment; /* the one being read, if .open */
    VEC(struct description) descriptions;       /* with targets, by rising target */
    struct text file_description;

    /* builder */
    VEC(struct tree) trees;     /* items of the lists that are open */
    VEC(struct field_item) fields;
    VEC(struct argument_item) arguments;
    VEC(struct type_field) type_fields;
    VEC(const struct declaration *) declarations;
    bool nesting_told;

    /* results */
    struct block body;
    const struct node *expression;
};

/* The token handed to the parser last, or the one so many before it (up to 3). */
static inline const struct token *parser_token(const struct parser *parser, unsigned back)
{
    return &parser->recent[(parser->at - back) % RECENT_TOKENS];
}

/* syntax.c */
void parser_open(struct parser *parser, struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                 const struct source *source, int first);

/* scan.l */
void scanner_open(struct parser *parser);
int mtc_scan(union syntax_value *value, struct span *span, void *scanner);
enum scanner_state { SCAN_CODE, SCAN_SHORT, SCAN_LONG, SCAN_RAW_LONG };
void scanner_go(void *scanner, enum scanner_state state);
void scanner_skip(void *scanner, ptrdiff_t length);

/* scanning.c: what the scanner's actions call */
void scan_open_string(struct parser *parser, struct span quote, const char *behind, uint32_t form);
int scan_piece(struct parser *parser, union syntax_value *value, struct span *span, const char *end, bool interpolation);
int scan_unclosed(struct parser *parser, union syntax_value *value, struct span *span, const char *end);
int scan_foreign(struct parser *parser, struct span *span, int kind, const char *help);
int scan_else_if(struct parser *parser, union syntax_value *value, struct span *span);
int scan_strange(struct parser *parser, union syntax_value *value, struct span *span, size_t *length);
void scan_prepare(struct parser *parser);

/* literal.c */
struct tree literal_integer(struct parser *parser, struct text text, struct span span);
struct tree literal_decimal(struct parser *parser, struct text text, struct span span);
struct tree literal_percent(struct parser *parser, struct text text, struct span span);
struct tree literal_quantity(struct parser *parser, struct text text, struct span span);
struct tree literal_network(struct parser *parser, struct text text, struct span span);
/* The text that a piece stands for; NUL-terminated. `indentation` is what the
   lines of a long string lose. */
struct text literal_text(struct parser *parser, struct raw_text raw, struct text indentation);
/* The indentation of the line on which the text ends that begins at `open` and
   whose closing quotes begin at `close`; empty where both share a line. */
struct text literal_indentation(const char *open, const char *close);

/* tokens.c */
int mtc_lex(union syntax_value *value, struct span *span, struct parser *parser);
const char *token_text(const struct parser *parser, uint32_t offset);
struct text token_source(const struct parser *parser, struct span span);
bool token_first_on_line(const struct parser *parser, uint32_t offset);
/* The next token as the text says, without the grammar's help: for --dump. */
void token_read(struct parser *parser, struct token *token);

/* The colon behind a name or string; NULL where none is. */
const char *token_colon(const struct parser *parser, const struct token *token);

/* brackets.c */
bool bracket_opens(int kind);
bool bracket_closes(int kind);
/* Said by the parser of the innermost bracket. */
void token_bracket_kind(struct parser *parser, enum bracket_kind kind);
void bracket_open(struct parser *parser, const struct token *token);
/* Pops the innermost bracket, whose closer this is; behind an interpolation the
   token becomes the string's next piece. */
void bracket_close(struct parser *parser, struct token *token);
/* A closing token. False: it is to be left out, or held until others come. */
bool bracket_match(struct parser *parser, struct token *token);
/* Holds a token back until the `count` innermost brackets are closed. */
void bracket_hold(struct parser *parser, const struct token *token, unsigned count);
/* A closer for want of which the innermost bracket stands open. */
void bracket_supply(struct parser *parser, struct token *token);
/* The number of brackets that should be closed before this word. */
unsigned brackets_overrun(const struct parser *parser, const struct token *token);
/* The same for a { that opens a block at the end of a line. */
unsigned brackets_before_block(const struct parser *parser, const struct token *token);
/* Reads the whole text once more, for the first pair of brackets that looks
   wrong (SPAN_NONE: none). Only a text that ends inside a bracket is worth that. */
void brackets_suspect(const struct parser *parser, struct span *open, struct span *close);
/* The text ends here: a limit was passed. */
void parser_stop(struct parser *parser);

/* words.c */
/* The keyword that is written so; TOKEN_NAME where it is none. */
int word_of(struct text text);
/* or and not in if then else for: never names. */
bool word_is_reserved(int kind);
/* What a word that the scanner took for a keyword is where it stands: the
   keyword, or TOKEN_NAME. */
int word_kind(const struct parser *parser, int keyword, struct span span);
bool word_begins_declaration(int kind);
/* An expression can end with this token. */
bool word_ends_operand(int kind);
/* A declaration surely begins with this keyword: it opens a line, and what
   follows on the line fits. */
bool word_is_certain(const struct parser *parser, int keyword, struct span span);
/* A declaration that no keyword of its own tells opens a line here: an instance,
   or behind a whole expression `if … {`, `for …`. */
bool word_is_block(const struct parser *parser, int kind, struct span span);
/* A declaration may begin with this word, which opens a line: PATTERN NAME, or a
   keyword misspelt. */
bool word_opens_line(const struct parser *parser, struct span span);

/* description.c */
void description_line(struct parser *parser, struct span span);
void description_aim(struct parser *parser, struct span token);
const struct text *description_claim(struct parser *parser, struct span span);
void description_finish(struct parser *parser);

/* syntax_error.c */
/* A token that the grammar does not take where it stands, and those that it
   would take (token kinds). */
void syntax_error(struct parser *parser, const int *expected, size_t count);
bool syntax_error_wanted(struct parser *parser);
void syntax_error_nesting(struct parser *parser, struct span span, unsigned limit);
void syntax_error_unclosed(struct parser *parser, const struct bracket *bracket, struct span at);
void syntax_error_stray(struct parser *parser, struct span closer);
/* What else comes on this line follows from the mistake told here. */
void syntax_error_doubt_line(struct parser *parser, uint32_t offset);
/* A mistake of the grammar was told on this line, before the offset. */
bool syntax_error_on_line(const struct parser *parser, uint32_t offset);
struct diagnostic *syntax_report(struct parser *parser, enum message_id id, struct span where, const char *text);

#endif
