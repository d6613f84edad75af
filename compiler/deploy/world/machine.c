/* The real world: the process's environment and files, the system's clock and
   random numbers, the network through http.c. Signals that ask to stop are
   blocked and looked for between the steps, so that nothing ends in the middle
   of a call; there is no handler and nothing that outlives a function. */
#include "deploy/world/machine.h"

#include <errno.h>
#include <openssl/rand.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <time.h>

enum { CONNECT_SECONDS = 10, STALL_SECONDS = 60, SLICE_MS = 50 };

static const char *environment(void *context, const char *name)
{
    (void)context;
    return getenv(name);
}

static const char *path(void *context, struct arena *arena, const char *name)
{
    (void)context, (void)arena;
    return name;
}

static int64_t now(void *context)
{
    struct timespec time;
    (void)context;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Signals that ask to stop. */
static const int stops[] = { SIGINT, SIGTERM, SIGHUP };
enum { STOPS = sizeof stops / sizeof *stops };

static void fill(sigset_t *set)
{
    sigemptyset(set);
    for (int i = 0; i < STOPS; i++)
        sigaddset(set, stops[i]);
}

bool machine_stopped(void)
{
    sigset_t pending;
    bool stopped = false;
    sigpending(&pending);
    for (int i = 0; i < STOPS; i++)
        stopped = stopped || sigismember(&pending, stops[i]);
    return stopped;
}

bool machine_resume(void)
{
    sigset_t set;
    int taken;
    bool by_hand = true;
    fill(&set);
    while (machine_stopped()) {
        sigwait(&set, &taken);
        by_hand = by_hand && taken == SIGINT;
    }
    return by_hand;
}

static int64_t steady(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool wait_for(void *context, int64_t milliseconds)
{
    int64_t end = steady() + milliseconds, left;
    (void)context;
    while ((left = end - steady()) > 0) {
        if (machine_stopped())
            return false;
        poll(NULL, 0, left < SLICE_MS ? (int)left : SLICE_MS);
    }
    return !machine_stopped();
}

static double chance(void *context)
{
    unsigned char bytes[4] = { 0 };
    (void)context;
    RAND_bytes(bytes, sizeof bytes);
    uint32_t number = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    return number / 4294967296.0;
}

static bool stopped(void *context)
{
    (void)context;
    return machine_stopped();
}

static void send_request(void *context, struct arena *arena, const struct http_request *request,
                         struct http_answer *answer)
{
    http_send(context, arena, request, answer);
}

/* Seconds of an environment variable, as milliseconds. */
static int limit(const char *name, int usual)
{
    const char *value = getenv(name);
    double seconds = value ? strtod(value, NULL) : 0;
    return seconds > 0 && seconds < 3600 ? (int)(seconds * 1000) : usual * 1000;
}

/* Linux hands cores to a program in spite of the limit where it is set up so
   ("core(5)"); it makes none of a process that cannot be dumped, whose memory
   nobody but root can read either. */
static void forbid_cores(void)
{
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void machine_start(struct machine *machine)
{
    sigset_t set;
    forbid_cores();
    fill(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    machine->http = (struct http){ .connect_ms = limit("MTC_CONNECT_SECONDS", CONNECT_SECONDS),
                                   .stall_ms = limit("MTC_READ_SECONDS", STALL_SECONDS), .stopped = stopped };
    machine->world = (struct world){ &machine->http, environment, path, now, wait_for, chance, send_request };
}

void machine_trust(struct machine *machine, const char *ca_bundle)
{
    struct stat found;
    machine->http.ca_bundle = ca_bundle;
    machine->http.ca_folder = ca_bundle && stat(ca_bundle, &found) == 0 && S_ISDIR(found.st_mode);
}

/* "Application ID", AWS SDKs and Tools Reference Guide; what no token of HTTP may
   hold becomes '-', as in botocore. */
void machine_introduce(struct machine *machine, struct arena *arena, const char *application)
{
    static const char signs[] = "!#$%&'*+-.^_`|~";
    if (!application)
        return;
    struct text agent = text_format(arena, HTTP_AGENT " app/%s", application);
    for (char *at = (char *)agent.at + strlen(HTTP_AGENT " app/"); *at; at++) {
        bool word = (*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z');
        if (!word && !strchr(signs, *at))
            *at = '-';
    }
    machine->http.agent = agent.at;
}

void machine_end(struct machine *machine)
{
    http_close(&machine->http);
}
