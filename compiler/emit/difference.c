/* Difference: two texts as unified diff hunks, as `diff -u` and git write them,
   for --check: what the source says against the template that is there. Called
   by the session when the two differ.

   Lines are numbered by content first, so that comparing two is comparing
   numbers. Then the shortest edit is looked for (Eugene Myers, "An O(ND)
   Difference Algorithm and Its Variations"), as long as it is short; a stretch
   that needs more edits is cut at lines which both sides have exactly once and
   in the same order (patience diff), and where there are none it is replaced
   whole. So time and memory stay near linear, however different the texts. */
#include "emit/template.h"

enum {
    CONTEXT_LINES = 3,
    MOST_EDITS = 256,       /* of one stretch by Myers: its trace takes this squared, in words */
    MOST_CUTS = 32          /* nested cuts; templates need two or three */
};

/* One text, by lines. */
struct side {
    struct text text;
    uint32_t *starts;       /* count + 1 offsets */
    uint32_t *lines;        /* each line's number: equal numbers, equal lines */
    bool *changed;          /* not part of what both have */
    uint32_t count;
};

struct differ {
    struct arena *arena;
    struct side old_side, new_side;
    uint32_t distinct;          /* lines that differ from each other */
    int32_t *trace;             /* Myers' furthest reaches, MOST_EDITS rounds of them */
    uint32_t *old_seen, *new_seen;  /* by line number: occurrences in a stretch */
    uint32_t *old_place;        /* by line number: where it stands in the old stretch */
};

static struct text side_line(const struct side *side, uint32_t line)
{
    return text_slice(side->text, side->starts[line], side->starts[line + 1]);
}

/* Lines keep their LF: a last line without one differs from one with it. */
static void side_split(struct arena *arena, struct side *side, struct text text)
{
    uint32_t count = 0;
    if (!text.length)
        text = TEXT("");
    for (const char *at = text.at, *end = at + text.length; at < end; count++) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        at = line_end ? line_end + 1 : end;
    }
    side->text = text;
    side->count = count;
    side->starts = NEW_ARRAY(arena, uint32_t, (size_t)count + 1);
    side->lines = NEW_ARRAY(arena, uint32_t, (size_t)count + 1);
    side->changed = NEW_ARRAY(arena, bool, (size_t)count + 1);
    uint32_t line = 0;
    for (const char *at = text.at, *end = at + text.length; at < end; line++) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        side->starts[line] = (uint32_t)(at - text.at);
        at = line_end ? line_end + 1 : end;
    }
    side->starts[count] = (uint32_t)text.length;
}

/* Numbers the lines of both sides through one open table; a slot holds a
   line's place among those of both sides, plus one. */
static void differ_number(struct differ *differ)
{
    struct side *sides[] = { &differ->old_side, &differ->new_side };
    size_t room = 16;
    while (room < 2 * ((size_t)sides[0]->count + sides[1]->count))
        room *= 2;
    uint64_t *slots = NEW_ARRAY(differ->arena, uint64_t, room);
    uint32_t *numbers = NEW_ARRAY(differ->arena, uint32_t, room);
    for (int which = 0; which < 2; which++) {
        for (uint32_t line = 0; line < sides[which]->count; line++) {
            struct text text = side_line(sides[which], line);
            uint32_t hash = text_hash(text);
            size_t slot = hash & (room - 1);
            for (; slots[slot]; slot = (slot + 1) & (room - 1)) {
                uint64_t other = slots[slot] - 1;
                if (text_equal(side_line(sides[other & 1], (uint32_t)(other >> 1)), text))
                    break;
            }
            if (!slots[slot]) {
                slots[slot] = ((uint64_t)line << 1 | (unsigned)which) + 1;
                numbers[slot] = differ->distinct++;
            }
            sides[which]->lines[line] = numbers[slot];
        }
    }
}

