// SPDX-License-Identifier: Apache-2.0
// Public keys of a provider (JSON Web Keys, RFC 7517 and 7518), and signatures checked with them through OpenSSL.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::access::oidc {

/// What a signature may be made with: everything else is refused, "none" first of all.
enum class Algorithm { rs256, es256 };

/// RSA of at least 2048 bits, for RS256, or P-256, for ES256.
class PublicKey {
 public:
  /// Errors: unsupported (another kind, or not for signatures), invalid (no key).
  static Result<PublicKey> from_jwk(const json::object& jwk);

  [[nodiscard]] const std::string& id() const { return id_; }  ///< empty when it has none
  [[nodiscard]] Algorithm algorithm() const { return algorithm_; }
  /// `signature` as JOSE has it: for ES256 64 bytes, r and s.
  [[nodiscard]] bool verifies(std::string_view text, std::string_view signature) const;

 private:
  struct State;
  PublicKey(std::string id, Algorithm algorithm, std::shared_ptr<const State> state)
      : id_(std::move(id)), algorithm_(algorithm), state_(std::move(state)) {}
  std::string id_;
  Algorithm algorithm_;
  std::shared_ptr<const State> state_;
};

/// Those of a set that are understood. Errors: invalid when it is no set.
[[nodiscard]] Result<std::vector<PublicKey>> read_keys(std::string_view body);

}  // namespace debrief::features::access::oidc
