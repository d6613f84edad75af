/* Schedules: what EventBridge takes, and what is wrong with what it does not. */
#include "unit.h"

#include "check/data/schedule.h"

static void expect(const char *expression, enum schedule_mistake mistake)
{
    assert_int_equal(schedule_mistake(text_of(expression)), mistake);
}

static void cron_has_six_fields(void **state)
{
    (void)state;
    expect("cron(0 5 * * ? *)", SCHEDULE_RIGHT);
    expect("cron(0/15 8-18 ? * MON-FRI *)", SCHEDULE_RIGHT);
    expect("cron(0  5 1 * ? 2027)", SCHEDULE_RIGHT);
    expect("cron( 0 5 ? * ? * )", SCHEDULE_RIGHT);
    expect("cron(0 5 * * ?)", SCHEDULE_FIELDS);
    expect("cron(0 0 5 * * ? *)", SCHEDULE_FIELDS);
    expect("cron()", SCHEDULE_FIELDS);
    expect("cron(0 5 * * * *)", SCHEDULE_DAYS);
    expect("cron(0 5 1 * MON *)", SCHEDULE_DAYS);
}

static void rates_count_units(void **state)
{
    (void)state;
    expect("rate(1 minute)", SCHEDULE_RIGHT);
    expect("rate(5 minutes)", SCHEDULE_RIGHT);
    expect("rate(12 hours)", SCHEDULE_RIGHT);
    expect("rate(1 day)", SCHEDULE_RIGHT);
    expect("rate(1 minutes)", SCHEDULE_UNIT);
    expect("rate(5 minute)", SCHEDULE_UNIT);
    expect("rate(0 minutes)", SCHEDULE_RATE);
    expect("rate(5)", SCHEDULE_RATE);
    expect("rate(five minutes)", SCHEDULE_RATE);
    expect("rate(5 weeks)", SCHEDULE_RATE);
    expect("rate(5 minutest)", SCHEDULE_RATE);
    expect("rate(5 minutes more)", SCHEDULE_RATE);
    expect("rate()", SCHEDULE_RATE);
}

static void other_forms_are_none(void **state)
{
    (void)state;
    expect("at(2027-01-01T00:00:00)", SCHEDULE_RIGHT);
    expect("", SCHEDULE_FORM);
    expect("0 5 * * *", SCHEDULE_FORM);
    expect("cron(0 5 * * ? *", SCHEDULE_FORM);
    expect("Cron(0 5 * * ? *)", SCHEDULE_FORM);
    expect("(", SCHEDULE_FORM);
    expect(")", SCHEDULE_FORM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cron_has_six_fields),
        cmocka_unit_test(rates_count_units),
        cmocka_unit_test(other_forms_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
