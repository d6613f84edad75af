/* measure: how long whole processes take and how much memory they reach.

       measure ROUNDS OUTPUT COMMAND [WORD...] [-- OUTPUT COMMAND [WORD...]]...

   runs the commands in turn, ROUNDS times, so that what disturbs the machine
   disturbs all of them, and prints a line for each, in order:

       MEDIAN_MICROSECONDS LEAST_MICROSECONDS PEAK_KIBIBYTES

   OUTPUT is a file that is removed before each run, outside of the time that
   is taken ("-" for none): a file that is there already might not be written.
   What a command prints goes to /dev/null. A command that fails ends it all.

   It is C, and small, because a process starts with the peak memory of the one
   that it was forked from: under an interpreter, every child would seem to need
   the interpreter's megabytes. Called by run.sh. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_COMMANDS 8
#define MOST_ROUNDS 10000

extern char **environ;

struct measured {
    char *output;
    char **words;
    double *times;    /* microseconds, one for each round */
    long peak;        /* KiB, the greatest of all rounds */
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "measure: %s: %s\n", what, why);
    exit(1);
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

/* Runs the command once, from before the fork to after the wait. */
static double run(struct measured *it, posix_spawn_file_actions_t *quiet)
{
    if (strcmp(it->output, "-") != 0 && unlink(it->output) != 0 && errno != ENOENT) {
        die(it->output, strerror(errno));
    }
    pid_t child;
    double start = now();
    int error = posix_spawnp(&child, it->words[0], quiet, NULL, it->words, environ);
    if (error != 0) {
        die(it->words[0], strerror(error));
    }
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) < 0) {
        die(it->words[0], strerror(errno));
    }
    double end = now();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        die(it->words[0], "did not succeed");
    }
#ifdef __APPLE__
    long peak = usage.ru_maxrss / 1024;
#else
    long peak = usage.ru_maxrss;
#endif
    if (peak > it->peak) {
        it->peak = peak;
    }
    return end - start;
}

int main(int count, char **words)
{
    int rounds = count > 1 ? atoi(words[1]) : 0;
    if (count < 4 || rounds < 1 || rounds > MOST_ROUNDS) {
        die("usage", "measure ROUNDS OUTPUT COMMAND [WORD...] [-- OUTPUT COMMAND [WORD...]]...");
    }
    struct measured all[MOST_COMMANDS];
    int commands = 0;
    for (int i = 2; i < count; i++) {
        if (commands == MOST_COMMANDS || i + 1 >= count) {
            die("usage", "too many commands, or one without words");
        }
        struct measured *it = &all[commands++];
        it->output = words[i];
        it->words = words + i + 1;
        it->peak = 0;
        it->times = malloc((size_t)rounds * sizeof *it->times);
        if (!it->times) {
            die("memory", strerror(errno));
        }
        while (i < count && strcmp(words[i], "--") != 0) {
            i++;
        }
        words[i] = NULL;
    }
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
    for (int command = 0; command < commands; command++) {
        (void)run(&all[command], &quiet);    /* once for the page cache */
    }
    for (int round = 0; round < rounds; round++) {
        for (int command = 0; command < commands; command++) {
            all[command].times[round] = run(&all[command], &quiet);
        }
    }
    posix_spawn_file_actions_destroy(&quiet);
    for (int command = 0; command < commands; command++) {
        qsort(all[command].times, (size_t)rounds, sizeof(double), compare);
        printf("%.1f %.1f %ld\n", all[command].times[rounds / 2], all[command].times[0], all[command].peak);
        free(all[command].times);
    }
    return 0;
}
