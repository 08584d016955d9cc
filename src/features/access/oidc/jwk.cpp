// SPDX-License-Identifier: Apache-2.0
#include "features/access/oidc/jwk.hpp"

#include "features/access/oidc/base64url.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <functional>
#include <optional>

namespace debrief::features::access::oidc {
namespace {

constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 8192;
constexpr std::size_t kCoordinate = 32;
constexpr std::size_t kMostKeys = 50;

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* it) const {
    Free(it);
  }
};
using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Ecdsa = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Number number_from(std::string_view bytes) { return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)); }

Key key_from(const char* kind, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* made = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) <= 0)
    return nullptr;
  return {made, EVP_PKEY_free};
}

std::optional<std::string> member(const json::object& jwk, std::string_view name) { return from_base64url(json::text_at(jwk, name)); }

Result<Key> rsa_key(const json::object& jwk) {
  const auto n = member(jwk, "n");
  const auto e = member(jwk, "e");
  if (!n || !e || n->empty() || e->empty() || n->size() > kMostRsaBits / 8 + 1) return invalid("an RSA key lacks its numbers");
  const Builder builder(OSSL_PARAM_BLD_new());
  const Number modulus = number_from(*n);
  const Number exponent = number_from(*e);
  if (!builder || !modulus || !exponent || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 0 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 0)
    return invalid("an RSA key cannot be read");
  if (BN_num_bits(modulus.get()) < kLeastRsaBits) return unsupported("an RSA key has fewer than {} bits", kLeastRsaBits);
  Key key = key_from("RSA", builder.get());
  if (!key) return invalid("an RSA key cannot be read");
  return key;
}

Result<Key> p256_key(const json::object& jwk) {
  if (json::text_at(jwk, "crv") != "P-256") return unsupported("a key is on another curve than P-256");
  const auto x = member(jwk, "x");
  const auto y = member(jwk, "y");
  if (!x || !y || x->size() != kCoordinate || y->size() != kCoordinate) return invalid("a P-256 key lacks its coordinates");
  const std::string point = "\x04" + *x + *y;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 0 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 0)
    return invalid("a P-256 key cannot be read");
  Key key = key_from("EC", builder.get());
  if (!key) return invalid("a P-256 key is not on its curve");
  return key;
}

// OpenSSL wants r and s as ASN.1.
std::optional<std::string> to_der(std::string_view signature) {
  if (signature.size() != 2 * kCoordinate) return std::nullopt;
  Ecdsa pair(ECDSA_SIG_new());
  Number r = number_from(signature.substr(0, kCoordinate));
  Number s = number_from(signature.substr(kCoordinate));
  if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) == 0) return std::nullopt;
  (void)r.release();  // now the pair's
  (void)s.release();
  std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_ECDSA_SIG(pair.get(), &out);
  return der;
}

}  // namespace

struct PublicKey::State {
  Key key;
};

Result<PublicKey> PublicKey::from_jwk(const json::object& jwk) {
  if (const auto use = json::text_at(jwk, "use"); !use.empty() && use != "sig") return unsupported("a key is not for signatures");
  const auto kind = json::text_at(jwk, "kty");
  const auto named = json::text_at(jwk, "alg");
  if (kind == "RSA" && (named.empty() || named == "RS256"))
    return PublicKey(std::string(json::text_at(jwk, "kid")), Algorithm::rs256, std::make_shared<State>(State{TRY(rsa_key(jwk))}));
  if (kind == "EC" && (named.empty() || named == "ES256"))
    return PublicKey(std::string(json::text_at(jwk, "kid")), Algorithm::es256, std::make_shared<State>(State{TRY(p256_key(jwk))}));
  return unsupported("a key is of a kind that is not understood");
}

bool PublicKey::verifies(std::string_view text, std::string_view signature) const {
  const DigestContext context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, state_->key.get()) <= 0) return false;
  std::string given(signature);
  if (algorithm_ == Algorithm::es256) {
    auto der = to_der(signature);
    if (!der) return false;
    given = *std::move(der);
  }
  return EVP_DigestVerify(context.get(), bytes_of(given), given.size(), bytes_of(text), text.size()) == 1;
}

Result<std::vector<PublicKey>> read_keys(std::string_view body) {
  const auto document = TRY(json::parse(body));
  const json::array* set = document.is_object() ? json::array_at(document.get_object(), "keys") : nullptr;
  if (set == nullptr || set->size() > kMostKeys) return invalid("this is no set of keys");
  std::vector<PublicKey> keys;
  for (const json::value& each : *set) {
    if (!each.is_object()) continue;
    // Providers publish keys for other purposes in the same set.
    if (auto key = PublicKey::from_jwk(each.get_object())) keys.push_back(*std::move(key));
  }
  return keys;
}

}  // namespace debrief::features::access::oidc
