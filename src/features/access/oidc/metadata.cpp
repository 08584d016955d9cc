// SPDX-License-Identifier: Apache-2.0
#include "features/access/oidc/base64url.hpp"
#include "features/access/oidc/provider.hpp"

#include "base/hash.hpp"
#include "base/time.hpp"

#include <algorithm>

namespace debrief::features::access::oidc {
namespace {

bool lists(const json::object& document, std::string_view field, std::string_view value, bool when_absent) {
  const json::array* all = json::array_at(document, field);
  if (all == nullptr) return when_absent;
  return std::any_of(all->begin(), all->end(), [&](const json::value& each) { return each.is_string() && std::string_view(each.get_string()) == value; });
}

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' ||
                       byte == '.' || byte == '_' || byte == '~';
    if (plain) escaped += c;
    else escaped += fmt::format("%{:02X}", byte);
  }
  return escaped;
}

}  // namespace

Result<Metadata> read_metadata(std::string_view body, const std::string& issuer) {
  const auto document = TRY(json::parse(body));
  if (!document.is_object()) return invalid("the provider's description is no JSON object");
  const auto& said = document.get_object();
  if (json::text_at(said, "issuer") != issuer)
    return invalid("the provider calls itself '{}'", json::text_at(said, "issuer")).at("/issuer").with_help("Write the issuer exactly like that, with or without the slash at the end.");
  Metadata metadata;
  metadata.authorization_endpoint = json::text_at(said, "authorization_endpoint");
  metadata.token_endpoint = json::text_at(said, "token_endpoint");
  metadata.jwks_uri = json::text_at(said, "jwks_uri");
  metadata.userinfo_endpoint = json::text_at(said, "userinfo_endpoint");
  metadata.end_session_endpoint = json::text_at(said, "end_session_endpoint");
  if (metadata.authorization_endpoint.empty() || metadata.token_endpoint.empty() || metadata.jwks_uri.empty())
    return invalid("the provider does not say where to sign in, to redeem codes, and where its keys are");
  if (!lists(said, "response_types_supported", "code", true)) return unsupported("the provider has no authorization code flow");
  if (!lists(said, "id_token_signing_alg_values_supported", "RS256", true) && !lists(said, "id_token_signing_alg_values_supported", "ES256", false))
    return unsupported("the provider signs with neither RS256 nor ES256");
  metadata.secret_in_body = !lists(said, "token_endpoint_auth_methods_supported", "client_secret_basic", true);
  const auto* names = said.if_contains("authorization_response_iss_parameter_supported");
  metadata.names_issuer = names != nullptr && names->is_bool() && names->get_bool();
  return metadata;
}

json::object to_json(const Attempt& attempt) {
  return {{"state", attempt.state}, {"nonce", attempt.nonce}, {"verifier", attempt.verifier}, {"provider", attempt.provider},
          {"return_to", attempt.return_to}, {"redirect_uri", attempt.redirect_uri}, {"user", attempt.user}, {"until", to_rfc3339(attempt.until)}};
}

std::optional<Attempt> attempt_from(std::string_view text) {
  const auto document = json::parse(text);
  if (!document || !document->is_object()) return std::nullopt;
  const auto& said = document->get_object();
  const auto field = [&](std::string_view name) { return std::string(json::text_at(said, name)); };
  const auto until = parse_rfc3339(field("until"));
  if (!until) return std::nullopt;
  return Attempt{field("state"), field("nonce"), field("verifier"), field("provider"), field("return_to"), field("redirect_uri"), field("user"), *until};
}

std::string challenge_of(std::string_view verifier) {
  const Digest digest = sha256(verifier);
  return to_base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string form(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) text += fmt::format("{}{}={}", text.empty() ? "" : "&", escape(name), escape(value));
  return text;
}

std::string authorization_url(const Metadata& metadata, const Provider& provider, const Attempt& attempt) {
  std::string scope = "openid email profile";
  for (const std::string& more : provider.rules.scopes) scope += " " + more;
  const char* joint = metadata.authorization_endpoint.find('?') == std::string::npos ? "?" : "&";
  return metadata.authorization_endpoint + joint +
         form({{"response_type", "code"}, {"client_id", provider.client_id}, {"redirect_uri", attempt.redirect_uri}, {"scope", scope},
               {"state", attempt.state}, {"nonce", attempt.nonce}, {"code_challenge", challenge_of(attempt.verifier)}, {"code_challenge_method", "S256"}});
}

}  // namespace debrief::features::access::oidc
