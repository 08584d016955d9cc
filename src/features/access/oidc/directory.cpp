// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "features/access/oidc/provider.hpp"

namespace debrief::features::access::oidc {
namespace {

constexpr std::chrono::hours kRemembered{1};
constexpr std::size_t kMostTrouble = 100;

std::string host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return std::string(url);
  const std::string_view rest = url.substr(begin + 3);
  return std::string(rest.substr(0, rest.find_first_of("/?#")));
}

Result<json::object> object_of(const std::string& body) {
  auto document = TRY(json::parse(body));
  if (!document.is_object()) return invalid("the provider's answer is no JSON object");
  return std::move(document.get_object());
}

ProviderCall token_call(const Provider& provider, const Metadata& metadata, const Attempt& attempt, const std::string& code) {
  std::vector<std::pair<std::string, std::string>> fields{{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", attempt.redirect_uri},
                                                          {"code_verifier", attempt.verifier}};
  ProviderCall call{"POST", metadata.token_endpoint, {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}}, ""};
  if (provider.secret.empty() || metadata.secret_in_body) {
    fields.emplace_back("client_id", provider.client_id);
    if (!provider.secret.empty()) fields.emplace_back("client_secret", provider.secret);
  } else {
    // RFC 6749, section 2.3.1: both are form-encoded first. form() writes "name=value"; only its encoding is wanted.
    const auto encoded = [](const std::string& text) { return form({{"", text}}).substr(1); };
    call.headers.emplace_back("Authorization", "Basic " + to_base64(encoded(provider.client_id) + ":" + encoded(provider.secret)));
  }
  call.body = form(fields);
  return call;
}

}  // namespace

Result<std::string> Directory::ask(ProviderCall call) {
  if (!ports_.fetch) return make_error(ErrorCode::unavailable, "this server cannot ask identity providers");
  const bool plain = call.url.starts_with("http://") && ports_.may_be_plain && ports_.may_be_plain(call.url);
  if (!call.url.starts_with("https://") && !plain)
    return invalid("{} is not reached over TLS", host_of(call.url)).with_help("Use https, or name the host with --allow-outgoing.");
  auto answer = TRY(ports_.fetch(call));
  if (answer.status == 200) return std::move(answer.body);
  // What else it says may repeat what was sent.
  std::string reason;
  if (const auto said = json::parse(answer.body); said && said->is_object()) reason = json::text_at(said->get_object(), "error");
  if (reason.size() > 60 || reason.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != std::string::npos) reason.clear();
  if (answer.status < 500)
    return make_error(ErrorCode::unauthenticated, "{} refused with status {}{}{}", host_of(call.url), answer.status, reason.empty() ? "" : ": ", reason);
  return make_error(ErrorCode::unavailable, "{} answered with status {}", host_of(call.url), answer.status);
}

Result<Metadata> Directory::metadata(const std::string& issuer, Instant now) {
  {
    const std::scoped_lock lock(mutex_);
    const auto known = metadata_.find(issuer);
    if (known != metadata_.end() && now - known->second.first < kRemembered) return known->second.second;
  }
  std::string base = issuer;
  if (base.ends_with('/')) base.pop_back();
  const std::string body = TRY(ask({"GET", base + "/.well-known/openid-configuration", {{"Accept", "application/json"}}, ""}));
  Metadata metadata = TRY(read_metadata(body, issuer));
  const std::scoped_lock lock(mutex_);
  metadata_[issuer] = {now, metadata};
  return metadata;
}

Result<std::vector<PublicKey>> Directory::keys_of(const std::string& jwks_uri, bool anew) {
  if (!anew) {
    const std::scoped_lock lock(mutex_);
    if (const auto known = keys_.find(jwks_uri); known != keys_.end()) return known->second;
  }
  auto keys = TRY(read_keys(TRY(ask({"GET", jwks_uri, {{"Accept", "application/json"}}, ""}))));
  const std::scoped_lock lock(mutex_);
  keys_[jwks_uri] = keys;
  return keys;
}

Result<json::object> Directory::add_userinfo(const Metadata& metadata, const std::string& access_token, json::object claims) {
  if (metadata.userinfo_endpoint.empty() || access_token.empty()) return claims;
  const std::string body = TRY(ask({"GET", metadata.userinfo_endpoint, {{"Authorization", "Bearer " + access_token}, {"Accept", "application/json"}}, ""}));
  const json::object more = TRY(object_of(body));
  if (json::text_at(more, "sub") != json::text_at(claims, "sub"))
    return make_error(ErrorCode::unauthenticated, "the provider's answer is not accepted: userinfo is about somebody else (sub)");
  for (const auto& member : more)
    if (!claims.contains(member.key())) claims[member.key()] = member.value();
  return claims;
}

Result<json::object> Directory::redeem(const Provider& provider, const Attempt& attempt, const std::string& code, Instant now) {
  const Metadata metadata = TRY(this->metadata(provider.issuer, now));
  const json::object answer = TRY(object_of(TRY(ask(token_call(provider, metadata, attempt, code)))));
  const SignedToken token = TRY(read_token(json::text_at(answer, "id_token")));
  const std::string access_token(json::text_at(answer, "access_token"));
  // An unknown key may be a new one.
  if (!is_signed_by(token, TRY(keys_of(metadata.jwks_uri, false))) && !is_signed_by(token, TRY(keys_of(metadata.jwks_uri, true))))
    return make_error(ErrorCode::unauthenticated, "the provider's answer is not accepted: none of its keys made the signature");
  TRY(check_claims(token.claims, {provider.issuer, provider.client_id, attempt.nonce, access_token, now}));
  return add_userinfo(metadata, access_token, token.claims);
}

void Directory::note_trouble(const std::string& provider, Instant at, const std::string& what) {
  const std::scoped_lock lock(mutex_);
  if (troubles_.size() >= kMostTrouble) troubles_.clear();
  troubles_[provider] = {at, what};
}

std::optional<Directory::Trouble> Directory::trouble(const std::string& provider) const {
  const std::scoped_lock lock(mutex_);
  const auto found = troubles_.find(provider);
  return found == troubles_.end() ? std::nullopt : std::optional(found->second);
}

void Directory::forget(const std::string& issuer) {
  const std::scoped_lock lock(mutex_);
  metadata_.erase(issuer);
  keys_.clear();
}

}  // namespace debrief::features::access::oidc
