/* Runs the fuzzer's target without libFuzzer, with any compiler:

       plain [--seconds N] FILE...

   Each file is given to the target once, then, for N seconds, changed copies
   of them: bytes flipped, cut out, doubled, and parts of one file put into
   another. The changes follow from their number alone, so that a crash can be
   repeated; the input that is being tried lies in the file that FUZZ_INPUT
   names. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size);

/* The target's: what is put into its inputs. */
extern const char *const fuzz_words[];
extern const size_t fuzz_word_count;

struct input {
    uint8_t *at;
    size_t size;
};

enum { LARGEST = 1 << 16 };

static uint64_t state = 0x9e3779b97f4a7c15u;

/* The next number below `bound`, which is not 0 (xorshift). */
static size_t draw(size_t bound)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % bound);
}

static struct input read_input(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    struct input input = { malloc(LARGEST), 0 };
    if (!input.at)
        exit(2);
    input.size = fread(input.at, 1, LARGEST, file);
    fclose(file);
    return input;
}

/* A copy of its own size, so that a sanitizer sees the first byte behind it. */
static void try_input(const uint8_t *at, size_t size)
{
    const char *path = getenv("FUZZ_INPUT");
    FILE *file = path ? fopen(path, "wb") : NULL;
    if (file) {
        fwrite(at, 1, size, file);
        fclose(file);
    }
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(2);
    memcpy(copy, at, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* Puts `size` bytes into the input at a place, as far as there is room. */
static void insert(struct input *input, size_t place, const uint8_t *at, size_t size)
{
    if (size > LARGEST - input->size)
        size = LARGEST - input->size;
    memmove(input->at + place + size, input->at + place, input->size - place);
    memcpy(input->at + place, at, size);
    input->size += size;
}

static void change(struct input *input, const struct input *other)
{
    uint8_t piece[256];
    size_t place = draw(input->size + 1), length = draw(64) + 1;
    if (length > input->size - place)
        length = input->size - place;
    switch (draw(6)) {
    case 0:
        if (place < input->size)
            input->at[place] ^= (uint8_t)(1u << draw(8));
        break;
    case 1:
        memmove(input->at + place, input->at + place + length, input->size - place - length);
        input->size -= length;
        break;
    case 2:
        memcpy(piece, input->at + place, length);
        insert(input, draw(input->size + 1), piece, length);
        break;
    case 3: {
        const char *word = fuzz_words[draw(fuzz_word_count)];
        insert(input, place, (const uint8_t *)word, strlen(word));
        break;
    }
    case 4:
        if (other->size) {
            size_t from = draw(other->size), count = draw(sizeof piece) + 1;
            if (count > other->size - from)
                count = other->size - from;
            memcpy(piece, other->at + from, count);
            insert(input, place, piece, count);
        }
        break;
    default:
        input->size = place;
        break;
    }
}

int main(int count, char **words)
{
    int first = 1;
    time_t seconds = 0;
    if (count > 2 && strcmp(words[1], "--seconds") == 0) {
        seconds = (time_t)strtol(words[2], NULL, 10);
        first = 3;
    }
    size_t input_count = (size_t)(count - first);
    struct input *inputs = calloc(input_count + 1, sizeof *inputs);
    if (!inputs || !input_count)
        return 2;
    for (size_t i = 0; i < input_count; i++) {
        inputs[i] = read_input(words[first + (int)i]);
        try_input(inputs[i].at, inputs[i].size);
    }
    size_t tried = input_count;
    struct input trial = { malloc(2 * LARGEST), 0 };
    time_t end = time(NULL) + seconds;
    while (trial.at && time(NULL) < end) {
        const struct input *base = &inputs[draw(input_count)];
        memcpy(trial.at, base->at, base->size);
        trial.size = base->size;
        for (size_t changes = draw(6) + 1; changes; changes--)
            change(&trial, &inputs[draw(input_count)]);
        try_input(trial.at, trial.size);
        tried++;
    }
    printf("%zu inputs tried\n", tried);
    for (size_t i = 0; i < input_count; i++)
        free(inputs[i].at);
    free(inputs);
    free(trial.at);
    return 0;
}
