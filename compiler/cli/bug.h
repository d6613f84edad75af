/* Bug: what is said when mtc itself is wrong. */
#ifndef MTC_CLI_BUG_H
#define MTC_CLI_BUG_H

/* From here on, a crash of the process says what to report and ends with exit
   status 70. Does nothing in debug builds, where the sanitizers and a debugger
   want to see the crash themselves. */
void bug_watch(void);

#endif
