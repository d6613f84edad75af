/* Catalogue: every list is in the order that look-ups need, every item is found
   in its list, and names that AWS's documentation states stand in it. */
#include "unit.h"

#include "model/catalogue.h"
#include "model/catalogue_table.h"

static struct text name_at(uint32_t place)
{
    return (struct text){ catalogue_strings + place, (unsigned char)catalogue_strings[place - 1] };
}

/* ---- The table ---- */

static void every_item(void **state)
{
    size_t items = 0;
    (void)state;
    for (uint32_t i = 0; i < catalogue_row_count; i++) {
        const char *catalogue = name_at(catalogue_rows[i].name).at;
        assert_true(catalogue_count(catalogue) > 0);
        for (size_t j = 0; j < catalogue_count(catalogue); j++) {
            struct text list = catalogue_at(catalogue, j);
            struct catalogue_list found = catalogue_find(catalogue, list);
            assert_true(found.count > 0);
            if (j > 0)
                assert_true(text_compare(catalogue_at(catalogue, j - 1), list) < 0);
            for (size_t k = 0; k < found.count; k++, items++)
                if (catalogue_has(catalogue, list, catalogue_item(found, k))
                    != (catalogue_item_old(found, k) ? CATALOGUE_OLD : CATALOGUE_HAS))
                    fail_msg("%s: '%s' is not found in '%s'", catalogue, catalogue_item(found, k).at, list.at);
        }
    }
    assert_true(items > 30000);
}

/* ---- Answers ---- */

static void known_names(void **state)
{
    (void)state;
    assert_int_equal(catalogue_has("rds-versions", TEXT("mysql"), TEXT("8.4.3")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has("rds-versions", TEXT("mysql"), TEXT("5.6.51")), CATALOGUE_OLD);
    assert_int_equal(catalogue_has("rds-versions", TEXT("mysql"), TEXT("8.4.999")), CATALOGUE_LACKS);
    assert_int_equal(catalogue_has("rds-versions", TEXT("postgresql"), TEXT("16.4")), CATALOGUE_SILENT);
    assert_int_equal(catalogue_has("rds-classes", TEXT("mysql 8.4"), TEXT("db.t3.micro")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has("rds-classes", TEXT("mysql 8.4"), TEXT("db.t2.micro")), CATALOGUE_LACKS);
    assert_int_equal(catalogue_has("rds-families", TEXT("postgres"), TEXT("postgres16")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has("rds-families", TEXT("aurora-mysql"), TEXT("aurora-mysql8.0")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has("rds-log-types", TEXT("mysql"), TEXT("postgresql")), CATALOGUE_LACKS);
    assert_int_equal(catalogue_has("elasticache-families", TEXT("redis"), TEXT("redis6.x")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has("iam-managed-policies", TEXT("all"), TEXT("AdministratorAccess")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has("endpoint-services", TEXT("com.amazonaws"), TEXT("ecr.api")), CATALOGUE_HAS);
}

/* Nothing was copied or unpacked: an answer is a place of the table. */
static void used_in_place(void **state)
{
    struct text item = catalogue_item(catalogue_find("rds-versions", TEXT("mysql")), 0);
    (void)state;
    assert_true(item.at > catalogue_strings);
    assert_ptr_equal(item.at, catalogue_item(catalogue_find("rds-versions", TEXT("mysql")), 0).at);
    assert_int_equal((unsigned char)item.at[-1], item.length);
}

static void letters_case(void **state)
{
    (void)state;
    assert_int_equal(catalogue_has("iam-actions", TEXT("s3"), TEXT("getobject")), CATALOGUE_LACKS);
    assert_int_equal(catalogue_has_any_case("iam-actions", TEXT("s3"), TEXT("getobject")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has_any_case("iam-actions", TEXT("s3"), TEXT("GetObjekt")), CATALOGUE_LACKS);
}

static void architectures(void **state)
{
    static const struct { const char *type, *architecture; } CASES[] = {
        { "t4g.micro", "arm64" }, { "t3.micro", "x86_64" }, { "g4dn.xlarge", "x86_64" }, { "g5g.xlarge", "arm64" },
        { "a1.large", "arm64" }, { "im4gn.large", "arm64" }, { "mac1.metal", "x86_64" }, { "mac2.metal", "arm64" },
        { "u-6tb1.metal", "x86_64" }, { "m7gd.metal", "arm64" }, { "gr6.4xlarge", "x86_64" }, { "t3.mikro", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(catalogue_list_with("ec2-instance-types", text_of(CASES[i].type)).at,
                            CASES[i].architecture);
}

static void any_list(void **state)
{
    (void)state;
    assert_int_equal(catalogue_has("rds-classes", TEXT(""), TEXT("db.t3.micro")), CATALOGUE_HAS);
    assert_int_equal(catalogue_has("rds-classes", TEXT(""), TEXT("db.t3.mikro")), CATALOGUE_LACKS);
    assert_string_equal(catalogue_near("rds-classes", TEXT(""), TEXT("db.t3.mikro")).at, "db.t3.micro");
}

static void near_names(void **state)
{
    (void)state;
    assert_string_equal(catalogue_near("iam-actions", TEXT("s3"), TEXT("GetObjekt")).at, "GetObject");
    assert_string_equal(catalogue_near_list("iam-actions", TEXT("dynamodbb")).at, "dynamodb");
    assert_string_equal(catalogue_near("elasticache-node-types", TEXT("all"), TEXT("cache.t4g.smal")).at,
                        "cache.t4g.small");
    assert_int_equal(catalogue_near("rds-versions", TEXT("none"), TEXT("8.0")).length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item),
        cmocka_unit_test(known_names),
        cmocka_unit_test(used_in_place),
        cmocka_unit_test(letters_case),
        cmocka_unit_test(architectures),
        cmocka_unit_test(any_list),
        cmocka_unit_test(near_names),
    };
    return cmocka_run_group_tests_name("catalogue", tests, NULL, NULL);
}
