// OpenSSL, and as functions what it gives as macros, which Swift does not see.
#pragma once
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

static inline EVP_PKEY *OpenSSL_generateP256(void) { return EVP_EC_gen("P-256"); }

// Nothing below TLS 1.2; the server chooses the suite; nothing that an attack has been built on.
static inline void OpenSSL_setRules(SSL_CTX *context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
}

static inline int OpenSSL_setGroups(SSL_CTX *context, const char *list) { return (int)SSL_CTX_set1_groups_list(context, list); }
static inline void OpenSSL_setMode(SSL_CTX *context, long mode) { SSL_CTX_set_mode(context, mode); }
static inline void OpenSSL_clearMode(SSL_CTX *context, long mode) { SSL_CTX_clear_mode(context, mode); }
static inline void OpenSSL_setReadAhead(SSL_CTX *context, int yes) { SSL_CTX_set_read_ahead(context, yes); }
static inline void OpenSSL_setSessionCacheMode(SSL_CTX *context, int mode) { SSL_CTX_set_session_cache_mode(context, mode); }
