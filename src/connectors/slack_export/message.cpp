// SPDX-License-Identifier: Apache-2.0
#include "connectors/slack_export/message.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace debrief::connectors::slack_export {
namespace {

constexpr std::array<std::string_view, 6> kKeyReactions{"pushpin",        "round_pushpin", "fire",
                                                        "rotating_light", "star",          "key"};
constexpr std::array<std::string_view, 4> kPresenceEndings{"_join", "_leave", "bot_add", "bot_remove"};
constexpr int kBlockDepth = 8;

void append_line(std::string& out, std::string_view line) {
  line = trim(line);
  if (line.empty()) return;
  if (!out.empty()) out += '\n';
  out += line;
}

// The texts within blocks, in their order; for messages of apps that leave "text" empty.
void append_blocks(std::string& out, const json::value& block, const Workspace& workspace, int depth) {
  if (depth > kBlockDepth) return;
  if (const json::array* list = block.if_array()) {
    for (const json::value& element : *list) append_blocks(out, element, workspace, depth + 1);
  } else if (const json::object* object = block.if_object()) {
    append_line(out, plain_text(json::text_at(*object, "text"), workspace));
    for (const char* key : {"text", "fields", "elements"}) {
      const json::value* inner = object->if_contains(key);
      if (inner != nullptr && !inner->is_string()) append_blocks(out, *inner, workspace, depth + 1);
    }
  }
}

void append_attachments(std::string& out, const json::object& message, const Workspace& workspace) {
  const json::array* attachments = json::array_at(message, "attachments");
  if (attachments == nullptr) return;
  for (const json::value& attachment : *attachments) {
    const json::object* object = attachment.if_object();
    if (object == nullptr) continue;
    const std::size_t before = out.size();
    for (const char* key : {"pretext", "title", "text"})
      append_line(out, plain_text(json::text_at(*object, key), workspace));
    if (out.size() == before) append_line(out, plain_text(json::text_at(*object, "fallback"), workspace));
  }
}

void append_files(std::string& out, const json::object& message) {
  const json::array* files = json::array_at(message, "files");
  if (files == nullptr) return;
  for (const json::value& file : *files) {
    const json::object* object = file.if_object();
    if (object == nullptr) continue;
    std::string_view name = json::text_at(*object, "name");
    if (name.empty()) name = json::text_at(*object, "title");
    append_line(out, name.empty() ? "[file, deleted]" : "[file: " + std::string(name) + "]");
  }
}

}  // namespace

Handling handling_of(std::string_view subtype) {
  if (subtype == "message_changed") return Handling::change;
  if (subtype == "message_deleted") return Handling::removal;
  if (subtype == "tombstone") return Handling::gone;
  const auto ends = [&](std::string_view ending) { return subtype.ends_with(ending); };
  return std::any_of(kPresenceEndings.begin(), kPresenceEndings.end(), ends) ? Handling::presence : Handling::tell;
}

std::optional<Instant> time_of(const json::value* ts) {
  if (ts == nullptr) return std::nullopt;
  if (ts->is_int64()) return Instant{ts->get_int64() * 1'000'000};
  if (ts->is_double()) return Instant{static_cast<std::int64_t>(ts->get_double() * 1e6)};
  if (!ts->is_string()) return std::nullopt;
  const std::string_view text(ts->get_string().data(), ts->get_string().size());
  const std::size_t dot = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, dot));
  const std::string_view fraction = text.substr(std::min(dot + 1, text.size()));
  if (digits.empty() || digits.size() > 11 || fraction.size() > 6) return std::nullopt;
  digits += std::string(fraction) + std::string(6 - fraction.size(), '0');
  std::int64_t micros = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), micros);
  if (error != std::errc{} || end != digits.data() + digits.size() || micros < 0) return std::nullopt;
  return Instant{micros};
}

std::optional<std::string> author_of(const json::object& message, const Workspace& workspace) {
  const std::string_view user = json::text_at(message, "user");
  if (const auto found = workspace.people.find(user); found != workspace.people.end()) return found->second;
  if (const json::object* profile = json::object_at(message, "user_profile")) {
    for (const char* key : {"display_name", "real_name", "name"})
      if (const auto name = trim(json::text_at(*profile, key)); !name.empty()) return std::string(name);
  }
  if (const auto name = trim(json::text_at(message, "username")); !name.empty()) return std::string(name);
  if (const json::object* profile = json::object_at(message, "bot_profile"))
    if (const auto name = trim(json::text_at(*profile, "name")); !name.empty()) return std::string(name);
  if (!user.empty()) return std::string(user);
  const std::string_view bot = json::text_at(message, "bot_id");
  return bot.empty() ? std::nullopt : std::optional(std::string(bot));
}

std::string text_of(const json::object& message, const Workspace& workspace) {
  std::string text;
  append_line(text, plain_text(json::text_at(message, "text"), workspace));
  const json::value* blocks = message.if_contains("blocks");
  if (text.empty() && blocks != nullptr) append_blocks(text, *blocks, workspace, 0);
  append_attachments(text, message, workspace);
  append_files(text, message);
  return text;
}

bool is_key_moment(const json::object& message) {
  if (const json::array* pins = json::array_at(message, "pinned_to"); pins != nullptr && !pins->empty()) return true;
  const json::array* reactions = json::array_at(message, "reactions");
  if (reactions == nullptr) return false;
  return std::any_of(reactions->begin(), reactions->end(), [](const json::value& reaction) {
    const json::object* object = reaction.if_object();
    if (object == nullptr) return false;
    const std::string_view name = json::text_at(*object, "name");
    const std::string_view plain = name.substr(0, name.find("::"));
    return std::find(kKeyReactions.begin(), kKeyReactions.end(), plain) != kKeyReactions.end();
  });
}

}  // namespace debrief::connectors::slack_export
