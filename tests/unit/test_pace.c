/* The pace of the retry mode "adaptive", against the rates that botocore 1.43
   works out for the same answers. */
#include "unit.h"

#include "deploy/client/pace.h"

enum { START_MS = 1600000000, STEP_MS = 200, STEPS = 40 };

static bool is_near(double a, double b)
{
    return a - b < 1e-5 && b - a < 1e-5;
}

/* An answer each fifth of a second, three of which say that it was too fast. */
static void as_botocore(void **state)
{
    (void)state;
    static const double rates[STEPS] = {
        0.5, 0.5, 0.5, 0.5, 0.5, 0.6912, 1.0976, 3.9424, 4.495143, 4.911901, 5.211877, 5.414268, 5.538276, 5.6031, 5.627941,
        5.631998, 5.634472, 5.654562, 5.711468, 5.824391, 3.033326, 2.123328, 2.478541, 2.726695, 2.886989, 2.978624, 3.020799,
        3.032714, 3.033569, 3.042565, 3.078901, 3.161778, 3.310394, 3.543952, 3.881649, 4.342687, 4.946265, 5.711583, 6.657841,
        7.804241,
    };
    struct pace pace;
    pace_start(&pace, START_MS * 1000LL);
    for (int i = 0; i < STEPS; i++) {
        pace_learn(&pace, START_MS * 1000LL + (i + 1) * STEP_MS, i == 7 || i == 20 || i == 21);
        assert_true(is_near(pace.rate, rates[i]));
        assert_int_equal(pace.on, i >= 7);
    }
}

/* Nothing waits before the first throttled call; then calls come at the rate. */
static void waits(void **state)
{
    (void)state;
    struct pace pace;
    int64_t now = START_MS * 1000LL;
    pace_start(&pace, now);
    assert_int_equal(pace_delay(&pace, now), 0);
    for (int i = 0; i < 10; i++)
        pace_learn(&pace, now += 100, false);
    pace_learn(&pace, now += 100, true);
    double rate = pace.rate;
    int64_t begin = now;
    for (int i = 0; i < 20; i++)
        now += pace_delay(&pace, now);
    assert_true(now - begin >= (int64_t)(19 / rate * 1000) - 1000 && now - begin <= (int64_t)(20 / rate * 1000) + 20);
}

/* A clock that is set back neither stops calls for ever nor lets them run. */
static void clock_set_back(void **state)
{
    (void)state;
    struct pace pace;
    int64_t now = START_MS * 1000LL;
    pace_start(&pace, now);
    pace_learn(&pace, now, true);
    now -= 3600 * 1000;
    assert_true(pace_delay(&pace, now) <= 4000);
    pace_learn(&pace, now, false);
    assert_true(pace.rate >= 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_botocore), cmocka_unit_test(waits), cmocka_unit_test(clock_set_back) };
    return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
