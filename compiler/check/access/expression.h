/* Expression: the names in a metric math expression of CloudWatch. */
#ifndef MTC_CHECK_EXPRESSION_H
#define MTC_CHECK_EXPRESSION_H

#include "base/text.h"

/* Takes the next id of a metric ("m1" in "SUM([m1, m2]) / 2") off the expression;
   empty at its end. Functions, constants, texts in quotes, and queries (SELECT …)
   have none. */
struct text expression_take_id(struct text *expression);

#endif
