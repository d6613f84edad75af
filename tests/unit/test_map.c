/* Map: insertion order, one place for each key, before and after the index. */
#include "memory_unit.h"

#include "base/map.h"

static const struct atom *key(size_t i)
{
    return atom_of(&atoms, text_format(&arena, "key%zu", i));
}

static void holds(size_t count)
{
    struct map map = { 0 };
    static int values[5000];
    for (size_t i = 0; i < count; i++) {
        assert_null(map_find(&map, key(i)));
        assert_null(map_get(&map, key(i)));
        *map_put(&arena, &map, key(i)) = &values[i];
        assert_int_equal(map.count, i + 1);
    }
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(map_get(&map, key(i)), &values[i]);
        assert_ptr_equal(map.entries[i].key, key(i));
        /* putting again changes nothing but what the caller writes */
        *map_put(&arena, &map, key(i)) = &values[count - 1 - i];
    }
    assert_int_equal(map.count, count);
    for (size_t i = 0; i < count; i++)
        assert_ptr_equal(*map_find(&map, key(i)), &values[count - 1 - i]);
    assert_null(map_find(&map, atom_of_c(&atoms, "stranger")));
}

static void empty(void **state)
{
    (void)state;
    holds(0);
}

static void small(void **state)
{
    (void)state;
    for (size_t count = 1; count <= 40; count++)
        holds(count);
}

static void large(void **state)
{
    (void)state;
    holds(5000);
}

static void new_values_are_null(void **state)
{
    (void)state;
    struct map map = { 0 };
    for (size_t i = 0; i < 100; i++)
        assert_null(*map_put(&arena, &map, key(i)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty),
        cmocka_unit_test(small),
        cmocka_unit_test(large),
        cmocka_unit_test(new_values_are_null),
    };
    return cmocka_run_group_tests_name("map", tests, memory_start, memory_finish);
}
