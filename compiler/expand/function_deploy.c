/* Functions whose answer CloudFormation has a hand in, or that spell a value
   for it: base64, json, secret, ssm, hash. */
#include "expand/function.h"

/* Fn::Base64 even over known text: a reviewer can read the script. */
static struct value run_base64(struct call_frame *frame)
{
    struct value value = frame->arguments[0];
    struct text text;
    if (!value_deployed(value)) {
        if (!argument_text(frame, 0, &text))
            return value_poison();
        value = value_string(text, value.span);
    }
    return value_intrinsic(frame->x, "Fn::Base64", value, frame->span);
}

/* ---- json ---- */

struct json_writer {
    struct call_frame *frame;
    struct buffer known;
    VEC(struct value) parts;
    bool failed;
};

static void json_string(struct buffer *buffer, struct text text)
{
    buffer_add_char(buffer, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\') {
            buffer_add_char(buffer, '\\');
            buffer_add_char(buffer, (char)c);
        } else if (c == '\n') {
            buffer_add_c(buffer, "\\n");
        } else if (c < 0x20) {
            buffer_add_format(buffer, "\\u%04x", c);
        } else {
            buffer_add_char(buffer, (char)c);
        }
    }
    buffer_add_char(buffer, '"');
}

static void json_part(struct json_writer *writer, struct value value)
{
    struct arena *arena = writer->frame->x->arena;
    if (writer->known.length)
        *VEC_ADD(arena, &writer->parts) = value_string(text_copy(arena, buffer_text(&writer->known)), writer->frame->span);
    writer->known.length = 0;
    *VEC_ADD(arena, &writer->parts) = value;
}

static void json_add(struct json_writer *writer, struct value value);

static void json_list(struct json_writer *writer, const struct value *items, size_t count)
{
    buffer_add_char(&writer->known, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_add_char(&writer->known, ',');
        json_add(writer, items[i]);
    }
    buffer_add_char(&writer->known, ']');
}

static void json_map(struct json_writer *writer, struct value map)
{
    bool first = true;
    buffer_add_char(&writer->known, '{');
    for (uint32_t i = 0; i < map.count; i++) {
        if (map.fields[i].value.kind == VALUE_NULL
            || (map.fields[i].said && !need_known(writer->frame->x, writer->frame->scope, *map.fields[i].said, "a key of 'json'")))
            continue;
        if (!first)
            buffer_add_char(&writer->known, ',');
        first = false;
        json_string(&writer->known, atom_text(map.fields[i].key));
        buffer_add_char(&writer->known, ':');
        json_add(writer, map.fields[i].value);
    }
    buffer_add_char(&writer->known, '}');
}

static void json_add(struct json_writer *writer, struct value value)
{
    struct expander *x = writer->frame->x;
    const struct value *items;
    size_t count;
    struct text text;
    switch ((enum value_kind)value.kind) {
    case VALUE_NULL:
        buffer_add_c(&writer->known, "null");
        break;
    case VALUE_MAP:
        json_map(writer, value);
        break;
    case VALUE_LIST: case VALUE_FAMILY:
        if (value_elements(x, writer->frame->scope, value, "", &items, &count))
            json_list(writer, items, count);
        break;
    case VALUE_BOOL: case VALUE_INTEGER: case VALUE_NUMBER:
        value_to_text(x->arena, value, &text);
        buffer_add(&writer->known, text);
        break;
    case VALUE_CONCAT:
        buffer_add_char(&writer->known, '"');
        for (uint32_t i = 0; i < value.count; i++) {
            if (value.items[i].kind != VALUE_STRING) {
                json_part(writer, value.items[i]);
                continue;
            }
            size_t start = writer->known.length;
            json_string(&writer->known, value_text(value.items[i]));
            memmove(writer->known.at + start, writer->known.at + start + 1, writer->known.length - start - 2);
            writer->known.length -= 2;
        }
        buffer_add_char(&writer->known, '"');
        break;
    default:
        if (value_deployed(value)) {
            buffer_add_char(&writer->known, '"');
            json_part(writer, value);
            buffer_add_char(&writer->known, '"');
        } else if (value_to_text(x->arena, value, &text)) {
            json_string(&writer->known, text);
        } else if (value.kind == VALUE_POISON) {
            writer->failed = true;
        } else {
            call_fail(writer->frame, 0, "%s has no form in JSON", value_describe(x->arena, value));
            writer->failed = true;
        }
    }
}

