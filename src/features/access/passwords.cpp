// SPDX-License-Identifier: Apache-2.0
#include "features/access/access.hpp"

#include "base/hash.hpp"

#include <sodium.h>

#include <new>
#include <semaphore>
#include <stdexcept>

namespace debrief::features::access {
namespace {

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started");
}

// Each hash takes 64 MiB: a flood of sign-ins must wait, not eat the memory.
class Turn {
 public:
  Turn() { turns().acquire(); }
  ~Turn() { turns().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static std::counting_semaphore<4>& turns() {
    static std::counting_semaphore<4> turns{4};
    return turns;
  }
};

}  // namespace

std::string hash_password(const std::string& password) {
  start_sodium();
  const Turn turn;
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  hash.resize(hash.find('\0'));
  return hash;
}

bool password_matches(const std::string& hash, const std::string& password) {
  start_sodium();
  const Turn turn;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool password_matches_nobody(const std::string& password) {
  // Of a secret that nobody kept; the parameters are those of hash_password.
  static const std::string hash = "$argon2id$v=19$m=65536,t=2,p=1$w9usfla9ZsT5JwuAak94Nw$lyGgdxp/ZiZQ1i1TpFUz29351TGwq/bCKSYCzsAxcRw";
  (void)password_matches(hash, password);
  return false;
}

std::string hash_secret(std::string_view secret) { return to_hex(sha256(secret)); }

}  // namespace debrief::features::access
