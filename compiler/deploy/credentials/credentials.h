/* Credentials: whose calls these are. Found where AWS's clients find them
   ("Standardized credential providers", AWS SDKs and Tools Reference Guide),
   and found again before they run out. No secret ever leaves this structure but
   into a signature. */
#ifndef MTC_DEPLOY_CREDENTIALS_H
#define MTC_DEPLOY_CREDENTIALS_H

#include "deploy/client/exchange.h"
#include "deploy/credentials/profile.h"

struct credentials {
    struct sigv4_key key;
    struct text account;        /* AWS account number, where it is known; else empty */
    int64_t expires;            /* seconds since 1970; 0: never */
    struct text origin;         /* in words: "profile 'shop'", "the environment" */
};

enum found { FOUND, FOUND_NOTHING, FOUND_WRONG };

struct finding {
    struct arena *arena;
    const struct settings *settings;
    struct exchange exchange;   /* for the calls that providers make */
    struct text problem;        /* of FOUND_WRONG */
    /* Asks for a code of a device; empty where nobody can be asked. May be NULL. */
    struct text (*ask_code)(void *context, struct arena *arena, struct text serial);
    void *context;
};

/* Looks through all places, the first that has something to say first. */
enum found credentials_find(struct finding *finding, struct credentials *credentials);

/* ------------------------------------------- the providers, each in its file */

enum found credentials_container(struct finding *finding, struct credentials *credentials);
enum found credentials_instance(struct finding *finding, struct credentials *credentials);
enum found credentials_process(struct finding *finding, const struct config_section *section,
                               struct credentials *credentials);
enum found credentials_sso(struct finding *finding, const struct step *step, struct credentials *credentials);
enum found credentials_login(struct finding *finding, const struct config_section *section, struct credentials *credentials);
enum found credentials_role(struct finding *finding, const struct config_section *section, const struct sigv4_key *with,
                            struct credentials *credentials);
struct web_identity { struct text token_file, role_arn, session_name; };
enum found credentials_web_identity(struct finding *finding, const struct web_identity *identity,
                                    struct credentials *credentials);

/* Sets .problem; returns FOUND_WRONG. */
enum found finding_wrong(struct finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Where the container's credentials are; an empty .url and no problem: nowhere. */
struct text container_url(const struct finding *finding, struct text *problem);
/* Where the instance's metadata are, without a '/' at the end. */
struct text instance_url(const struct finding *finding, struct text *problem);

#endif
