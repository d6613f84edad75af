/* Schedule: what is wrong with cron(…) and rate(…), as EventBridge and AWS Backup
   take them. */
#ifndef MTC_CHECK_SCHEDULE_H
#define MTC_CHECK_SCHEDULE_H

#include "base/text.h"

enum schedule_mistake {
    SCHEDULE_RIGHT,         /* nothing is wrong for certain */
    SCHEDULE_FORM,          /* neither cron(…) nor rate(…), nor at(…) */
    SCHEDULE_FIELDS,        /* cron with another number of fields than six */
    SCHEDULE_DAYS,          /* both days of month and of week are said, neither is '?' */
    SCHEDULE_RATE,          /* rate(…) is no number and unit */
    SCHEDULE_UNIT           /* rate(1 minutes), rate(5 minute) */
};

enum schedule_mistake schedule_mistake(struct text expression);

#endif
