/* Arena: chunks of memory, newest first, each larger than the last up to a
   bound. See arena.h for the law. Called by everything. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;        /* bytes after this header */
};

enum {
    FIRST_CHUNK = 32 * 1024,    /* a small program fits in one */
    LARGEST_CHUNK = 1024 * 1024 /* bounds what the last chunk wastes */
};

void arena_init(struct arena *arena, struct arena_failure *failure)
{
    *arena = (struct arena){ .failure = failure, .chunk_size = FIRST_CHUNK };
}

/* Zeros, though nobody reads them: a compiler that sees the memory freed would
   leave memset itself out. */
static void erase(struct arena_chunk *chunk)
{
    void *(*volatile set)(void *, int, size_t) = memset;
    set(chunk + 1, 0, chunk->size);
}

/* Frees a chunk and those behind it. */
static void release(const struct arena *arena, struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        if (arena->secret)
            erase(chunk);
        free(chunk);
        chunk = next;
    }
}

void arena_free(struct arena *arena)
{
    bool secret = arena->secret;
    release(arena, arena->chunks);
    arena_init(arena, arena->failure);
    arena->secret = secret;
}

void arena_reset(struct arena *arena)
{
#ifdef ARENA_DEBUG
    arena_free(arena);
#else
    struct arena_chunk *newest = arena->chunks;
    if (!newest)
        return;
    release(arena, newest->next);
    if (arena->secret)
        erase(newest);
    newest->next = NULL;
    arena->at = (char *)(newest + 1);
    arena->end = arena->at + newest->size;
#endif
}

_Noreturn void arena_fail(struct arena *arena)
{
    if (arena->failure)
        longjmp(arena->failure->place, 1);
    abort();
}

void *arena_alloc_slow(struct arena *arena, size_t size)
{
    size_t room = size;
#ifndef ARENA_DEBUG
    if (room < arena->chunk_size)
        room = arena->chunk_size;
    if (arena->chunk_size < LARGEST_CHUNK)
        arena->chunk_size *= 2;
#endif
    struct arena_chunk *chunk = room < SIZE_MAX - sizeof *chunk ? malloc(sizeof *chunk + room) : NULL;
    if (!chunk)
        arena_fail(arena);
    chunk->size = room;
    char *start = (char *)(chunk + 1);
    /* A large object gets a chunk of its own behind the current one, whose
       rest stays in use. */
    if (arena->chunks && size > (size_t)LARGEST_CHUNK / 4 && room == size) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
        return start;
    }
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->at = start + size;
    arena->end = start + room;
    return start;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    size_t old_room = (old_size + 7u) & ~(size_t)7;
    size_t new_room = (new_size + 7u) & ~(size_t)7;
    if (old && (char *)old + old_room == arena->at && new_room >= old_room
        && new_room - old_room <= (size_t)(arena->end - arena->at)) {
        arena->at += new_room - old_room;
        return old;
    }
    void *p = arena_alloc(arena, new_size);
    if (old_size)
        memcpy(p, old, old_size);
    return p;
}

void *arena_grow_vec(struct arena *arena, void *at, size_t item_size, size_t *room)
{
    size_t more = *room ? *room * 2 : 4;
    if (more < *room || more > SIZE_MAX / item_size)
        arena_fail(arena);
    at = arena_grow(arena, at, *room * item_size, more * item_size);
    *room = more;
    return at;
}
