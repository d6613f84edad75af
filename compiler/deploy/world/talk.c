/* Lines to the user and answers from the user. Nothing is buffered; nothing that
   fails to be written stops a deployment. Called by all files of the
   conversation. */
#include "deploy/world/talk.h"

#include "deploy/world/machine.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { MOST_LINE = 4096, SLICE_MS = 50 };

static bool put(int descriptor, struct text text)
{
    while (text.length) {
        ssize_t done = write(descriptor, text.at, text.length);
        if (done > 0) {
            text.at += done;
            text.length -= (size_t)done;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            poll(&(struct pollfd){ .fd = descriptor, .events = POLLOUT }, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool talk_answer(struct text text)
{
    return put(STDOUT_FILENO, text);
}

static const char *ink_start(const struct talk *talk, enum ink ink)
{
    static const char *const starts[] = { "", "\033[31m", "\033[32m", "\033[33m", "\033[2m" };
    return talk->color ? starts[ink] : "";
}

void talk_say(struct talk *talk, enum ink ink, const char *format, ...)
{
    va_list arguments;
    struct buffer out;
    if (talk->quiet)
        return;
    talk_progress(talk, TEXT(""));
    buffer_init(&out, talk->arena);
    va_start(arguments, format);
    struct text words = text_format_list(talk->arena, format, arguments);
    va_end(arguments);
    buffer_add_c(&out, ink_start(talk, ink));
    buffer_add(&out, words);
    buffer_add_c(&out, talk->color && ink ? "\033[0m\n" : "\n");
    put(STDERR_FILENO, buffer_text(&out));
}

void talk_draw(struct talk *talk, enum ink ink, struct text line)
{
    if (!talk->live || (!line.length && !talk->drawn))
        return;
    struct buffer out;
    buffer_init(&out, talk->arena);
    buffer_add_c(&out, "\r\033[K");
    buffer_add_c(&out, line.length ? ink_start(talk, ink) : "");
    buffer_add(&out, line);
    buffer_add_c(&out, talk->color && ink && line.length ? "\033[0m" : "");
    put(STDERR_FILENO, buffer_text(&out));
    talk->drawn = line.length > 0;
}

void talk_progress(struct talk *talk, struct text line)
{
    talk_draw(talk, INK_PLAIN, line);
}

unsigned talk_columns(const struct talk *talk)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
        return talk->columns;
    return size.ws_col;
}

bool talk_read(struct talk *talk, const char *prompt, bool hidden, struct text *line)
{
    struct termios kept, silent;
    char *typed = arena_alloc(talk->arena, MOST_LINE + 1);
    size_t length = 0;
    bool ended = false;
    talk_progress(talk, TEXT(""));
    /* Before the prompt, for whoever sees it may type at once. */
    hidden = hidden && tcgetattr(STDIN_FILENO, &kept) == 0;
    if (hidden) {
        silent = kept;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }
    put(STDERR_FILENO, text_of(prompt));
    while (!ended && !machine_stopped()) {
        struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
        if (poll(&input, 1, SLICE_MS) <= 0)
            continue;
        ssize_t got = read(STDIN_FILENO, typed + length, MOST_LINE - length);
        if (got <= 0 && errno == EINTR && got < 0)
            continue;
        if (got <= 0)
            break;
        length += (size_t)got;
        ended = typed[length - 1] == '\n' || length == MOST_LINE;
    }
    if (hidden) {
        tcsetattr(STDIN_FILENO, TCSANOW, &kept);
        put(STDERR_FILENO, TEXT("\n"));
    }
    while (length && (typed[length - 1] == '\n' || typed[length - 1] == '\r'))
        length--;
    typed[length] = '\0';
    *line = (struct text){ typed, length };
    if (!ended)
        put(STDERR_FILENO, TEXT("\n"));
    return ended;
}

enum consent talk_ask(struct talk *talk, const char *question)
{
    struct text line;
    if (!talk_read(talk, text_format(talk->arena, "%s [y/N] ", question).at, false, &line))
        return machine_stopped() ? CONSENT_STOPPED : CONSENT_NO;
    return text_equal_c(line, "y") || text_equal_c(line, "Y") || text_equal_c(line, "yes") || text_equal_c(line, "Yes")
               ? CONSENT_YES : CONSENT_NO;
}

struct text talk_clean(struct arena *arena, struct text text)
{
    struct text copy = text_copy(arena, text);
    for (size_t i = 0; i < copy.length; i++)
        if ((unsigned char)copy.at[i] < ' ' || copy.at[i] == 0x7f)
            ((char *)copy.at)[i] = ' ';
    return copy;
}
