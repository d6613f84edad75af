/* Bytes to the terminal, or to whatever stands in its place. Nothing here is
   buffered, so nothing is left to fail at exit. The invariant: a write that
   failed is always told, by a return value or on standard error. Called by main
   and the other files of cli/. */
#if defined(__APPLE__) && !defined(_DARWIN_C_SOURCE)
#define _DARWIN_C_SOURCE    /* struct winsize */
#endif
#include "cli/print.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

enum { LEAST_COLUMNS = 40 };    /* a narrower window is taken for none */

const char *print_version(void)
{
    return PACKAGE_VERSION;
}

void print_prepare(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++) {
        if (fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF)
            continue;
        /* The lowest free number is this one. It can be read, not written: a
           write must fail as it would have. */
        int opened = open("/dev/null", O_RDONLY);
        if (opened > 2)
            close(opened);
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void print_complaint(struct text text)
{
    file_write(STDERR_FILENO, TEXT("mtc: "));
    file_write(STDERR_FILENO, text);
    file_write(STDERR_FILENO, TEXT("\n"));
}

bool print_answer(struct session *session, struct text text)
{
    int error = file_write(STDOUT_FILENO, text);
    if (error)
        print_complaint(text_format(&session->arena, "cannot write to standard output: %s",
                                    file_error(&session->arena, error)));
    return !error;
}

bool print_colored(const struct options *options, int descriptor)
{
    if (options->color != COLOR_AUTO)
        return options->color == COLOR_ALWAYS;
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(refused && *refused) && !(terminal && strcmp(terminal, "dumb") == 0) && isatty(descriptor);
}

unsigned print_columns(int descriptor)
{
    struct winsize size;
    if (!isatty(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col < LEAST_COLUMNS)
        return 0;
    return size.ws_col;
}

bool print_messages(struct session *session, const struct options *options)
{
    struct reporter *reporter = &session->reporter;
    struct text text = { "", 0 };
    if (options->face == FACE_JSON)
        text = face_json(reporter, &session->arena);
    else if (options->face == FACE_SARIF)
        text = face_sarif(reporter, &session->arena, print_version());
    else if (reporter->list.count)
        text = face_text(reporter, &session->arena,
                         (struct faces){ print_colored(options, STDERR_FILENO), print_columns(STDERR_FILENO) });
    return file_write(STDERR_FILENO, text) == 0;
}
