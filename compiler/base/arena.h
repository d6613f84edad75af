/* Arena: the one way mtc allocates. Everything that a compile makes lives in
   an arena and goes at once with arena_free; nothing is freed alone.

   An allocation never returns NULL: when memory runs out the arena jumps to
   the place its owner set (struct arena_failure), who frees the arena and says
   so. This is the only non-local jump in mtc; code between an allocation and
   that place therefore holds nothing but arena memory, and files that the
   session knows of.

   With -DARENA_DEBUG each allocation is a malloc of its own, so that the
   sanitizers see every object. */
#ifndef MTC_BASE_ARENA_H
#define MTC_BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena_chunk;

/* Where to go when memory runs out. The owner calls setjmp on .place. */
struct arena_failure {
    jmp_buf place;
};

struct arena {
    char *at;                       /* next free byte of the newest chunk */
    char *end;                      /* its end */
    struct arena_chunk *chunks;     /* newest first */
    struct arena_failure *failure;  /* NULL: abort */
    size_t chunk_size;              /* bytes of the next chunk */
    bool secret;                    /* what it held is erased before the memory goes back; set by the owner after arena_init */
};

/* An empty arena. It allocates nothing until it is used. */
void arena_init(struct arena *arena, struct arena_failure *failure);

/* Frees everything in the arena and makes it empty again, ready for use. */
void arena_free(struct arena *arena);

/* Forgets what the arena holds but keeps its newest chunk for what follows:
   for scratch work that is done over and over. */
void arena_reset(struct arena *arena);

void *arena_alloc_slow(struct arena *arena, size_t size);

/* size bytes, aligned for any object, not set to zero. Never NULL. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    size = (size + 7u) & ~(size_t)7;
    if (size <= (size_t)(arena->end - arena->at)) {
        void *p = arena->at;
        arena->at += size;
        return p;
    }
    return arena_alloc_slow(arena, size);
}

/* size bytes set to zero. */
static inline void *arena_zero(struct arena *arena, size_t size)
{
    return memset(arena_alloc(arena, size), 0, size);
}

/* A larger copy of old (old_size bytes); grown in place where old is the last
   allocation of its chunk. old may be NULL when old_size is 0. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* Jumps to the failure place, as if an allocation had failed. */
_Noreturn void arena_fail(struct arena *arena);

#define NEW(arena, type) ((type *)arena_zero((arena), sizeof(type)))
#define NEW_ARRAY(arena, type, count) ((type *)arena_zero((arena), sizeof(type) * (size_t)(count)))

/* A growing array: VEC(struct thing) things = {0}; *VEC_ADD(arena, &things) = thing; */
#define VEC(type) struct { type *at; size_t count, room; }
#define VEC_ADD(arena, vec) \
    (((vec)->count == (vec)->room \
          ? (void)((vec)->at = arena_grow_vec((arena), (vec)->at, sizeof *(vec)->at, &(vec)->room)) \
          : (void)0), \
     &(vec)->at[(vec)->count++])
void *arena_grow_vec(struct arena *arena, void *at, size_t item_size, size_t *room);

#endif
