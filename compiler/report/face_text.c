/* The face for people:

       shop.mt:14:5: error[MT2003]: 'CidrBlok' is no property of AWS::EC2::Subnet
          14 |     CidrBlok: cidrs[i]
             |     ^^^^^^^^ did you mean 'CidrBlock'?
          note: in this instance of 'network': shop.mt:5:1

   Whatever a source or a name holds, a message keeps this shape: control
   characters are spelled out, tabs become blanks, a long line is cut around
   the place. Called by the command line. */
#include "report/face.h"

#include "base/utf8.h"

enum {
    TAB = 4,                /* columns */
    WIDEST = 1000,          /* columns of a source line when no width is given */
    NARROWEST = 40,
    GUTTER = 8              /* columns of "   14 | " */
};

struct printer {
    struct buffer out;
    struct sources *sources;
    struct faces faces;
};

#define SGR_BOLD "\033[1m"
#define SGR_RED "\033[1;31m"
#define SGR_MAGENTA "\033[1;35m"
#define SGR_CYAN "\033[1;36m"
#define SGR_BLUE "\033[1;34m"
#define SGR_OFF "\033[0m"

static void color(struct printer *printer, const char *sgr)
{
    if (printer->faces.color)
        buffer_add_c(&printer->out, sgr);
}

static void colored(struct printer *printer, const char *sgr, const char *text)
{
    color(printer, sgr);
    buffer_add_c(&printer->out, text);
    color(printer, SGR_OFF);
}

static const char *level_color(enum level level)
{
    return level == LEVEL_ERROR ? SGR_RED : level == LEVEL_WARNING ? SGR_MAGENTA : SGR_CYAN;
}

/* Characters that would act on the terminal instead of standing on it: control
   characters, and those that turn the direction of text. */
static bool is_acting(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E)
           || (code >= 0x2066 && code <= 0x2069);
}

/* A message's words; `newline` stands for the ends of lines in them. */
static void add_words(struct buffer *out, struct text text, const char *newline)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t code = utf8_next(text, &at);
        char bytes[4];
        if (code == '\n')
            buffer_add_c(out, newline);
        else if (is_acting(code))
            buffer_add_format(out, "\\u%04x", (unsigned)code);
        else
            buffer_add(out, (struct text){ bytes, utf8_encode(code, bytes) });
    }
}

/* One character of a source line as it is shown. */
struct cell {
    char bytes[4];
    size_t length;
    unsigned width;
};

static struct cell cell_of(uint32_t code)
{
    if (code == '\t')
        return (struct cell){ .bytes = "    ", .length = TAB, .width = TAB };
    if (is_acting(code))
        code = UTF8_REPLACEMENT;
    struct cell cell = { .width = utf8_width(code) };
    cell.length = utf8_encode(code, cell.bytes);
    return cell;
}

/* The part of a line that is shown: bytes [from, to). */
struct window {
    size_t from, to;
};

/* The largest offset from `at` on, not behind `end`, up to which the line takes
   no more than `room` columns. */
static size_t forward(struct text line, size_t at, size_t end, unsigned room, unsigned *used)
{
    *used = 0;
    while (at < end) {
        size_t next = at;
        unsigned width = cell_of(utf8_next(line, &next)).width;
        if (*used + width > room)
            break;
        *used += width;
        at = next;
    }
    return at;
}

static size_t backward(struct text line, size_t at, unsigned room, unsigned *used)
{
    *used = 0;
    while (at > 0) {
        size_t before = utf8_before(line, at), next = before;
        unsigned width = cell_of(utf8_next(line, &next)).width;
        if (*used + width > room)
            break;
        *used += width;
        at = before;
    }
    return at;
}

/* Looks no farther from the place than can be shown: a line may be megabytes. */
static struct window choose_window(struct text line, size_t place, unsigned room)
{
    unsigned left, right;
    size_t from = backward(line, place, room, &left);
    size_t to = forward(line, place, line.length, room, &right);
    if (from == 0 && to == line.length && left + right <= room)
        return (struct window){ 0, line.length };
    unsigned text_room = room - 2;      /* for the two ellipses */
    unsigned left_room = right >= text_room - text_room / 3 ? text_room / 3 : text_room - right;
    from = backward(line, place, left_room, &left);
    to = forward(line, place, line.length, text_room - left, &right);
    return (struct window){ from, to };
}

/* Bytes [from, to) of a line; their width. */
static unsigned add_cells(struct buffer *out, struct text line, size_t from, size_t to)
{
    unsigned width = 0;
    while (from < to) {
        struct cell cell = cell_of(utf8_next(line, &from));
        buffer_add(out, (struct text){ cell.bytes, cell.length });
        width += cell.width;
    }
    return width;
}

static void add_repeated(struct buffer *out, char c, unsigned count)
{
    while (count--)
        buffer_add_char(out, c);
}

/* The bytes [*low, *high) of the place's first line that are underlined. */
static void underlined(const struct diagnostic *diagnostic, const struct source *source, struct text line,
                       size_t *low, size_t *high)
{
    size_t start = (size_t)(line.at - source->content.at);
    *low = diagnostic->where.low - source->base - start;
    *high = diagnostic->where.high - source->base - start;
    if (*low > line.length)
        *low = line.length;
    if (*high > line.length) {
        *high = line.length;
        while (*high > *low + 1 && (line.at[*high - 1] == ' ' || line.at[*high - 1] == '\t'))
            --*high;
    }
    if (*high < *low)
        *high = *low;
}