/* A stretch of both sides: lines [old_low, old_high) and [new_low, new_high). */
struct stretch {
    uint32_t old_low, old_high, new_low, new_high;
};

static void stretch_trim(const struct differ *differ, struct stretch *s)
{
    const uint32_t *old_lines = differ->old_side.lines, *new_lines = differ->new_side.lines;
    while (s->old_low < s->old_high && s->new_low < s->new_high && old_lines[s->old_low] == new_lines[s->new_low]) {
        s->old_low++;
        s->new_low++;
    }
    while (s->old_low < s->old_high && s->new_low < s->new_high
           && old_lines[s->old_high - 1] == new_lines[s->new_high - 1]) {
        s->old_high--;
        s->new_high--;
    }
}

static void stretch_replace(struct differ *differ, struct stretch s)
{
    if (s.old_high > s.old_low)
        memset(differ->old_side.changed + s.old_low, true, s.old_high - s.old_low);
    if (s.new_high > s.new_low)
        memset(differ->new_side.changed + s.new_low, true, s.new_high - s.new_low);
}

/* Myers: reach[k] is how far into the old lines one gets on diagonal k (old
   minus new) with `edits` edits. Round d of the trace holds the reaches before
   it, at d * WIDTH. */
enum { DIAGONALS = 2 * MOST_EDITS + 3, MIDDLE = MOST_EDITS + 1 };

static bool step_down(const int32_t *reach, int k, int edits)
{
    return k == -edits || (k != edits && reach[MIDDLE + k - 1] < reach[MIDDLE + k + 1]);
}

/* The number of edits, or -1 when MOST_EDITS are not enough. */
static int myers_search(const struct differ *differ, struct stretch s)
{
    const uint32_t *old_lines = differ->old_side.lines + s.old_low;
    const uint32_t *new_lines = differ->new_side.lines + s.new_low;
    int32_t old_count = (int32_t)(s.old_high - s.old_low), new_count = (int32_t)(s.new_high - s.new_low);
    int32_t reach[DIAGONALS];
    memset(reach, 0, sizeof reach);
    for (int edits = 0; edits < MOST_EDITS; edits++) {
        memcpy(differ->trace + (size_t)edits * DIAGONALS, reach, sizeof reach);
        for (int k = -edits; k <= edits; k += 2) {
            int32_t x = step_down(reach, k, edits) ? reach[MIDDLE + k + 1] : reach[MIDDLE + k - 1] + 1;
            int32_t y = x - k;
            while (x < old_count && y < new_count && x >= 0 && y >= 0 && old_lines[x] == new_lines[y]) {
                x++;
                y++;
            }
            reach[MIDDLE + k] = x;
            if (x >= old_count && y >= new_count)
                return edits;
        }
    }
    return -1;
}

/* Walks the trace back and marks what was deleted and inserted. */
static void myers_mark(struct differ *differ, struct stretch s, int edits)
{
    int32_t x = (int32_t)(s.old_high - s.old_low), y = (int32_t)(s.new_high - s.new_low);
    for (; edits > 0; edits--) {
        const int32_t *reach = differ->trace + (size_t)edits * DIAGONALS;
        int k = x - y;
        bool down = step_down(reach, k, edits);
        int before = down ? k + 1 : k - 1;
        x = reach[MIDDLE + before];
        y = x - before;
        if (down)
            differ->new_side.changed[s.new_low + (uint32_t)y] = true;
        else
            differ->old_side.changed[s.old_low + (uint32_t)x] = true;
    }
}

/* Patience: pairs of lines that both sides of the stretch have exactly once. */
struct anchor {
    uint32_t old_line, new_line;
    uint32_t before;        /* the anchor before it in the longest chain, plus one */
};

