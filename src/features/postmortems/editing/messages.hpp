// SPDX-License-Identifier: Apache-2.0
// What editors and the server say to each other, as docs/editing.md tells. Pure.
#pragma once

#include "base/result.hpp"
#include "features/postmortems/editing/edit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace debrief::features::postmortems::editing {

/// The first message. Without an edition the client wants the whole text.
struct Open {
  std::string client;
  std::optional<std::int64_t> edition;
};

/// Updates that build on each other, the first on the text of `edition`.
struct Push {
  std::int64_t edition = 0;
  std::vector<changeset::Update> updates;
};

/// Where the client's cursor is in the text of `edition`; absent when it left the text.
struct CursorMoved {
  struct Place {
    std::int64_t edition = 0;
    std::int64_t anchor = 0;
    std::int64_t head = 0;
  };
  std::optional<Place> place;
};

struct Seen {
  std::int64_t edition = 0;
};
struct Ping {};

using ClientMessage = std::variant<Open, Push, CursorMoved, Seen, Ping>;

/// Updates of a push have no client yet. Errors: invalid, too_large.
[[nodiscard]] Result<ClientMessage> read_message(std::string_view text);

/// The body of POST …/edits: a push with its client. Errors: invalid, too_large.
[[nodiscard]] Result<Push> read_push_request(const json::value& body);

[[nodiscard]] bool is_client_id(std::string_view text);

/// One edit as a part of `updates` messages and answers.
[[nodiscard]] std::string update_json(const Edit& edit);

/// `updates` hold update_json of edits in a row; `edition` is the one after the last.
[[nodiscard]] std::string updates_message(std::int64_t edition, const std::vector<std::string_view>& updates);
[[nodiscard]] std::string snapshot_message(std::int64_t edition, std::string_view text, std::string_view title,
                                           bool can_edit);
[[nodiscard]] std::string opened_message(std::int64_t edition, bool can_edit);
/// `seq` is that of the first update of the push that is refused.
[[nodiscard]] std::string refused_message(const Error& error, std::optional<std::int64_t> seq);
[[nodiscard]] std::string pong_message();

/// What the sender of updates is told while nothing can be stored.
[[nodiscard]] Error storage_trouble();

}  // namespace debrief::features::postmortems::editing
