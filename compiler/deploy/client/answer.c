/* Answers as trees: XML through expat, JSON through cJSON. The invariant: what
   comes in is at most ANSWER_BYTES long and ANSWER_DEPTH deep, and no memory of
   the libraries is held where the arena could fail. */
#include "deploy/client/answer.h"

#include <cjson/cJSON.h>
#include <expat.h>
#include <limits.h>
#include <openssl/crypto.h>

/* ------------------------------------------------------------------ reading */

const struct answer *answer_child(const struct answer *answer, const char *name)
{
    for (const struct answer *child = answer ? answer->children : NULL; child; child = child->next)
        if (text_equal_c(child->name, name))
            return child;
    return NULL;
}

struct text answer_text(const struct answer *answer, const char *name)
{
    const struct answer *child = answer_child(answer, name);
    return child ? child->text : TEXT("");
}

const struct answer *answer_find(const struct answer *answer, const char *name)
{
    for (; answer; answer = answer->next) {
        if (text_equal_c(answer->name, name))
            return answer;
        const struct answer *below = answer_find(answer->children, name);
        if (below)
            return below;
    }
    return NULL;
}

bool answer_is_true(const struct answer *answer, const char *name)
{
    return text_equal_c(answer_text(answer, name), "true");
}

static void append(struct answer *parent, struct answer *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->children = child;
    parent->last = child;
}

/* ---------------------------------------------------------------------- XML */

/* expat calls back while it holds memory of its own: everything that its
   callbacks fill is there before, and is as large as the document allows. */
struct xml {
    XML_Parser parser;
    struct answer *nodes;
    size_t node_count, node_room;
    char *bytes;
    size_t byte_count, byte_room;
    struct answer *open[ANSWER_DEPTH];
    size_t starts[ANSWER_DEPTH];    /* where the text of an open element began */
    unsigned depth;
    struct answer *root;
    bool refused;
};

static void refuse(struct xml *xml)
{
    xml->refused = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

static struct text keep(struct xml *xml, const char *at, size_t length)
{
    if (length >= xml->byte_room - xml->byte_count) {
        refuse(xml);
        return TEXT("");
    }
    char *start = xml->bytes + xml->byte_count;
    memcpy(start, at, length);
    start[length] = '\0';
    xml->byte_count += length + 1;
    return (struct text){ start, length };
}

static void XMLCALL open_element(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *xml = context;
    (void)attributes;
    if (xml->depth == ANSWER_DEPTH || xml->node_count == xml->node_room) {
        refuse(xml);
        return;
    }
    const char *colon = strrchr(name, ':');
    struct answer *node = &xml->nodes[xml->node_count++];
    name = colon ? colon + 1 : name;
    *node = (struct answer){ .name = keep(xml, name, strlen(name)), .text = { "", 0 } };
    if (xml->depth)
        append(xml->open[xml->depth - 1], node);
    else
        xml->root = node;
    xml->open[xml->depth++] = node;
}

static void XMLCALL close_element(void *context, const XML_Char *name)
{
    struct xml *xml = context;
    (void)name;
    xml->depth--;
}

/* Text comes in pieces; those of one element follow one another in the bytes
   unless a child stood between, whose element then has only blanks around it. */
static void XMLCALL add_text(void *context, const XML_Char *at, int length)
{
    struct xml *xml = context;
    struct answer *node = xml->open[xml->depth - 1];
    if (node->children)
        return;
    if (node->text.length && node->text.at + node->text.length + 1 == xml->bytes + xml->byte_count)
        xml->byte_count--;      /* over the NUL */
    else if (node->text.length)
        return;
    const char *start = node->text.length ? node->text.at : NULL;
    struct text piece = keep(xml, at, (size_t)length);
    node->text = (struct text){ start ? start : piece.at, node->text.length + piece.length };
}

/* A document type could declare entities; AWS sends none. */
static void XMLCALL refuse_type(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public_id,
                                int internal)
{
    (void)name, (void)system, (void)public_id, (void)internal;
    refuse(context);
}

static size_t count_of(struct text bytes, char wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes.length; i++)
        count += bytes.at[i] == wanted;
    return count;
}

/* Blank text between children is no text. */
static void settle(struct answer *node)
{
    for (; node; node = node->next) {
        if (node->children)
            node->text = TEXT("");
        settle(node->children);
    }
}

