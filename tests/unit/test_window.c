/* Windows: which texts are some, how long they are, and which meet. */
#include "unit.h"

#include "check/data/window.h"

static struct window daily(const char *text)
{
    struct window window;
    assert_true(window_daily(text_of(text), &window));
    return window;
}

static struct window weekly(const char *text)
{
    struct window window;
    assert_true(window_weekly(text_of(text), &window));
    return window;
}

static void daily_windows_are_read(void **state)
{
    (void)state;
    assert_int_equal(daily("00:00-00:30").start, 0);
    assert_int_equal(daily("00:00-00:30").length, 30);
    assert_int_equal(daily("17:05-18:00").start, 17 * 60 + 5);
    assert_int_equal(daily("23:30-00:30").length, 60);
    assert_int_equal(daily("9:00-9:30").start, 9 * 60);
    assert_int_equal(daily("12:00-12:00").length, DAY_MINUTES);
}

static void weekly_windows_are_read(void **state)
{
    (void)state;
    assert_int_equal(weekly("sun:00:00-sun:00:30").start, 0);
    assert_int_equal(weekly("Mon:01:00-MON:02:00").start, DAY_MINUTES + 60);
    assert_int_equal(weekly("sat:23:30-sun:00:30").length, 60);
    assert_int_equal(weekly("tue:12:00-mon:12:00").length, 6 * DAY_MINUTES);
}

static void other_texts_are_none(void **state)
{
    static const char *const TEXTS[] = {
        "", "-", "17:00", "17:00-", "-17:00", "24:00-01:00", "17:60-18:00", "17:00-18:00 ", "17-18", "017:00-18:00",
        "17:00–18:00", "sun:17:00-18:00", "17:00-sun:18:00", "sun:17:00", "son:17:00-son:18:00", "sun17:00-sun18:00",
        "sun:-sun:", "su", "sun:25:00-sun:26:00",
    };
    struct window window;
    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        assert_false(window_daily(text_of(TEXTS[i]), &window));
        assert_false(window_weekly(text_of(TEXTS[i]), &window));
    }
    assert_false(window_daily(TEXT("sun:17:00-sun:18:00"), &window));
    assert_false(window_weekly(TEXT("17:00-18:00"), &window));
}

/* Minute by minute, as one would on paper. */
static bool meet(struct window day, struct window week)
{
    for (int at = 0; at < week.length; at++)
        if (((week.start + at) - day.start + WEEK_MINUTES) % DAY_MINUTES < day.length)
            return true;
    return false;
}

static void windows_overlap_as_counted(void **state)
{
    static const int STARTS[] = { 0, 1, 30, 31, 60, 720, 1410, 1439 };
    static const int LENGTHS[] = { 1, 30, 31, 90, 1439, 1440 };
    enum { STARTS_COUNT = sizeof STARTS / sizeof *STARTS, LENGTHS_COUNT = sizeof LENGTHS / sizeof *LENGTHS };
    (void)state;
    for (int day = 0; day < 7; day += 3)
        for (int i = 0; i < STARTS_COUNT * STARTS_COUNT; i++)
            for (int j = 0; j < LENGTHS_COUNT * LENGTHS_COUNT; j++) {
                struct window one = { STARTS[i / STARTS_COUNT], LENGTHS[j / LENGTHS_COUNT] };
                struct window other = { day * DAY_MINUTES + STARTS[i % STARTS_COUNT], LENGTHS[j % LENGTHS_COUNT] };
                assert_int_equal(windows_overlap(one, other), meet(one, other));
            }
    assert_true(windows_overlap(daily("00:00-01:00"), weekly("sat:23:30-sun:00:30")));
    assert_false(windows_overlap(daily("00:30-01:00"), weekly("sat:23:30-sun:00:30")));
    assert_true(windows_overlap(daily("12:00-12:30"), weekly("mon:13:00-wed:11:00")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(daily_windows_are_read),
        cmocka_unit_test(weekly_windows_are_read),
        cmocka_unit_test(other_texts_are_none),
        cmocka_unit_test(windows_overlap_as_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
