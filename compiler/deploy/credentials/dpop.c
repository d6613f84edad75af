/* A proof is a JSON Web Token: two JSON texts and a signature of ES256, each in
   base64 as it is for URLs (RFC 7515, RFC 7518). The invariant: OpenSSL's
   objects are gone before the arena is asked for memory. Called by
   provider_login.c. */
#include "deploy/credentials/dpop.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

enum { COORDINATE = 32, POINT = 1 + 2 * COORDINATE, MOST_DER = 128 };

/* base64url, without padding (RFC 4648, section 5). */
static struct text base64(struct arena *arena, const void *bytes, size_t length)
{
    char *out = arena_alloc(arena, 4 * ((length + 2) / 3) + 1);
    struct text text = { out, (size_t)EVP_EncodeBlock((unsigned char *)out, bytes, (int)length) };
    for (size_t i = 0; i < text.length; i++)
        out[i] = out[i] == '+' ? '-' : out[i] == '/' ? '_' : out[i];
    while (text.length && out[text.length - 1] == '=')
        out[--text.length] = '\0';
    return text;
}

static EVP_PKEY *read_key(struct text pem)
{
    BIO *bio = BIO_new_mem_buf(pem.at, (int)pem.length);
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
    BIO_free(bio);
    return key;
}

/* The key's point: 4, x, y. False for a key of another curve or kind. */
static bool point_of(struct text pem, unsigned char point[POINT])
{
    char group[32] = "";
    size_t length = 0;
    EVP_PKEY *key = read_key(pem);
    bool fine = key && EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL)
                && strcmp(group, "prime256v1") == 0
                && EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, POINT, &length) && length == POINT
                && point[0] == POINT_CONVERSION_UNCOMPRESSED;
    EVP_PKEY_free(key);
    return fine;
}

/* ECDSA with SHA-256, as DER; its length, or 0. */
static size_t sign_der(EVP_PKEY *key, struct text text, unsigned char der[MOST_DER])
{
    size_t length = MOST_DER;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool fine = context && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key)
                && EVP_DigestSign(context, der, &length, (const unsigned char *)text.at, text.length) == 1;
    EVP_MD_CTX_free(context);
    return fine ? length : 0;
}

/* The two numbers of a signature, one behind the other (RFC 7518, 3.4). */
static bool sign(struct text pem, struct text text, unsigned char pair[2 * COORDINATE])
{
    unsigned char der[MOST_DER];
    const unsigned char *at = der;
    EVP_PKEY *key = read_key(pem);
    size_t length = key ? sign_der(key, text, der) : 0;
    ECDSA_SIG *signature = length ? d2i_ECDSA_SIG(NULL, &at, (long)length) : NULL;
    bool fine = signature && BN_bn2binpad(ECDSA_SIG_get0_r(signature), pair, COORDINATE) == COORDINATE
                && BN_bn2binpad(ECDSA_SIG_get0_s(signature), pair + COORDINATE, COORDINATE) == COORDINATE;
    ECDSA_SIG_free(signature);
    EVP_PKEY_free(key);
    return fine;
}

struct text dpop_proof(struct arena *arena, struct text pem, struct text url, int64_t time, struct text id)
{
    unsigned char point[POINT], pair[2 * COORDINATE];
    if (!point_of(pem, point))
        return TEXT("");
    struct text header = text_format(arena, "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\","
                                     "\"crv\":\"P-256\"}}", base64(arena, point + 1, COORDINATE).at,
                                     base64(arena, point + 1 + COORDINATE, COORDINATE).at);
    struct text claims = text_format(arena, "{\"htm\":\"POST\",\"htu\":\"%.*s\",\"iat\":%lld,\"jti\":\"%.*s\"}", (int)url.length,
                                     url.at, (long long)time, (int)id.length, id.at);
    struct text signed_text = text_format(arena, "%s.%s", base64(arena, header.at, header.length).at,
                                          base64(arena, claims.at, claims.length).at);
    if (!sign(pem, signed_text, pair))
        return TEXT("");
    return text_format(arena, "%s.%s", signed_text.at, base64(arena, pair, sizeof pair).at);
}
