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
