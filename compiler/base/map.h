/* Map from a pointer (an atom, mostly) to a pointer, in order of insertion.
   Iterate over .entries[0 .. count); nothing depends on addresses but the
   speed of a look-up. */
#ifndef MTC_BASE_MAP_H
#define MTC_BASE_MAP_H

#include "base/arena.h"
#include "base/text.h"

struct map_entry {
    const void *key;
    void *value;
};

struct map {
    struct map_entry *entries;
    size_t count, room;
    uint32_t *index;        /* slot -> entry + 1; NULL while the map is small */
    size_t index_room;      /* a power of two */
};

/* The value's place, or NULL where the key is absent. */
void **map_find(const struct map *map, const struct atom *key);
/* The value or NULL. */
void *map_get(const struct map *map, const struct atom *key);
/* The value's place, made with NULL where the key is new. */
void **map_put(struct arena *arena, struct map *map, const struct atom *key);

#endif
