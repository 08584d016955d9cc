// SPDX-License-Identifier: Apache-2.0
// Documents in an SQLite file of its own, found by FTS5, whichever engine keeps the store. It can be deleted and made
// anew.
#pragma once

#include "db/database.hpp"
#include "features/lookup/documents.hpp"
#include "features/lookup/query.hpp"
#include "features/lookup/vocabulary.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace debrief::features::lookup {

/// What documents that are put together have in common. Those of no incident have number 0 and are for everybody.
struct Belonging {
  std::string group;  ///< "incident:42": the same for what is put in the place of them
  std::int64_t incident = 0;
  std::string severity;  ///< empty: none
  std::vector<std::string> services;
};

/// A piece of text; `hit` where it is what was looked for.
struct Piece {
  std::string text;
  bool hit = false;
};

struct Found {
  Kind kind = Kind::incident;
  std::int64_t incident = 0;
  std::vector<Piece> title;
  std::vector<Piece> excerpt;
  std::string target;
  std::string severity;
  Instant at;
};

struct Count {
  std::string value;
  std::int64_t documents = 0;
};

struct Answer {
  std::vector<Found> items;
  std::int64_t total = 0;
  bool capped = false;                             ///< only the newest 5,000 that match were ranked and counted
  std::vector<Count> kinds, services, severities;  ///< of those, the most frequent first; at most twelve services
  std::optional<std::string> corrected;            ///< what was looked for instead, since nothing was found
};

/// Incidents of which nothing may be found, nor counted.
using Hidden = std::set<std::int64_t>;

/// Safe from any thread.
class TextIndex {
 public:
  /// Opens the file, or makes it anew when it is damaged or of another version. Throws DatabaseError.
  explicit TextIndex(std::filesystem::path file);

  /// These are all documents of the group from now on. Those that stay the same are not written again.
  void put(const Belonging& belonging, const std::vector<Document>& documents);
  void remove(const std::string& group);
  /// Removes the groups whose names begin so, unless `keep` says otherwise.
  void keep_groups(std::string_view begin, const std::function<bool(std::string_view group)>& keep);

  /// A position of the journal up to which everything is in the index, kept with it; 0 in a new one.
  [[nodiscard]] std::int64_t position();
  void set_position(std::int64_t position);

  /// The best `limit` documents behind the first `offset`.
  [[nodiscard]] Answer find(const Wanted& wanted, const Hidden& hidden, std::size_t limit, std::size_t offset = 0);

 private:
  void open();
  [[nodiscard]] Answer look(const Wanted& wanted, const std::string& match, const Hidden& hidden, std::size_t limit,
                            std::size_t offset);
  [[nodiscard]] std::optional<std::string> correct(const std::string& word, bool unfinished, const Hidden& hidden);
  [[nodiscard]] std::shared_ptr<const Vocabulary> vocabulary();

  std::filesystem::path file_;
  std::unique_ptr<db::Database> database_;
  std::mutex mutex_;  // guards what stands below
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::int64_t changes_ = 0, vocabulary_changes_ = -1;
};

}  // namespace debrief::features::lookup
