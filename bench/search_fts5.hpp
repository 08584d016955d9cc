// SPDX-License-Identifier: Apache-2.0
// The reference: SQLite FTS5, in memory, ranked by its bm25, any of the words.
#pragma once

#include "search_corpus.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace debrief::bench {

/// Not for concurrent use. Throws std::runtime_error when SQLite fails.
class Fts5 {
 public:
  Fts5();
  ~Fts5();
  Fts5(const Fts5&) = delete;
  Fts5& operator=(const Fts5&) = delete;

  void put(const std::vector<ZipfDocument>& documents);

  /// Row numbers of the best ten. `words` are joined by OR.
  [[nodiscard]] std::vector<std::size_t> search(const std::vector<std::string>& words);

  [[nodiscard]] std::size_t bytes() const;

 private:
  void run(const char* sql);
  [[nodiscard]] sqlite3_stmt* prepare(const char* sql);

  struct Close {
    void operator()(sqlite3* database) const;
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::unique_ptr<sqlite3_stmt, Close> insert_;
  std::unique_ptr<sqlite3_stmt, Close> search_;
};

}  // namespace debrief::bench
