// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/messages.hpp"

#include "changeset/utf16.hpp"

#include <algorithm>
#include <limits>

namespace debrief::features::postmortems::editing {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kFurthest = 1 << 30;

// About how many bytes of JSON it takes.
std::size_t weight_of(const changeset::ChangeSet& changes) {
  constexpr std::size_t kSection = 8;
  std::size_t bytes = 0;
  for (const changeset::Section& section : changes.sections()) bytes += kSection + changeset::utf8_size(section.text);
  return bytes;
}

Result<changeset::Update> update_from(const json::value& item, std::string path) {
  json::Fields fields = TRY(json::Fields::of(item, path));
  changeset::Update update;
  update.seq = TRY(fields.integer("seq", 1, kMost));
  const json::value* const changes = fields.find("changes");
  TRY(fields.done());
  if (changes == nullptr) return invalid("an update needs 'changes'").at(path + "/changes");
  update.changes = TRY(changeset::read_change_set(*changes));
  if (weight_of(update.changes) > kUpdateLimit)
    return too_large("an update may have {} bytes", kUpdateLimit).with_help("Insert long texts in several steps.");
  return update;
}

Result<std::vector<changeset::Update>> updates_from(json::Fields& fields) {
  const json::value* const list = fields.find("updates");
  if (list == nullptr || !list->is_array() || list->get_array().empty())
    return invalid("'updates' must hold updates").at(fields.path_of("updates"));
  const json::array& items = list->get_array();
  if (items.size() > kMostUpdatesAPush)
    return too_large("a push may hold {} updates", kMostUpdatesAPush).with_help("Send the rest once these came back.");
  std::vector<changeset::Update> updates;
  for (std::size_t i = 0; i < items.size(); ++i) {
    updates.push_back(TRY(update_from(items[i], fmt::format("{}/{}", fields.path_of("updates"), i))));
    if (updates.back().seq != updates.front().seq + static_cast<std::int64_t>(i))
      return invalid("'seq' must grow by one from update to update").at(fields.path_of("updates"));
  }
  return updates;
}

Result<ClientMessage> open_from(json::Fields& fields) {
  Open open{TRY(fields.text("client", 64)), TRY(fields.optional_integer("edition", 0, kMost))};
  TRY(fields.done());
  if (!is_client_id(open.client)) return invalid("'client' must have 8 to 64 characters A-Z a-z 0-9 _ -").at("/client");
  return ClientMessage(std::move(open));
}

Result<ClientMessage> push_from(json::Fields& fields) {
  Push push{TRY(fields.integer("edition", 0, kMost)), TRY(updates_from(fields))};
  TRY(fields.done());
  return ClientMessage(std::move(push));
}

Result<ClientMessage> cursor_from(json::Fields& fields) {
  const auto edition = TRY(fields.optional_integer("edition", 0, kMost));
  const auto anchor = TRY(fields.optional_integer("anchor", 0, kFurthest));
  const auto head = TRY(fields.optional_integer("head", 0, kFurthest));
  TRY(fields.done());
  if (!edition && !anchor && !head) return ClientMessage(CursorMoved{});
  if (!edition || !anchor || !head) return invalid("a cursor has edition, anchor and head, or none of them");
  return ClientMessage(CursorMoved{CursorMoved::Place{*edition, *anchor, *head}});
}

Result<ClientMessage> seen_from(json::Fields& fields) {
  const Seen seen{TRY(fields.integer("edition", 0, kMost))};
  TRY(fields.done());
  return ClientMessage(seen);
}

std::string quoted(std::string_view text) {
  return json::write(json::value(text));
}

std::string_view refusal_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::forbidden: return "forbidden";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::not_found:
    case ErrorCode::unauthenticated: return "gone";
    case ErrorCode::unavailable:
    case ErrorCode::conflict:
    case ErrorCode::rate_limited: return "trouble";
    default: return "invalid";
  }
}

}  // namespace

bool is_client_id(std::string_view text) {
  constexpr std::size_t kShortest = 8;
  constexpr std::size_t kLongest = 64;
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return text.size() >= kShortest && text.size() <= kLongest && std::all_of(text.begin(), text.end(), fits);
}

Result<ClientMessage> read_message(std::string_view text) {
  if (text.size() > kPushLimit) return too_large("a message may have {} bytes", kPushLimit);
  const json::value document = TRY(json::parse(text));
  json::Fields fields = TRY(json::Fields::of(document));
  const std::string type = TRY(fields.text("type", 20));
  if (type == "push") return push_from(fields);
  if (type == "cursor") return cursor_from(fields);
  if (type == "seen") return seen_from(fields);
  if (type == "open") return open_from(fields);
  if (type != "ping") return invalid("there is no message of the type '{}'", type).at("/type");
  TRY(fields.done());
  return ClientMessage(Ping{});
}

Result<Push> read_push_request(const json::value& body) {
  json::Fields fields = TRY(json::Fields::of(body));
  const std::string client = TRY(fields.text("client", 64));
  Push push{TRY(fields.integer("edition", 0, kMost)), TRY(updates_from(fields))};
  TRY(fields.done());
  if (!is_client_id(client)) return invalid("'client' must have 8 to 64 characters A-Z a-z 0-9 _ -").at("/client");
  for (changeset::Update& update : push.updates) update.client = client;
  return push;
}

std::string update_json(const Edit& edit) {
  return fmt::format(R"({{"client":"{}","seq":{},"author":{},"changes":{}}})", edit.update.client, edit.update.seq,
                     quoted(edit.author), changeset::to_json_text(edit.update.changes));
}

std::string updates_message(std::int64_t edition, const std::vector<std::string_view>& updates) {
  std::string message = fmt::format(R"({{"type":"updates","edition":{},"updates":[)", edition);
  for (std::size_t i = 0; i < updates.size(); ++i) {
    if (i > 0) message += ',';
    message += updates[i];
  }
  return message + "]}";
}

std::string snapshot_message(std::int64_t edition, std::string_view text, std::string_view title, bool can_edit) {
  return fmt::format(R"({{"type":"snapshot","edition":{},"text":{},"title":{},"can_edit":{}}})", edition, quoted(text),
                     quoted(title), can_edit);
}

std::string opened_message(std::int64_t edition, bool can_edit) {
  return fmt::format(R"({{"type":"opened","edition":{},"can_edit":{}}})", edition, can_edit);
}

std::string refused_message(const Error& error, std::optional<std::int64_t> seq) {
  const std::string message = error.help.empty() ? error.message : error.message + ". " + error.help;
  return fmt::format(R"({{"type":"refused","code":"{}","message":{},"seq":{}}})", refusal_of(error.code),
                     quoted(message), seq ? std::to_string(*seq) : "null");
}

std::string pong_message() {
  return R"({"type":"pong"})";
}

Error storage_trouble() {
  return make_error(ErrorCode::unavailable, "this server cannot store anything at the moment")
      .with_help("Nothing is lost: keep the updates and send them again in a while.");
}

}  // namespace debrief::features::postmortems::editing