static uint32_t anchors_find(struct differ *differ, struct stretch s, struct anchor **found)
{
    const uint32_t *old_lines = differ->old_side.lines, *new_lines = differ->new_side.lines;
    for (uint32_t i = s.old_low; i < s.old_high; i++) {
        differ->old_seen[old_lines[i]]++;
        differ->old_place[old_lines[i]] = i;
    }
    for (uint32_t i = s.new_low; i < s.new_high; i++)
        differ->new_seen[new_lines[i]]++;
    uint32_t count = 0;
    struct anchor *anchors = arena_alloc(differ->arena, (s.new_high - s.new_low) * sizeof *anchors);
    for (uint32_t i = s.new_low; i < s.new_high; i++) {
        uint32_t line = new_lines[i];
        if (differ->old_seen[line] == 1 && differ->new_seen[line] == 1)
            anchors[count++] = (struct anchor){ .old_line = differ->old_place[line], .new_line = i };
    }
    for (uint32_t i = s.old_low; i < s.old_high; i++)
        differ->old_seen[old_lines[i]] = 0;
    for (uint32_t i = s.new_low; i < s.new_high; i++)
        differ->new_seen[new_lines[i]] = 0;
    *found = anchors;
    return count;
}

/* The longest chain of anchors in the order of both sides, into chain; returns
   its length. tails[n] ends the best chain of n + 1 anchors. */
static uint32_t anchors_chain(struct arena *arena, struct anchor *anchors, uint32_t count, struct anchor *chain)
{
    uint32_t *tails = arena_alloc(arena, (count + 1) * sizeof *tails);
    uint32_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t low = 0, high = length;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (anchors[tails[middle]].old_line < anchors[i].old_line)
                low = middle + 1;
            else
                high = middle;
        }
        anchors[i].before = low ? tails[low - 1] + 1 : 0;
        tails[low] = i;
        if (low == length)
            length++;
    }
    uint32_t at = length ? tails[length - 1] + 1 : 0;
    for (uint32_t i = length; i-- > 0; at = anchors[at - 1].before)
        chain[i] = anchors[at - 1];
    return length;
}

static void differ_stretch(struct differ *differ, struct stretch s, int cuts)
{
    stretch_trim(differ, &s);
    if (s.old_low == s.old_high || s.new_low == s.new_high) {
        stretch_replace(differ, s);
        return;
    }
    int edits = myers_search(differ, s);
    if (edits >= 0) {
        myers_mark(differ, s, edits);
        return;
    }
    struct anchor *anchors;
    uint32_t count = cuts < MOST_CUTS ? anchors_find(differ, s, &anchors) : 0;
    if (!count) {
        stretch_replace(differ, s);
        return;
    }
    struct anchor *chain = arena_alloc(differ->arena, count * sizeof *chain);
    count = anchors_chain(differ->arena, anchors, count, chain);
    struct stretch part = s;
    for (uint32_t i = 0; i < count; i++) {
        part.old_high = chain[i].old_line;
        part.new_high = chain[i].new_line;
        differ_stretch(differ, part, cuts + 1);
        part.old_low = chain[i].old_line + 1;
        part.new_low = chain[i].new_line + 1;
    }
    part.old_high = s.old_high;
    part.new_high = s.new_high;
    differ_stretch(differ, part, cuts + 1);
}

/* Printing */

struct hunks {
    struct buffer out;
    bool color;
};

static void hunks_line(struct hunks *hunks, const char *color, const char *mark, struct text line)
{
    bool ended = line.length && line.at[line.length - 1] == '\n';
    if (ended)
        line.length--;
    color = hunks->color ? color : "";
    buffer_add_c(&hunks->out, color);
    buffer_add_c(&hunks->out, mark);
    buffer_add(&hunks->out, line);
    if (*color)
        buffer_add_c(&hunks->out, "\033[0m");
    buffer_add_c(&hunks->out, ended ? "\n" : "\n\\ No newline at end of file\n");
}

