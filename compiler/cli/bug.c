/* A crash is a bug of mtc, whatever the input was: the user is told so, and
   what to report, instead of a bare "Segmentation fault". The handler calls
   only what a signal's handler may call, and has a stack of its own, since an
   overflown stack is one way to crash. Called by main. */
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700   /* sigaltstack */
#endif
#include "cli/bug.h"

#include "base/file.h"
#include "cli/print.h"

#include <signal.h>
#include <unistd.h>

#ifndef ARENA_DEBUG

enum { EXIT_BUG = 70, STACK_BYTES = 64 * 1024 };

static void tell(int signal_number)
{
    char digits[2] = { (char)('0' + signal_number / 10 % 10), (char)('0' + signal_number % 10) };
    file_write(STDERR_FILENO, TEXT("mtc: a bug in mtc, not in what it was given: signal "));
    file_write(STDERR_FILENO, (struct text){ digits, sizeof digits });
    file_write(STDERR_FILENO, TEXT("\nmtc: please report the command, its files, and this version: mtc "));
    file_write(STDERR_FILENO, text_of(print_version()));
    file_write(STDERR_FILENO, TEXT("\n"));
    _exit(EXIT_BUG);
}

void bug_watch(void)
{
    static const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };
    static char stack[STACK_BYTES];     /* the kernel's, from here on */
    struct sigaction action = { .sa_handler = tell, .sa_flags = SA_ONSTACK | SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    sigaltstack(&(stack_t){ .ss_sp = stack, .ss_size = sizeof stack }, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

#else

void bug_watch(void)
{
}

#endif
