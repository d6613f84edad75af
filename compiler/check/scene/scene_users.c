/* Scene, users: who of a type names a resource by a property. Found once a scene
   for each type and path, for all resources at once, so that asking for one
   after the other stays linear. Called by rules. */
#include "check/scene/scene_variable.h"

struct use {
    const struct resource *user;
    uint32_t next;              /* in uses, + 1; 0: none */
};

/* Who of a type names whom by a property: for each resource of the stack the
   chain of its users, in order. */
struct scene_users {
    struct scene_users *next;
    const char *type, *path;
    uint32_t scene;             /* the scene that they were found in */
    bool proves;                /* by proofs, so that what they rest on is noted */
    uint32_t *first, *last;     /* by target->order: in uses, + 1; 0: none */
    VEC(struct use) uses;
    uint32_t given;             /* the use that was told last, + 1; 0: none */
    const struct resource *given_target;
};

static void add_use(struct scene *scene, struct scene_users *users, const struct resource *target,
                    const struct resource *user)
{
    uint32_t last = users->last[target->order];
    if (last && users->uses.at[last - 1].user == user)
        return;
    *VEC_ADD(scene->check->arena, &users->uses) = (struct use){ user, 0 };
    uint32_t added = (uint32_t)users->uses.count;
    if (last)
        users->uses.at[last - 1].next = added;
    else
        users->first[target->order] = added;
    users->last[target->order] = added;
}

static struct scene_users *new_users(struct scene *scene, const char *type, const char *path)
{
    struct arena *arena = scene->check->arena;
    struct scene_users *users = NEW(arena, struct scene_users);
    users->next = scene->users;
    users->type = type;
    users->path = path;
    users->first = NEW_ARRAY(arena, uint32_t, scene->stack->resources.count);
    users->last = NEW_ARRAY(arena, uint32_t, scene->stack->resources.count);
    scene->users = users;
    return users;
}

static void fill_users(struct scene *scene, struct scene_users *users)
{
    size_t size = scene->stack->resources.count * sizeof *users->first;
    memset(users->first, 0, size);
    memset(users->last, 0, size);
    users->uses.count = 0;
    users->given = 0;
    users->scene = scene->number;
    users->proves = scene->proves;
    for (const struct resource *user = NULL; (user = scene_next(scene, users->type, user)) != NULL;) {
        struct scene_list items = scene_property_items(scene, user, users->path);
        for (size_t i = 0; i < items.count; i++) {
            const struct resource *target = scene_target(scene, items.items[i]);
            if (target)
                add_use(scene, users, target, user);
        }
    }
}

static struct scene_users *find_users(struct scene *scene, const char *type, const char *path)
{
    struct scene_users *users = scene->users;
    while (users && (users->type != type || users->path != path))
        users = users->next;
    /* Another file's literals. */
    if (!users)
        for (users = scene->users; users && (strcmp(users->type, type) != 0 || strcmp(users->path, path) != 0);)
            users = users->next;
    if (!users)
        users = new_users(scene, type, path);
    if (users->scene != scene->number || (scene->proves && !users->proves)) {
        /* What the others rest on is not what this resource rests on. */
        struct scene_basis basis = scene_basis(scene);
        fill_users(scene, users);
        scene_return(scene, basis);
    }
    return users;
}

const struct resource *scene_next_user(struct scene *scene, const char *type, const char *path,
                                       const struct resource *target, const struct resource *last)
{
    if (!scene_type(scene, type))
        return NULL;
    struct scene_users *users = find_users(scene, type, path);
    uint32_t at = users->first[target->order];
    /* Mostly it is asked for the one behind that which was given last. */
    if (last && users->given && users->given_target == target && users->uses.at[users->given - 1].user == last)
        at = users->uses.at[users->given - 1].next;
    while (at && last && users->uses.at[at - 1].user->order <= last->order)
        at = users->uses.at[at - 1].next;
    users->given = at;
    users->given_target = target;
    return at ? users->uses.at[at - 1].user : NULL;
}
