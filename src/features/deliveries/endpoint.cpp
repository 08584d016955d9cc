// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/endpoint.hpp"

#include "base/text.hpp"
#include "domain/incident.hpp"
#include "features/deliveries/event_kinds.hpp"

#include <algorithm>

namespace debrief::features::deliveries {
namespace {

constexpr std::size_t kLongestAddress = 2000, kLongestService = 100, kMostServices = 200;

json::array texts_json(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

std::vector<std::string> texts_at(const json::object& document, std::string_view key) {
  std::vector<std::string> texts;
  if (const auto* list = json::array_at(document, key))
    for (const auto& one : *list)
      if (one.is_string()) texts.emplace_back(one.get_string());
  return texts;
}

bool may_stand_in_host(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == ':' || c == '[' ||
         c == ']';
}

bool is_allowed(std::string_view host, const std::vector<std::string>& allowed) {
  const std::string_view name =
      host.starts_with('[') ? host.substr(1, host.find(']') - 1) : host.substr(0, host.find(':'));
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& one) {
    const std::string wanted = to_lower(trim(one));
    return !wanted.empty() && (wanted == host || wanted == name);
  });
}

}  // namespace

std::string_view to_text(EndpointKind kind) {
  switch (kind) {
    case EndpointKind::slack: return "slack";
    case EndpointKind::mattermost: return "mattermost";
    case EndpointKind::webhook: break;
  }
  return "webhook";
}

std::optional<EndpointKind> endpoint_kind_from(std::string_view text) {
  for (const auto kind : {EndpointKind::webhook, EndpointKind::slack, EndpointKind::mattermost})
    if (to_text(kind) == text) return kind;
  return std::nullopt;
}

std::string_view to_text(EndpointState state) {
  switch (state) {
    case EndpointState::on: return "on";
    case EndpointState::gone: return "gone";
    case EndpointState::failing: return "failing";
    case EndpointState::off: break;
  }
  return "off";
}

EndpointState endpoint_state_from(std::string_view text) {
  for (const auto state : {EndpointState::on, EndpointState::gone, EndpointState::failing})
    if (to_text(state) == text) return state;
  return EndpointState::off;
}

json::object to_json(const Wants& wants) {
  return {{"events", texts_json(wants.events)},
          {"severities", texts_json(wants.severities)},
          {"services", texts_json(wants.services)},
          {"private", wants.private_incidents}};
}

Wants wants_from(std::string_view text) {
  const auto document = json::parse(text);
  if (!document || !document->is_object()) return {};
  const json::object& object = document->get_object();
  const auto* secret = object.if_contains("private");
  return {texts_at(object, "events"), texts_at(object, "severities"), texts_at(object, "services"),
          secret != nullptr && secret->is_bool() && secret->get_bool()};
}

Result<> check(const Wants& wants) {
  for (std::size_t i = 0; i < wants.events.size(); ++i)
    if (!is_event_kind(wants.events[i]))
      return invalid("there is no event '{}'", shorten(wants.events[i], 60))
          .at(fmt::format("/events/{}", i))
          .with_help("GET /api/v1/endpoints lists them.");
  for (std::size_t i = 0; i < wants.severities.size(); ++i)
    if (wants.severities[i].empty() || wants.severities[i].size() > kLongestService)
      return invalid("'{}' is no severity", shorten(wants.severities[i], 60)).at(fmt::format("/severities/{}", i));
  if (wants.services.size() > kMostServices) return invalid("more than {} services", kMostServices).at("/services");
  for (std::size_t i = 0; i < wants.services.size(); ++i)
    if (wants.services[i].empty() || wants.services[i].size() > kLongestService)
      return invalid("the name of a service has 1 to {} bytes", kLongestService).at(fmt::format("/services/{}", i));
  return {};
}

Result<Address> read_address(std::string_view text, const std::vector<std::string>& allowed) {
  const std::string url(trim(text));
  const auto refuse = [](std::string what) {
    return invalid("{}", what)
        .at("/address")
        .with_help("Copy the address from the receiver, such as https://hooks.example.com/T0/B0/x.");
  };
  if (url.empty()) return refuse("the address is missing");
  if (url.size() > kLongestAddress) return refuse(fmt::format("the address is longer than {} bytes", kLongestAddress));
  for (const char c : url)
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f || c == '\\' || c == '"' ||
        c == '<' || c == '>' || c == '#')
      return refuse("the address holds a space, a fragment or a character that an address may not hold");
  const bool tls = to_lower(url.substr(0, 8)) == "https://";
  if (!tls && to_lower(url.substr(0, 7)) != "http://") return refuse("the address does not begin with https://");
  const std::string_view rest = std::string_view(url).substr(tls ? 8 : 7);
  const std::string host = to_lower(rest.substr(0, rest.find_first_of("/?")));
  if (host.find('@') != std::string::npos) return refuse("the address holds a user name or a password");
  if (host.empty() || host.starts_with(':') || !std::all_of(host.begin(), host.end(), may_stand_in_host))
    return refuse("the address has no valid host");
  if (!tls && !is_allowed(host, allowed))
    return invalid("{} is not reached by https", host)
        .at("/address")
        .with_help("Use https, or let the operator allow the host with --allow-outgoing.");
  return Address{url, host};
}

}  // namespace debrief::features::deliveries
