/* Policies: which actions a pattern covers. What documents allow is tested by
   the rules that ask. */
#include "unit.h"

#include "check/policy.h"

static bool covers(const char *pattern, const char *action)
{
    return policy_action_covers(text_of(pattern), action);
}

static void patterns_cover_actions(void **state)
{
    (void)state;
    assert_true(covers("kms:PutKeyPolicy", "kms:PutKeyPolicy"));
    assert_true(covers("KMS:putkeypolicy", "kms:PutKeyPolicy"));
    assert_true(covers("kms:*", "kms:PutKeyPolicy"));
    assert_true(covers("*", "kms:PutKeyPolicy"));
    assert_true(covers("kms:Put*", "kms:PutKeyPolicy"));
    assert_true(covers("kms:*Policy", "kms:PutKeyPolicy"));
    assert_true(covers("k*:P*K*y", "kms:PutKeyPolicy"));
    assert_true(covers("kms:PutKeyPolic?", "kms:PutKeyPolicy"));
    assert_true(covers("kms:PutKeyPolicy*", "kms:PutKeyPolicy"));
    assert_true(covers("**", "kms:PutKeyPolicy"));
}

static void others_they_do_not(void **state)
{
    (void)state;
    assert_false(covers("", "kms:PutKeyPolicy"));
    assert_false(covers("kms:Get*", "kms:PutKeyPolicy"));
    assert_false(covers("kms:PutKeyPolic", "kms:PutKeyPolicy"));
    assert_false(covers("kms:PutKeyPolicy?", "kms:PutKeyPolicy"));
    assert_false(covers("kms:*Policies", "kms:PutKeyPolicy"));
    assert_false(covers("s3:*", "kms:PutKeyPolicy"));
    assert_false(covers("*a*a*a*a*a*b", "s3:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_cover_actions),
        cmocka_unit_test(others_they_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
