/* Metric math: which words of an expression are ids. */
#include "unit.h"

#include "check/access/expression.h"

/* The ids, parted by spaces. */
static void expect(const char *expression, const char *ids)
{
    struct text rest = text_of(expression), id;
    char found[200] = "";
    while ((id = expression_take_id(&rest)).length) {
        if (*found)
            strcat(found, " ");
        strncat(found, id.at, id.length);
    }
    assert_string_equal(found, ids);
}

static void ids_begin_small(void **state)
{
    (void)state;
    expect("m1", "m1");
    expect("m1+m2", "m1 m2");
    expect("100 * (errors / requests)", "errors requests");
    expect("SUM([m1, m2]) / PERIOD(m1)", "m1 m2 m1");
    expect("IF(m1 > 1e5 AND m2 < 2, m1, 0)", "m1 m2 m1");
    expect("FILL(m1, REPEAT)", "m1");
    expect("ANOMALY_DETECTION_BAND(m1, 2)", "m1");
    expect("m_1A-m2", "m_1A m2");
}

static void texts_and_queries_have_none(void **state)
{
    (void)state;
    expect("", "");
    expect("42", "");
    expect("SUM(METRICS(\"cpu\"))", "");
    expect("SEARCH('{AWS/EC2,InstanceId} MetricName=\"CPUUtilization\"', 'Average', 300)", "");
    expect("SEARCH('it\\'s here', 'Average')", "");
    expect("\"open", "");
    expect("SELECT AVG(CPUUtilization) FROM SCHEMA(\"AWS/EC2\", id) GROUP BY id", "");
    expect("m1 and not m2", "m1 m2");
    expect("round (m1)", "m1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_begin_small),
        cmocka_unit_test(texts_and_queries_have_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
