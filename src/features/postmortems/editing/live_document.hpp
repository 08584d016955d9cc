// SPDX-License-Identifier: Apache-2.0
// A document that is being edited: its current text in memory, and the authority over what comes next.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "features/postmortems/editing/edit_store.hpp"
#include "features/postmortems/editing/messages.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems::editing {

/// An edit with its JSON, which is made once for everybody.
struct LoggedEdit {
  Edit edit;
  std::string json;
};

/// Not for several threads at once. Functions that take a Connection read what is not in memory.
class LiveDocument {
 public:
  /// Reads the current text. Absent when the incident has no postmortem.
  static std::optional<LiveDocument> load(db::Connection& db, std::int64_t incident);

  [[nodiscard]] std::int64_t incident() const { return incident_; }
  [[nodiscard]] std::int64_t edition() const { return edition_; }
  [[nodiscard]] const std::u16string& text() const { return text_; }
  [[nodiscard]] std::int64_t unkept() const { return edition_ - kept_; }
  /// The text of this edition, or of a later one, is in a revision now.
  void note_kept(std::int64_t edition) { kept_ = edition; }

  /// Takes in what others have stored since: other servers, and whoever replaced the text. Returns these edits.
  std::vector<LoggedEdit> catch_up(db::Connection& db);

  /// Rebases a push over what came in between, applies it, stores it as edits, and returns these; none when they were
  /// all accepted before. All or nothing. Must have caught up in the same transaction; when that fails to commit, the
  /// document in memory is ahead of the store and has to be loaded again. Errors: invalid, too_large, conflict.
  Result<std::vector<LoggedEdit>> accept(db::Connection& db, const domain::Principal& who, const Push& push,
                                         Instant now);

  /// Edits after an edition, at most `limit`, from memory or from the store.
  [[nodiscard]] std::vector<LoggedEdit> list_after(db::Connection& db, std::int64_t after, std::int64_t limit) const;

  /// Where a place in the text of `edition` is now; absent when that edition is not in memory any more.
  [[nodiscard]] std::optional<std::size_t> map_to_now(std::int64_t edition, std::size_t position,
                                                      std::string_view client) const;

 private:
  Result<std::vector<changeset::Update>> rebase(db::Connection& db, const Push& push, std::int64_t last_seq) const;
  Result<> apply(const std::vector<changeset::Update>& updates);
  Result<> check_size(const changeset::ChangeSet& change, std::u16string_view text, std::size_t bytes) const;
  const Writer* writer_of(db::Connection& db, const std::string& client);
  void remember(const LoggedEdit& logged);

  std::int64_t incident_ = 0;
  std::int64_t edition_ = 0;
  std::int64_t kept_ = 0;
  std::u16string text_;
  std::size_t bytes_ = 0;  // of the text in UTF-8
  std::deque<LoggedEdit> log_;
  std::size_t log_bytes_ = 0;
  std::map<std::string, Writer, std::less<>> writers_;
};

/// The same change as seen by a cursor: what the cursor's own client types pushes it on, what others type does not.
[[nodiscard]] std::size_t map_cursor(const Edit& edit, std::size_t position, std::string_view client);

}  // namespace debrief::features::postmortems::editing