/* The source line with the place underlined and labelled. */
static void add_source(struct printer *printer, struct diagnostic *diagnostic, struct place place)
{
    struct buffer *out = &printer->out;
    struct text line = source_line(printer->sources, place.source, place.line);
    size_t low, high;
    underlined(diagnostic, place.source, line, &low, &high);
    unsigned columns = printer->faces.columns ? printer->faces.columns : WIDEST;
    unsigned room = (columns < NARROWEST ? NARROWEST : columns) - GUTTER;
    struct window window = choose_window(line, low, room);

    color(printer, SGR_BLUE);
    buffer_add_format(out, "%5u |", (unsigned)place.line);
    color(printer, SGR_OFF);
    buffer_add_char(out, ' ');
    unsigned before = 0;
    if (window.from > 0) {
        buffer_add_c(out, "\xE2\x80\xA6");
        before = 1;
    }
    before += add_cells(out, line, window.from, low);
    unsigned width = add_cells(out, line, low, high < window.to ? high : window.to);
    if (high < window.to)
        add_cells(out, line, high, window.to);
    if (window.to < line.length)
        buffer_add_c(out, "\xE2\x80\xA6");

    color(printer, SGR_BLUE);
    buffer_add_format(out, "\n%5s |", "");
    color(printer, SGR_OFF);
    add_repeated(out, ' ', before + 1);
    color(printer, level_color(diagnostic->level));
    add_repeated(out, '^', width ? width : 1);
    if (diagnostic->label.length) {
        buffer_add_char(out, ' ');
        add_words(out, diagnostic->label, " ");
    }
    color(printer, SGR_OFF);
    buffer_add_char(out, '\n');
}

static void add_file(struct printer *printer, struct place place)
{
    add_words(&printer->out, place.source->name, "\\n");
    buffer_add_format(&printer->out, ":%u:%u", (unsigned)place.line, (unsigned)place.column);
}

static void add_note(struct printer *printer, const struct note *note)
{
    struct buffer *out = &printer->out;
    buffer_add_c(out, "   ");
    colored(printer, SGR_CYAN, "note:");
    buffer_add_char(out, ' ');
    add_words(out, note->text, "\n         ");
    struct place place = sources_place(printer->sources, note->where);
    if (place.source) {
        buffer_add_c(out, ": ");
        add_file(printer, place);
    }
    buffer_add_char(out, '\n');
}

/* "error[MT2003]: " */
static void add_level(struct printer *printer, enum level level, enum message_id id)
{
    color(printer, level_color(level));
    buffer_add_format(&printer->out, "%s[%s]:", face_level(level), message_of(id)->code);
    color(printer, SGR_OFF);
    buffer_add_char(&printer->out, ' ');
}

static void add_diagnostic(struct printer *printer, struct diagnostic *diagnostic)
{
    struct buffer *out = &printer->out;
    struct place place = sources_place(printer->sources, diagnostic->where);
    color(printer, SGR_BOLD);
    if (place.source)
        add_file(printer, place);
    else
        buffer_add_c(out, "mtc");
    buffer_add_c(out, ": ");
    color(printer, SGR_OFF);
    add_level(printer, diagnostic->level, diagnostic->id);
    color(printer, SGR_BOLD);
    add_words(out, diagnostic->text, "\n      ");
    color(printer, SGR_OFF);
    buffer_add_char(out, '\n');
    if (place.source)
        add_source(printer, diagnostic, place);
    else if (diagnostic->label.length)  /* no underline to stand beside */
        add_note(printer, &(struct note){ .text = diagnostic->label });
    for (const struct note *note = diagnostic->notes; note; note = note->next)
        add_note(printer, note);
    if (diagnostic->help.length) {
        buffer_add_c(out, "   ");
        colored(printer, SGR_CYAN, "help:");
        buffer_add_char(out, ' ');
        add_words(out, diagnostic->help, "\n         ");
        buffer_add_char(out, '\n');
    }
}

/* "2 errors, 1 warning" */
static void add_counts(struct buffer *out, size_t errors, size_t warnings)
{
    if (errors)
        buffer_add_format(out, "%zu error%s", errors, errors == 1 ? "" : "s");
    if (errors && warnings)
        buffer_add_c(out, ", ");
    if (warnings)
        buffer_add_format(out, "%zu warning%s", warnings, warnings == 1 ? "" : "s");
    if (errors || warnings)
        buffer_add_char(out, '\n');
}

struct text face_text(struct reporter *reporter, struct arena *arena, struct faces faces)
{
    struct printer printer = { .sources = reporter->sources, .faces = faces };
    buffer_init(&printer.out, arena);
    struct face_list list = face_list(reporter, arena);
    for (size_t i = 0; i < list.count; i++)
        add_diagnostic(&printer, list.at[i]);
    if (list.hidden) {
        buffer_add_c(&printer.out, "mtc: ");
        add_level(&printer, list.hidden_level, MT0090);
        buffer_add(&printer.out, face_hidden(arena, list.hidden));
        buffer_add_char(&printer.out, '\n');
    }
    add_counts(&printer.out, reporter->errors, reporter->warnings);
    return buffer_text(&printer.out);
}
