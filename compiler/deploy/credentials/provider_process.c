/* Credentials from a program that a profile names ("Process credential
   provider", AWS SDKs and Tools Reference Guide). The command goes through the
   shell, as it does in most of AWS's SDKs, whose recorded runs have pipes in it;
   the AWS CLI alone splits it itself. */
#include "deploy/credentials/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_OUTPUT = 256 * 1024, MOST_WORDS = 400, LOOK_MS = 100 };

struct child {
    pid_t process;
    int pipes[2];               /* its standard output and standard error */
    char output[MOST_OUTPUT];
    size_t output_length;
    char words[MOST_WORDS];     /* the beginning of what it said on standard error */
    size_t words_length;
};

static void become(const char *command, const int *output, const int *words)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    if (dup2(output[1], STDOUT_FILENO) >= 0 && dup2(words[1], STDERR_FILENO) >= 0) {
        close(output[0]);
        close(output[1]);
        close(words[0]);
        close(words[1]);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    }
    _exit(127);
}

static int start(struct child *child, const char *command)
{
    int output[2], words[2];
    if (pipe(output) != 0)
        return errno;
    if (pipe(words) != 0) {
        int error = errno;
        close(output[0]);
        close(output[1]);
        return error;
    }
    child->process = fork();
    int error = child->process < 0 ? errno : 0;
    if (child->process == 0)
        become(command, output, words);
    close(output[1]);
    close(words[1]);
    child->pipes[0] = output[0];
    child->pipes[1] = words[0];
    if (error) {
        close(output[0]);
        close(words[0]);
    }
    return error;
}

/* Reads what there is; false at the end. What is too much is read and dropped,
   so that the program can end. */
static bool drain(int descriptor, char *into, size_t room, size_t *length)
{
    char spare[4096];
    bool full = *length == room;
    ssize_t got = read(descriptor, full ? spare : into + *length, full ? sizeof spare : room - *length);
    if (got > 0 && !full)
        *length += (size_t)got;
    return got > 0 || (got < 0 && errno == EINTR);
}

/* Waits for the program's end; the user need not wait as long. */
static int finish(struct child *child, const struct world *world)
{
    struct pollfd waiting[2] = { { .fd = child->pipes[0], .events = POLLIN }, { .fd = child->pipes[1], .events = POLLIN } };
    while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
        if (poll(waiting, 2, LOOK_MS) < 0 && errno != EINTR)
            break;
        if (!world->wait(world->context, 0)) {
            kill(child->process, SIGTERM);
            break;
        }
        if (waiting[0].fd >= 0 && waiting[0].revents
            && !drain(waiting[0].fd, child->output, sizeof child->output, &child->output_length))
            waiting[0].fd = -1;
        if (waiting[1].fd >= 0 && waiting[1].revents
            && !drain(waiting[1].fd, child->words, sizeof child->words, &child->words_length))
            waiting[1].fd = -1;
    }
    close(child->pipes[0]);
    close(child->pipes[1]);
    int status = -1;
    while (waitpid(child->process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

static struct text said(struct arena *arena, const struct child *child)
{
    struct text words = config_trim(text_copy(arena, (struct text){ child->words, child->words_length }));
    for (size_t i = 0; i < words.length; i++)
        if ((unsigned char)words.at[i] < ' ')
            ((char *)words.at)[i] = ' ';
    return words.length ? text_format(arena, ": %.*s", (int)words.length, words.at) : TEXT("");
}

static enum found read_output(struct finding *finding, const struct config_section *section, struct text output,
                              struct credentials *credentials)
{
    const char *profile = text_cstring(finding->arena, section->name);
    const struct answer *tree = answer_json(finding->arena, output);
    const struct text *account = config_value(section, "aws_account_id");
    if (!tree)
        return finding_wrong(finding, "profile '%s': its credential_process gave invalid JSON", profile);
    if (!text_equal_c(answer_text(tree, "Version"), "1"))
        return finding_wrong(finding, "profile '%s': its credential_process gave a form of credentials other than "
                             "Version 1", profile);
    struct text expires = answer_text(tree, "Expiration");
    *credentials = (struct credentials){
        .key = { answer_text(tree, "AccessKeyId"), answer_text(tree, "SecretAccessKey"), answer_text(tree, "SessionToken") },
        .account = answer_text(tree, "AccountId"), .expires = expires.length ? world_time(expires) : 0, .origin = { "", 0 },
    };
    if (!credentials->account.length && account)
        credentials->account = *account;
    if (!credentials->key.access_key.length || !credentials->key.secret_key.length || credentials->expires < 0)
        return finding_wrong(finding, "profile '%s': its credential_process gave no credentials", profile);
    return FOUND;
}

enum found credentials_process(struct finding *finding, const struct config_section *section,
                               struct credentials *credentials)
{
    const char *profile = text_cstring(finding->arena, section->name);
    const char *command = text_cstring(finding->arena, *config_value(section, "credential_process"));
    struct child *child = NEW(finding->arena, struct child);
    int error = start(child, command);
    if (error)
        return finding_wrong(finding, "profile '%s': its credential_process cannot be started: %s", profile, strerror(error));
    int status = finish(child, finding->settings->world);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return finding_wrong(finding, "profile '%s': its credential_process ended with %s %d%s", profile,
                             WIFEXITED(status) ? "exit status" : "signal",
                             WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), said(finding->arena, child).at);
    return read_output(finding, section, (struct text){ child->output, child->output_length }, credentials);
}
