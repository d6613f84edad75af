/* Of mtc: hands the whole command over to mtc-deploy, which reads the same words
   again. It lies beside mtc in a build folder, and where `make install` has put
   it otherwise. Called by main. */
#include "cli/deploy.h"
#include "cli/print.h"

#include <errno.h>
#include <unistd.h>

enum { MOST_PATH = 4096, EXIT_MISTAKES = 1, EXIT_WRONG_USE = 2 };

#ifndef MTC_DEPLOY_PROGRAM

int deploy(struct session *session, const struct options *options, char **argv,
           struct text (*compile)(struct session *session, const struct options *options, struct units *units))
{
    (void)session, (void)options, (void)argv, (void)compile;
    print_complaint(TEXT("this mtc was built --without-deploy: it writes templates and cannot deploy them; a build without that option can"));
    return EXIT_WRONG_USE;
}

#else

/* mtc-deploy in the folder of this program, if its path is known. */
static const char *beside(struct session *session, const char *self)
{
    char real[MOST_PATH];
    struct text path = text_of(self ? self : "");
    if (!memchr(path.at, '/', path.length)) {
        ssize_t length = readlink("/proc/self/exe", real, sizeof real);
        path = (struct text){ real, length > 0 && length < MOST_PATH ? (size_t)length : 0 };
    }
    while (path.length && path.at[path.length - 1] != '/')
        path.length--;
    return text_format(&session->arena, "%.*smtc-deploy", (int)path.length, path.at).at;
}

int deploy(struct session *session, const struct options *options, char **argv,
           struct text (*compile)(struct session *session, const struct options *options, struct units *units))
{
    (void)options, (void)compile;
    const char *near = beside(session, argv[0]);
    if (strchr(near, '/') && access(near, X_OK) == 0)
        execv(near, argv);
    execv(MTC_DEPLOY_PROGRAM, argv);
    print_complaint(text_format(&session->arena, "cannot start '%s': %s", MTC_DEPLOY_PROGRAM,
                                file_error(&session->arena, errno)));
    return EXIT_MISTAKES;
}

#endif
