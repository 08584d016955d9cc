// SPDX-License-Identifier: Apache-2.0
#include "connectors/slack_export/message.hpp"
#include "connectors/slack_export/slack_export.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "connectors/json_documents.hpp"
#include "connectors/unread.hpp"

#include <set>

namespace debrief::connectors::slack_export {
namespace {

std::string origin_of(std::string_view path, const Workspace& workspace) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string_view::npos) return "Slack export";
  std::string_view folder = path.substr(0, slash);
  folder = folder.substr(folder.find_last_of('/') + 1);
  if (const auto found = workspace.conversations.find(folder); found != workspace.conversations.end())
    return "Slack export, direct message" + (found->second.empty() ? "" : " of " + found->second);
  return "Slack export, #" + std::string(folder);
}

const json::object* earlier(const json::object& message) {
  const json::object* original = json::object_at(message, "original");
  return original != nullptr ? original : json::object_at(message, "previous_message");
}

class Day {
 public:
  Day(const domain::ReadContext& context, const Workspace& workspace)
      : context_(context), workspace_(workspace), origin_(origin_of(context.name, workspace)) {
    reading_.format = "slack_export";
  }

  domain::Reading read(std::string_view bytes) {
    auto damaged = each_json_document(bytes, context_.name,
                                      [this](const json::value& message, const std::string&, std::string_view) {
                                        ++position_;
                                        take(message);
                                      });
    reading_.unread.insert(reading_.unread.end(), damaged.begin(), damaged.end());
    if (presences_ > 0)
      reading_.unread.push_back(unread_file(context_.name, "left out: " + std::to_string(presences_) +
                                                               (presences_ == 1 ? " message" : " messages") +
                                                               " about people or apps that joined or left"));
    return std::move(reading_);
  }

 private:
  [[nodiscard]] std::string here() const { return "message " + std::to_string(position_); }

  void refuse(std::string reason, std::string_view excerpt) {
    reading_.unread.push_back(unread_part(context_.name, here(), std::move(reason), excerpt));
  }

  void take(const json::value& document) {
    const json::object* message = document.if_object();
    if (message == nullptr) return refuse("the message is not an object", json::write(document));
    const std::string_view type = json::text_at(*message, "type");
    if (!type.empty() && type != "message") return refuse("this is no message, but \"" + std::string(type) + "\"", "");
    const json::value* ts = message->if_contains("ts");
    const auto at = time_of(ts);
    if (!at) return refuse("the time \"ts\" is missing or no time", json::write(*message));
    switch (handling_of(json::text_at(*message, "subtype"))) {
      case Handling::presence: ++presences_; return;
      case Handling::gone: return refuse("the message was deleted in Slack before the export", "");
      case Handling::change: return add_change(*message, *at);
      case Handling::removal: return add_removal(*message, *at);
      case Handling::tell: return add(*message, *at);
    }
  }

  domain::ReadEntry entry_at(const json::object& message, Instant at) const {
    domain::ReadEntry entry;
    entry.occurred_at = at;
    entry.kind = "message";
    entry.actor = author_of(message, workspace_);
    entry.origin = origin_;
    entry.locator = here();
    entry.original_time = json::text_at(message, "ts");
    return entry;
  }

  void add(const json::object& message, Instant at) {
    domain::ReadEntry entry = entry_at(message, at);
    entry.text = text_of(message, workspace_);
    if (entry.text.empty()) return refuse("the message has no text", json::write(message));
    // Exports repeat a reply that was also sent to the channel.
    if (!told_.emplace(at.micros, entry.text).second) return;
    entry.key_moment = is_key_moment(message);
    const std::string_view thread = json::text_at(message, "thread_ts");
    if (!thread.empty() && thread != json::text_at(message, "ts")) {
      entry.origin += ", thread";
      entry.locator += ", reply in the thread of " + std::string(thread);
    }
    if (const json::object* edited = json::object_at(message, "edited")) {
      const auto when = time_of(edited->if_contains("ts"));
      entry.time_note = "the text was edited" + (when ? " at " + to_rfc3339(*when) : std::string());
    }
    reading_.entries.push_back(std::move(entry));
  }

  void add_change(const json::object& message, Instant at) {
    const json::object* changed = json::object_at(message, "message");
    const std::string text = changed != nullptr ? text_of(*changed, workspace_) : "";
    if (text.empty()) return refuse("the changed message has no text", json::write(message));
    domain::ReadEntry entry = entry_at(message, at);
    if (!entry.actor) entry.actor = author_of(*changed, workspace_);
    entry.text = "changed an earlier message to: " + text;
    if (const json::object* original = earlier(message))
      entry.text += "\n(before: " + text_of(*original, workspace_) + ")";
    reading_.entries.push_back(std::move(entry));
  }

  void add_removal(const json::object& message, Instant at) {
    const json::object* original = earlier(message);
    if (original == nullptr) return refuse("a message was deleted; its text is not in the export", "");
    const auto said = time_of(original->if_contains("ts"));
    domain::ReadEntry entry = entry_at(message, said.value_or(at));
    if (!entry.actor) entry.actor = author_of(*original, workspace_);
    entry.text = text_of(*original, workspace_);
    entry.time_note = "deleted in Slack at " + to_rfc3339(at);
    entry.original_time = json::text_at(*original, "ts");
    reading_.entries.push_back(std::move(entry));
  }

  const domain::ReadContext& context_;
  const Workspace& workspace_;
  std::string origin_;
  domain::Reading reading_;
  std::set<std::pair<std::int64_t, std::string>> told_;
  std::size_t position_ = 0;
  std::size_t presences_ = 0;
};

}  // namespace

domain::Reading read_day(std::string_view bytes, const domain::ReadContext& context, const Workspace& workspace) {
  return Day(context, workspace).read(bytes);
}

domain::Reading read(std::string_view bytes, const domain::ReadContext& context) {
  return read_day(bytes, context, Workspace{});
}

int recognise(std::string_view name, std::string_view head) {
  const auto has = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || head[first] != '[' || !has("\"ts\"")) return 0;
  if (is_day(name)) return 90;
  return has("\"type\"") && has("\"message\"") && has("\"text\"") ? 75 : 0;
}

}  // namespace debrief::connectors::slack_export