/* "low,count" as diff writes it: an empty range stands at the line before. */
static struct text hunk_range(struct arena *arena, uint32_t low, uint32_t count)
{
    if (count == 1)
        return text_format(arena, "%lu", (unsigned long)low + 1);
    return text_format(arena, "%lu,%lu", (unsigned long)(count ? low + 1 : low), (unsigned long)count);
}

static void hunk_print(struct hunks *hunks, struct differ *differ, struct stretch s)
{
    struct text old_range = hunk_range(differ->arena, s.old_low, s.old_high - s.old_low);
    struct text new_range = hunk_range(differ->arena, s.new_low, s.new_high - s.new_low);
    hunks_line(hunks, "\033[36m", "", text_format(differ->arena, "@@ -%s +%s @@\n", old_range.at, new_range.at));
    uint32_t x = s.old_low, y = s.new_low;
    while (x < s.old_high || y < s.new_high) {
        if (x < s.old_high && differ->old_side.changed[x])
            hunks_line(hunks, "\033[31m", "-", side_line(&differ->old_side, x++));
        else if (y < s.new_high && differ->new_side.changed[y])
            hunks_line(hunks, "\033[32m", "+", side_line(&differ->new_side, y++));
        else {
            hunks_line(hunks, "", " ", side_line(&differ->old_side, x++));
            y++;
        }
    }
}

/* Collects changes that stand no more than twice the context apart into a
   hunk, with the context around it. */
static void hunks_print(struct hunks *hunks, struct differ *differ)
{
    const struct side *old_side = &differ->old_side, *new_side = &differ->new_side;
    struct stretch hunk = { 0, 0, 0, 0 };
    bool open = false;
    uint32_t x = 0, y = 0, quiet = 0;   /* quiet: common lines since the last change */
    for (;;) {
        bool end = x == old_side->count && y == new_side->count;
        bool deleted = x < old_side->count && old_side->changed[x];
        bool inserted = y < new_side->count && new_side->changed[y];
        if (open && (end || (!deleted && !inserted && quiet == 2 * CONTEXT_LINES))) {
            uint32_t extra = quiet > CONTEXT_LINES ? quiet - CONTEXT_LINES : 0;
            hunk.old_high = x - extra;
            hunk.new_high = y - extra;
            hunk_print(hunks, differ, hunk);
            open = false;
        }
        if (end)
            return;
        if ((deleted || inserted) && !open) {
            uint32_t context = x < CONTEXT_LINES ? x : CONTEXT_LINES;
            context = y < context ? y : context;
            hunk.old_low = x - context;
            hunk.new_low = y - context;
            open = true;
        }
        quiet = deleted || inserted ? 0 : quiet + 1;
        x += deleted || !inserted;
        y += !deleted;
    }
}

struct text difference(struct arena *arena, struct text old_text, struct text new_text,
                       const char *old_name, const char *new_name, bool color)
{
    if (text_equal(old_text, new_text))
        return TEXT("");
    struct differ differ = { .arena = arena };
    side_split(arena, &differ.old_side, old_text);
    side_split(arena, &differ.new_side, new_text);
    differ_number(&differ);
    differ.trace = arena_alloc(arena, (size_t)MOST_EDITS * DIAGONALS * sizeof *differ.trace);
    differ.old_seen = NEW_ARRAY(arena, uint32_t, differ.distinct);
    differ.new_seen = NEW_ARRAY(arena, uint32_t, differ.distinct);
    differ.old_place = NEW_ARRAY(arena, uint32_t, differ.distinct);
    struct stretch all = { 0, differ.old_side.count, 0, differ.new_side.count };
    differ_stretch(&differ, all, 0);

    struct hunks hunks = { .color = color };
    buffer_init(&hunks.out, arena);
    hunks_line(&hunks, "\033[1m", "--- ", text_format(arena, "%s\n", old_name));
    hunks_line(&hunks, "\033[1m", "+++ ", text_format(arena, "%s\n", new_name));
    hunks_print(&hunks, &differ);
    return buffer_text(&hunks.out);
}