struct answer *answer_xml(struct arena *arena, struct text bytes)
{
    if (!bytes.length || bytes.length > ANSWER_BYTES)
        return NULL;
    struct xml xml = { .node_room = count_of(bytes, '<'), .byte_room = 2 * bytes.length + 2 };
    xml.nodes = arena_alloc(arena, (xml.node_room + 1) * sizeof *xml.nodes);
    xml.bytes = arena_alloc(arena, xml.byte_room);
    xml.parser = XML_ParserCreate(NULL);
    if (!xml.parser)
        arena_fail(arena);
    XML_SetUserData(xml.parser, &xml);
    XML_SetElementHandler(xml.parser, open_element, close_element);
    XML_SetCharacterDataHandler(xml.parser, add_text);
    XML_SetStartDoctypeDeclHandler(xml.parser, refuse_type);
    enum XML_Status status = XML_Parse(xml.parser, bytes.at, (int)bytes.length, XML_TRUE);
    bool no_memory = XML_GetErrorCode(xml.parser) == XML_ERROR_NO_MEMORY;
    XML_ParserFree(xml.parser);
    if (no_memory)
        arena_fail(arena);
    if (status != XML_STATUS_OK || xml.refused)
        return NULL;
    settle(xml.root);
    return xml.root;
}

/* --------------------------------------------------------------------- JSON */

struct json {
    struct answer *nodes;
    size_t node_count;
    char *bytes;
    size_t byte_count;
};

static struct text put(struct json *json, const char *string)
{
    size_t length = string ? strlen(string) : 0;
    char *start = json->bytes + json->byte_count;
    if (length)
        memcpy(start, string, length);
    start[length] = '\0';
    json->byte_count += length + 1;
    return (struct text){ start, length };
}

/* A number's digits, where it is whole; that is all that is asked for. */
static struct text put_number(struct json *json, double number)
{
    char digits[32];
    size_t at = sizeof digits;
    uint64_t left = number > 0 && number < 9e15 ? (uint64_t)number : 0;
    digits[--at] = '\0';
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    return put(json, digits + at);
}

static struct answer *copy(struct json *json, const cJSON *item)
{
    struct answer *node = &json->nodes[json->node_count++];
    *node = (struct answer){ .name = put(json, item->string), .text = { "", 0 } };
    if (cJSON_IsString(item))
        node->text = put(json, item->valuestring);
    else if (cJSON_IsNumber(item))
        node->text = put_number(json, item->valuedouble);
    else if (cJSON_IsBool(item))
        node->text = put(json, cJSON_IsTrue(item) ? "true" : "false");
    for (const cJSON *child = item->child; child; child = child->next)
        append(node, copy(json, child));
    return node;
}

static void erase(cJSON *item)
{
    for (; item; item = item->next) {
        if (item->valuestring)
            OPENSSL_cleanse(item->valuestring, strlen(item->valuestring));
        erase(item->child);
    }
}

void answer_erase_json(struct cJSON *tree)
{
    erase(tree);
    cJSON_Delete(tree);
}

/* Brackets in a row, strings left out: cJSON itself goes a thousand deep. */
static bool too_deep(struct text bytes)
{
    unsigned depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.at[i];
        if (quoted) {
            if (c == '\\')
                i++;
            quoted = c != '"';
            continue;
        }
        quoted = c == '"';
        depth += c == '[' || c == '{';
        depth -= (c == ']' || c == '}') && depth;
        if (depth > ANSWER_DEPTH)
            return true;
    }
    return false;
}

struct answer *answer_json(struct arena *arena, struct text bytes)
{
    if (!bytes.length || bytes.length > ANSWER_BYTES || too_deep(bytes))
        return NULL;
    /* A value follows a comma, a colon or a bracket, or is the only one; a
       number takes more bytes here than there only by its NUL and its sign. */
    size_t most = count_of(bytes, ',') + count_of(bytes, '[') + count_of(bytes, '{') + 2;
    struct json json = { arena_alloc(arena, most * sizeof(struct answer)), 0,
                         arena_alloc(arena, 2 * bytes.length + 40 * most), 0 };
    cJSON *tree = cJSON_ParseWithLength(bytes.at, bytes.length);
    if (!tree)
        return NULL;
    struct answer *root = copy(&json, tree);
    answer_erase_json(tree);
    return root;
}
