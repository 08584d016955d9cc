// SPDX-License-Identifier: Apache-2.0
#include "features/notify/web_push.hpp"

#include "base/base64.hpp"
#include "base/hmac.hpp"
#include "base/json.hpp"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace debrief::features::notify {
namespace {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* held) const { Free(held); }
};
template <class T, auto Free>
using Held = std::unique_ptr<T, FreeWith<Free>>;
using Key = Held<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

constexpr std::size_t kPointBytes = 65;
constexpr std::size_t kScalarBytes = 32;
constexpr std::size_t kRecordBytes = 4096;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kMostText = kRecordBytes - kTagBytes - 1 - 86;

void demand(bool held) {
  if (!held) throw std::runtime_error("OpenSSL refused a step of a push message");
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string bytes_in(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

// Null when the bytes are no key of the curve. `scalar` empty: a public key.
Key load_key(std::string_view point, std::string_view scalar) {
  if (point.size() != kPointBytes || (!scalar.empty() && scalar.size() != kScalarBytes)) return nullptr;
  const Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
  const Held<BIGNUM, BN_clear_free> number(scalar.empty() ? nullptr : BN_bin2bn(bytes_of(scalar), static_cast<int>(scalar.size()), nullptr));
  demand(builder && OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
         OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1);
  if (number) demand(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get()) == 1);
  const Held<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  demand(parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1);
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, number ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) return nullptr;
  return Key(key);
}

std::string shared_secret(EVP_PKEY* own, EVP_PKEY* other) {
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, own, nullptr));
  std::size_t size = kScalarBytes;
  std::string secret(size, '\0');
  demand(context && EVP_PKEY_derive_init(context.get()) == 1 && EVP_PKEY_derive_set_peer(context.get(), other) == 1 &&
         EVP_PKEY_derive(context.get(), bytes_of(secret), &size) == 1 && size == kScalarBytes);
  return secret;
}

std::string hmac_bytes(std::string_view key, const std::string& text) { return bytes_in(hmac_sha256(key, text)); }

std::string seal_record(std::string_view text, const std::string& key, const std::string& nonce) {
  const Held<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> cipher(EVP_CIPHER_CTX_new());
  std::string plain(text);
  plain += '\x02';  // the last record
  std::string sealed(plain.size() + kTagBytes, '\0');
  int written = 0, rest = 0;
  demand(cipher && EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, bytes_of(std::string_view(key)), bytes_of(std::string_view(nonce))) == 1 &&
         EVP_EncryptUpdate(cipher.get(), bytes_of(sealed), &written, bytes_of(std::string_view(plain)), static_cast<int>(plain.size())) == 1 &&
         EVP_EncryptFinal_ex(cipher.get(), bytes_of(sealed) + written, &rest) == 1 &&
         EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, bytes_of(sealed) + plain.size()) == 1);
  return sealed;
}

// r and s with 32 bytes each (RFC 7518, 3.4).
std::string sign_es256(EVP_PKEY* key, const std::string& text) {
  const Held<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  std::size_t size = 0;
  demand(context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestSign(context.get(), nullptr, &size, bytes_of(std::string_view(text)), text.size()) == 1);
  std::string der(size, '\0');
  demand(EVP_DigestSign(context.get(), bytes_of(der), &size, bytes_of(std::string_view(text)), text.size()) == 1);
  const unsigned char* begin = bytes_of(std::string_view(der));
  const Held<ECDSA_SIG, ECDSA_SIG_free> signature(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(size)));
  std::string raw(2 * kScalarBytes, '\0');
  demand(signature && BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes_of(raw), kScalarBytes) == static_cast<int>(kScalarBytes) &&
         BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes_of(raw) + kScalarBytes, kScalarBytes) == static_cast<int>(kScalarBytes));
  return raw;
}

std::string origin_of(std::string_view address) {
  const std::size_t host = address.find("://");
  if (host == std::string_view::npos) return {};
  return std::string(address.substr(0, address.find_first_of("/?#", host + 3)));
}

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text = to_base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string usual(text);
  for (char& c : usual) c = c == '-' ? '+' : c == '_' ? '/' : c;
  while (usual.size() % 4 != 0) usual += '=';
  return from_base64(usual);
}

KeyPair new_key_pair() {
  const Key key(EVP_EC_gen("P-256"));
  demand(key != nullptr);
  KeyPair pair{std::string(kPointBytes, '\0'), std::string(kScalarBytes, '\0')};
  std::size_t size = 0;
  BIGNUM* number = nullptr;
  demand(EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, bytes_of(pair.public_key), kPointBytes, &size) == 1 && size == kPointBytes &&
         EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1);
  const Held<BIGNUM, BN_clear_free> scalar(number);
  demand(BN_bn2binpad(scalar.get(), bytes_of(pair.private_key), kScalarBytes) == static_cast<int>(kScalarBytes));
  return pair;
}

Result<std::string> encrypt_push(std::string_view text, const BrowserKeys& browser, const KeyPair& sender, std::string_view salt) {
  if (text.size() > kMostText) return invalid("a push message has at most {} bytes", kMostText);
  const Key theirs = load_key(browser.p256dh, {});
  const Key ours = load_key(sender.public_key, sender.private_key);
  if (!theirs || !ours || browser.auth.size() != 16 || salt.size() != 16) return invalid("these are no keys for push messages");
  const std::string info = std::string("WebPush: info\0", 14) + browser.p256dh + sender.public_key + '\x01';
  const std::string input = hmac_bytes(hmac_bytes(browser.auth, shared_secret(ours.get(), theirs.get())), info);
  const std::string pseudo_random = hmac_bytes(salt, input);
  const std::string key = hmac_bytes(pseudo_random, std::string("Content-Encoding: aes128gcm\0\x01", 29)).substr(0, 16);
  const std::string nonce = hmac_bytes(pseudo_random, std::string("Content-Encoding: nonce\0\x01", 25)).substr(0, 12);
  std::string body(salt);
  body += std::string("\0\0\x10\0", 4);
  body += static_cast<char>(kPointBytes);
  return body + sender.public_key + seal_record(text, key, nonce);
}

Result<std::string> encrypt_push(std::string_view text, const BrowserKeys& browser) {
  std::string salt(16, '\0');
  demand(RAND_bytes(bytes_of(salt), 16) == 1);
  return encrypt_push(text, browser, new_key_pair(), salt);
}

Result<std::string> vapid_header(std::string_view address, std::string_view contact, const KeyPair& server, Instant now) {
  const Key key = load_key(server.public_key, server.private_key);
  const std::string origin = origin_of(address);
  if (!key || origin.empty()) return invalid("these are no keys for push messages, or no address");
  constexpr std::int64_t kValidSeconds = 12 * 60 * 60;
  const std::string claims = json::write(json::object{{"aud", origin}, {"exp", now.micros / 1'000'000 + kValidSeconds}, {"sub", contact}});
  const std::string signed_text = to_base64url(R"({"typ":"JWT","alg":"ES256"})") + "." + to_base64url(claims);
  return fmt::format("vapid t={}.{}, k={}", signed_text, to_base64url(sign_es256(key.get(), signed_text)), to_base64url(server.public_key));
}

}  // namespace debrief::features::notify