/* json(value): compact JSON text; deployed values stand in it as strings. */
static struct value run_json(struct call_frame *frame)
{
    struct json_writer writer = { .frame = frame };
    buffer_init(&writer.known, frame->x->arena);
    json_add(&writer, frame->arguments[0]);
    if (writer.failed)
        return value_poison();
    if (writer.known.length)
        *VEC_ADD(frame->x->arena, &writer.parts) = value_string(text_copy(frame->x->arena, buffer_text(&writer.known)), frame->span);
    return concat_values(frame->x, writer.parts.at, writer.parts.count, frame->span);
}

/* ---- dynamic references ---- */

/* Source: "Specifying secure strings with dynamic references", AWS CloudFormation User Guide. */
static struct value run_secret(struct call_frame *frame)
{
    struct expander *x = frame->x;
    struct value parts[4];
    size_t count = 0;
    parts[count++] = value_string(TEXT("{{resolve:secretsmanager:"), frame->span);
    parts[count++] = frame->arguments[0];
    if (frame->count > 1) {
        struct text key;
        if (!argument_text(frame, 1, &key))
            return value_poison();
        parts[count++] = value_string(text_format(x->arena, ":SecretString:%.*s}}", (int)key.length, key.at), frame->span);
    } else {
        parts[count++] = value_string(TEXT("}}"), frame->span);
    }
    struct text text;
    if (!value_deployed(parts[1]) && !value_to_text(x->arena, parts[1], &text))
        return call_fail(frame, 0, "%s names no secret", value_describe(x->arena, parts[1]));
    return concat_values(x, parts, count, frame->span);
}

static struct value run_ssm(struct call_frame *frame)
{
    struct value parts[3] = {
        value_string(TEXT("{{resolve:ssm:"), frame->span), frame->arguments[0], value_string(TEXT("}}"), frame->span)
    };
    struct text text;
    if (!value_deployed(parts[1]) && !value_to_text(frame->x->arena, parts[1], &text))
        return call_fail(frame, 0, "%s names no parameter", value_describe(frame->x->arena, parts[1]));
    return concat_values(frame->x, parts, 3, frame->span);
}

/* known(x): whether x is known at compile time, at its own top. */
static struct value run_known(struct call_frame *frame)
{
    return value_bool(!value_deployed(frame->arguments[0]), frame->span);
}

/* ---- hash ---- */

static uint32_t rotate(uint32_t word, int by)
{
    return word >> by | word << (32 - by);
}

/* SHA-256 (FIPS 180-4). Here because compiling must not load OpenSSL. */
static void sha256_block(uint32_t state[8], const unsigned char *block)
{
    static const uint32_t K[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    };
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[i * 4] << 24 | (uint32_t)block[i * 4 + 1] << 16 | (uint32_t)block[i * 4 + 2] << 8 | block[i * 4 + 3];
    for (int i = 16; i < 64; i++)
        w[i] = w[i - 16] + w[i - 7] + (rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3)
             + (rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10);
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t one = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[i] + w[i];
        uint32_t two = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += one;
        s[0] = one + two;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

static struct value run_hash(struct call_frame *frame)
{
    uint32_t state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    unsigned char tail[128] = { 0 };
    struct text text;
    if (!argument_text(frame, 0, &text))
        return value_poison();
    size_t whole = text.length / 64 * 64, rest = text.length - whole;
    for (size_t i = 0; i < whole; i += 64)
        sha256_block(state, (const unsigned char *)text.at + i);
    memcpy(tail, text.at + whole, rest);
    tail[rest] = 0x80;
    size_t tail_length = rest < 56 ? 64 : 128;
    for (int i = 0; i < 8; i++)
        tail[tail_length - 1 - (size_t)i] = (unsigned char)((uint64_t)text.length * 8 >> (8 * i));
    for (size_t i = 0; i < tail_length; i += 64)
        sha256_block(state, tail + i);
    struct buffer buffer;
    buffer_init(&buffer, frame->x->arena);
    for (int i = 0; i < 8; i++)
        buffer_add_format(&buffer, "%08x", state[i]);
    return value_string(text_copy(frame->x->arena, buffer_text(&buffer)), frame->span);
}

const struct function FUNCTIONS_DEPLOY[] = {
    { "base64", 1, 1, true, run_base64, { "text" } },
    { "json", 1, 1, true, run_json, { "value" } },
    { "secret", 1, 2, true, run_secret, { "secret", "key" } },
    { "ssm", 1, 1, true, run_ssm, { "name" } },
    { "known", 1, 1, true, run_known, { "x" } },
    { "hash", 1, 1, false, run_hash, { "text" } },
    { 0 },
};
