// SPDX-License-Identifier: Apache-2.0
// ID tokens (OpenID Connect Core 1.0, section 2): the signature (RFC 7515, compact), then every claim that the section
// 3.1.3.7 asks for. Pure.
#pragma once

#include "base/clock.hpp"
#include "features/access/oidc/jwk.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::access::oidc {

/// A token taken apart; nothing of it is believed yet.
struct SignedToken {
  Algorithm algorithm = Algorithm::rs256;
  std::string key_id;   ///< empty when the header names none
  json::object claims;
  std::string signed_text;
  std::string signature;
};

/// Errors: invalid (no compact JWS), unsupported (an algorithm other than RS256 and ES256, critical extensions).
[[nodiscard]] Result<SignedToken> read_token(std::string_view compact);

/// True when a key of the same algorithm, and of the same id where both name one, made the signature.
[[nodiscard]] bool is_signed_by(const SignedToken& token, const std::vector<PublicKey>& keys);

struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  std::string access_token;  ///< compared to at_hash where the token has one
  Instant now;
};
/// Clocks may differ by this much.
inline constexpr std::chrono::seconds kSkew{60};
/// Errors: unauthenticated, which says what does not fit.
[[nodiscard]] Result<> check_claims(const json::object& claims, const Expected& expected);

}  // namespace debrief::features::access::oidc
