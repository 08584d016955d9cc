// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/message.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

namespace debrief::features::deliveries {
namespace {

// Slack shows no more of a message, and Mattermost servers take it as one post.
constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kLongestLink = 600;
constexpr std::int64_t kPayloadVersion = 1;

std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    default: return {};
  }
}

bool is_markdown(char c) {
  return std::string_view("\\`*_{}[]()#+-!|~").find(c) != std::string_view::npos;
}

// Escaped piece by piece, so that nothing is cut in the middle of an escape or a character.
template <class Escape>
std::string escaped(std::string_view plain, std::size_t limit, const Escape& escape) {
  constexpr std::string_view kCut = "…";
  std::string text;
  for (std::size_t at = 0; at < plain.size();) {
    std::size_t next = at + 1;
    while (next < plain.size() && (static_cast<unsigned char>(plain[next]) & 0xc0U) == 0x80U) ++next;
    const std::string piece = escape(plain.substr(at, next - at));
    if (text.size() + piece.size() + kCut.size() > limit) return text + std::string(kCut);
    text += piece;
    at = next;
  }
  return text;
}

std::string chat_text(EndpointKind kind, const Message& message) {
  const bool linked = !message.url.empty() && message.url.size() <= kLongestLink;
  if (kind == EndpointKind::slack)
    return slack_text(message.text, kLongestText - kLongestLink) +
           (linked ? fmt::format("\n<{}|Open in Debrief>", message.url) : "");
  return mattermost_text(message.text, kLongestText - kLongestLink) +
         (linked ? fmt::format("\n[Open in Debrief]({})", message.url) : "");
}

}  // namespace

std::string slack_text(std::string_view plain, std::size_t limit) {
  return escaped(plain, limit, [](std::string_view piece) {
    const std::string_view known = entity(piece.front());
    return std::string(known.empty() ? piece : known);
  });
}

std::string mattermost_text(std::string_view plain, std::size_t limit) {
  return escaped(plain, limit, [](std::string_view piece) {
    if (const std::string_view known = entity(piece.front()); !known.empty()) return std::string(known);
    if (piece == "@") return std::string("@\u200b");
    return (is_markdown(piece.front()) ? "\\" : "") + std::string(piece);
  });
}

json::object incident_json(const domain::Incident& incident, std::string_view url) {
  json::array services;
  for (const auto& service : incident.services) services.emplace_back(service);
  return {{"number", incident.number},
          {"key", domain::incident_key(incident.number)},
          {"title", incident.title},
          {"kind", to_text(incident.kind)},
          {"severity", json::or_null(incident.severity)},
          {"state", incident.state},
          {"phase", to_text(incident.phase())},
          {"services", std::move(services)},
          {"url", url}};
}

std::string body_for(EndpointKind kind, const Message& message) {
  if (kind != EndpointKind::webhook) return json::write(json::object{{"text", chat_text(kind, message)}});
  json::object data = message.data;
  if (!data.contains("text")) data["text"] = message.text;
  if (!data.contains("url") && !message.url.empty()) data["url"] = message.url;
  return json::write(json::object{{"type", message.type},
                                  {"version", kPayloadVersion},
                                  {"timestamp", to_rfc3339(message.at)},
                                  {"data", std::move(data)}});
}

}  // namespace debrief::features::deliveries
