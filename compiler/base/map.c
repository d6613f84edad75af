/* Map: a list of entries in order of insertion, and, once it has grown past a
   handful, an open-addressing index over them. Keys are atoms, so that equality
   is identity and the hash is already there. */
#include "base/map.h"

enum { SMALL = 8 };     /* up to here a linear search is quicker */

static void index_add(struct map *map, const struct atom *key, uint32_t position)
{
    size_t mask = map->index_room - 1;
    size_t slot = key->hash & mask;
    while (map->index[slot])
        slot = (slot + 1) & mask;
    map->index[slot] = position + 1;
}

static void index_rebuild(struct arena *arena, struct map *map)
{
    map->index_room = map->index_room ? map->index_room * 2 : 32;
    map->index = arena_zero(arena, map->index_room * sizeof *map->index);
    for (size_t i = 0; i < map->count; i++)
        index_add(map, map->entries[i].key, (uint32_t)i);
}

void **map_find(const struct map *map, const struct atom *key)
{
    if (!map->index) {
        for (size_t i = 0; i < map->count; i++)
            if (map->entries[i].key == key)
                return &map->entries[i].value;
        return NULL;
    }
    size_t mask = map->index_room - 1;
    for (size_t slot = key->hash & mask; map->index[slot]; slot = (slot + 1) & mask) {
        struct map_entry *entry = &map->entries[map->index[slot] - 1];
        if (entry->key == key)
            return &entry->value;
    }
    return NULL;
}

void *map_get(const struct map *map, const struct atom *key)
{
    void **place = map_find(map, key);
    return place ? *place : NULL;
}

void **map_put(struct arena *arena, struct map *map, const struct atom *key)
{
    void **place = map_find(map, key);
    if (place)
        return place;
    if (map->count == map->room)
        map->entries = arena_grow_vec(arena, map->entries, sizeof *map->entries, &map->room);
    map->entries[map->count++] = (struct map_entry){ .key = key };
    if (map->index && map->count * 2 <= map->index_room)
        index_add(map, key, (uint32_t)(map->count - 1));
    else if (map->count > SMALL)
        index_rebuild(arena, map);
    return &map->entries[map->count - 1].value;
}
