// SPDX-License-Identifier: Apache-2.0
#include "features/access/oidc/id_token.hpp"

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "features/access/oidc/base64url.hpp"

#include <boost/json/value.hpp>

namespace debrief::features::access::oidc {
namespace {

constexpr std::size_t kTokenLimit = 64 * 1024;
constexpr std::chrono::minutes kOldest{10};

Error refused(std::string_view why) { return make_error(ErrorCode::unauthenticated, "the provider's answer is not accepted: {}", why); }

Result<json::object> object_in(std::string_view part) {
  const auto text = from_base64url(part);
  if (!text) return invalid("a part of the token is not base64url");
  auto document = TRY(json::parse(*text));
  if (!document.is_object()) return invalid("a part of the token is no JSON object");
  return std::move(document.get_object());
}

Result<Algorithm> algorithm_of(const json::object& header) {
  const auto name = json::text_at(header, "alg");
  if (name == "RS256") return Algorithm::rs256;
  if (name == "ES256") return Algorithm::es256;
  return unsupported("the token is signed with '{}'; only RS256 and ES256 are accepted", shorten(name, 20));
}

// Seconds; fractions are allowed by RFC 7519.
std::optional<Instant> time_at(const json::object& claims, std::string_view name) {
  const auto* value = claims.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double seconds = value->to_number<double>();
  if (!(seconds >= 0 && seconds < 1e11)) return std::nullopt;
  return Instant{static_cast<std::int64_t>(seconds * 1e6)};
}

Result<> check_audience(const json::object& claims, const std::string& client_id) {
  const auto* audience = claims.if_contains("aud");
  bool ours = false;
  std::size_t count = 1;
  if (audience != nullptr && audience->is_string()) ours = std::string_view(audience->get_string()) == client_id;
  if (audience != nullptr && audience->is_array()) {
    count = audience->get_array().size();
    for (const auto& each : audience->get_array()) ours = ours || (each.is_string() && std::string_view(each.get_string()) == client_id);
  }
  if (!ours) return refused("it is for another application (aud)");
  const auto* party = claims.if_contains("azp");
  if (party == nullptr && count > 1) return refused("it is for several applications and does not say for which one (azp)");
  if (party != nullptr && json::text_at(claims, "azp") != client_id) return refused("it was made for another application (azp)");
  return {};
}

Result<> check_times(const json::object& claims, Instant now) {
  const auto expires = time_at(claims, "exp");
  const auto issued = time_at(claims, "iat");
  if (!expires || !issued) return refused("it does not say when it was made and until when it holds (iat, exp)");
  if (*expires + kSkew <= now) return refused("it has expired (exp)");
  if (*issued > now + kSkew) return refused("it is from the future (iat); compare the clocks");
  if (*issued + kOldest < now) return refused("it is too old (iat); compare the clocks");
  if (const auto from = time_at(claims, "nbf"); claims.contains("nbf") && (!from || *from > now + kSkew)) return refused("it does not hold yet (nbf)");
  return {};
}

bool fits_access_token(std::string_view at_hash, const std::string& access_token) {
  const Digest digest = sha256(access_token);
  return equal_in_constant_time(at_hash, to_base64url({reinterpret_cast<const char*>(digest.data()), digest.size() / 2}));
}

}  // namespace

Result<SignedToken> read_token(std::string_view compact) {
  const auto parts = split(compact, '.');
  if (compact.size() > kTokenLimit || parts.size() != 3) return invalid("this is no signed token");
  const json::object header = TRY(object_in(parts[0]));
  SignedToken token;
  token.algorithm = TRY(algorithm_of(header));
  if (header.contains("crit")) return unsupported("the token asks for extensions that are not understood (crit)");
  token.key_id = json::text_at(header, "kid");
  token.claims = TRY(object_in(parts[1]));
  const auto signature = from_base64url(parts[2]);
  if (!signature || signature->empty()) return invalid("the token has no signature");
  token.signature = *signature;
  token.signed_text = compact.substr(0, parts[0].size() + 1 + parts[1].size());
  return token;
}

bool is_signed_by(const SignedToken& token, const std::vector<PublicKey>& keys) {
  for (const PublicKey& key : keys) {
    if (key.algorithm() != token.algorithm) continue;
    if (!token.key_id.empty() && !key.id().empty() && key.id() != token.key_id) continue;
    if (key.verifies(token.signed_text, token.signature)) return true;
  }
  return false;
}

Result<> check_claims(const json::object& claims, const Expected& expected) {
  if (json::text_at(claims, "iss") != expected.issuer) return refused("it is from another issuer (iss)");
  TRY(check_audience(claims, expected.client_id));
  TRY(check_times(claims, expected.now));
  if (!equal_in_constant_time(json::text_at(claims, "nonce"), expected.nonce)) return refused("it answers another sign-in (nonce)");
  const auto subject = json::text_at(claims, "sub");
  if (subject.empty() || subject.size() > 255) return refused("it does not say who signed in (sub)");
  if (claims.contains("at_hash") && !fits_access_token(json::text_at(claims, "at_hash"), expected.access_token))
    return refused("it belongs to another access token (at_hash)");
  return {};
}

}  // namespace debrief::features::access::oidc
