/* typetable: the words of a line, and what of them is kept once: texts, lists,
   sets of regions. */
#include "tools/typetable.h"

void reader_complain(struct reader *reader, const char *what)
{
    if (!reader->failed)
        fprintf(stderr, "%s:%zu: %s\n", reader->file, reader->line, what);
    reader->failed = true;
}

uint32_t draft_string(struct draft *draft, struct text text)
{
    const struct atom *atom = atom_of(&draft->atoms, text);
    void **place = map_put(draft->arena, &draft->string_places, atom);
    if (text.length == 0)
        return 0;
    if (!*place) {
        buffer_add_char(&draft->strings, (char)(text.length & 255));
        buffer_add_char(&draft->strings, (char)(text.length >> 8));
        *place = (void *)(uintptr_t)draft->strings.length;
        buffer_add(&draft->strings, text);
        buffer_add_char(&draft->strings, '\0');
    }
    return (uint32_t)(uintptr_t)*place;
}

bool reader_take(struct reader *reader, struct text *from, char end, struct text *word)
{
    size_t i = 0;
    if (from->length == 0)
        return false;
    if (from->at[0] != '"') {
        while (i < from->length && from->at[i] != end)
            i++;
        *word = text_slice(*from, 0, i);
    } else {
        struct buffer buffer;
        buffer_init(&buffer, reader->draft->arena);
        for (i = 1; i < from->length && from->at[i] != '"'; i++) {
            if (from->at[i] == '\\' && (++i == from->length || (from->at[i] != '"' && from->at[i] != '\\'))) {
                reader_complain(reader, "an escape that is not understood");
                return false;
            }
            buffer_add_char(&buffer, from->at[i]);
        }
        i++;
        *word = buffer_text(&buffer);
    }
    *from = text_slice(*from, i < from->length ? i + 1 : from->length, from->length);
    return true;
}

struct text reader_next(struct reader *reader)
{
    struct text word = TEXT("");
    if (!reader_take(reader, &reader->rest, ' ', &word))
        reader_complain(reader, "a word is missing");
    return word;
}

static bool all_digits(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.length > 0 && text.length < 16 && (text.length == 1 || text.at[0] != '0');
}

static struct text string_at(const struct draft *draft, uint32_t place)
{
    const unsigned char *at = (const unsigned char *)draft->strings.at + place;
    return (struct text){ (const char *)at, (size_t)at[-2] | (size_t)at[-1] << 8 };
}

/* Numbers before one another by value, other texts by their bytes. */
static int order(struct text a, struct text b, bool numbers)
{
    if (numbers && a.length != b.length)
        return a.length < b.length ? -1 : 1;
    return text_compare(a, b);
}

uint32_t reader_values(struct reader *reader, const uint32_t *values, size_t count, bool sorted)
{
    struct draft *draft = reader->draft;
    uint32_t *words = NEW_ARRAY(draft->arena, uint32_t, count + 1);
    bool numbers = sorted;
    for (size_t i = 0; i < count; i++)
        numbers = numbers && values[i] != 0 && all_digits(string_at(draft, values[i]));
    for (size_t i = 0; i < count; i++) {
        words[i + 1] = values[i];
        if (sorted && i > 0 && values[i - 1] != 0 &&
            order(string_at(draft, values[i - 1]), string_at(draft, values[i]), numbers) >= 0)
            reader_complain(reader, "values that are not in order");
    }
    words[0] = (uint32_t)count | (numbers ? SCHEMA_LIST_NUMBERS : 0);
    uint32_t row = pool_add(draft->arena, &draft->lists, words, count + 1);
    return draft->lists.starts.at[row];
}

uint32_t reader_list(struct reader *reader, struct text words, char separator)
{
    VEC(uint32_t) values = { 0 };
    struct text word;
    while (reader_take(reader, &words, separator, &word))
        *VEC_ADD(reader->draft->arena, &values) = draft_string(reader->draft, word);
    return reader_values(reader, values.at, values.count, false);
}

uint64_t reader_region(struct reader *reader, struct text name)
{
    for (size_t i = 0; i < reader->draft->regions.count; i++)
        if (text_equal(reader->draft->regions.at[i], name))
            return UINT64_C(1) << i;
    reader_complain(reader, "a region that regions.types does not name");
    return 0;
}

uint32_t draft_region_set(struct draft *draft, uint64_t set)
{
    for (size_t i = 1; i < draft->region_sets.count; i++)
        if (draft->region_sets.at[i] == set)
            return (uint32_t)i;
    *VEC_ADD(draft->arena, &draft->region_sets) = set;
    return (uint32_t)draft->region_sets.count - 1;
}
