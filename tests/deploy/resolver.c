/* Names of hosts without asking anybody, for the tests of deployments: loaded in
   front of the C library's getaddrinfo. Every name is this machine; RESOLVER says
   how it is found: "never", "later" (the first two questions find nothing), or
   after so many seconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int resolve(const char *, const char *, const struct addrinfo *, struct addrinfo **);

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    static atomic_int questions;
    const char *how = getenv("RESOLVER");
    resolve *real = (resolve *)dlsym(RTLD_NEXT, "getaddrinfo");
    if (how && strcmp(how, "never") == 0)
        return EAI_NONAME;
    if (how && strcmp(how, "later") == 0 && atomic_fetch_add(&questions, 1) < 2)
        return EAI_AGAIN;
    if (how)
        sleep((unsigned)atoi(how));
    return real(name ? "127.0.0.1" : NULL, service, hints, found);
}
