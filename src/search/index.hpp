// SPDX-License-Identifier: Apache-2.0
// An inverted index in memory, ranked by BM25 over weighted fields, that says why it found what it found.
#pragma once

#include "base/result.hpp"
#include "search/document.hpp"
#include "search/settings.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

/// Safe for any number of readers and writers at once; writers take turns, and packing what they wrote does
/// not hold up readers. The same documents give the same scores whatever the order of put and erase.
class Index {
 public:
  explicit Index(Settings settings = {});
  ~Index();
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  /// Inserts the document, or replaces the one with its key. Visible to searches that begin afterwards.
  /// Errors: invalid (unknown field, empty key), too_large.
  Result<> put(const Document& document);

  /// False when there is no such document.
  bool erase(std::string_view key);

  [[nodiscard]] bool contains(std::string_view key) const;

  /// The best `limit` documents, best first (equal scores: the smaller key first), each with at most
  /// `reason_limit` reasons. Empty when the query has nothing that the index knows.
  [[nodiscard]] std::vector<Hit> search(const Query& query, std::size_t limit, std::size_t reason_limit = 8) const;

  /// Number of documents.
  [[nodiscard]] std::size_t size() const;

  /// Bytes held for the documents: postings, words, keys and tables.
  [[nodiscard]] std::size_t memory_bytes() const;

  /// Packs the documents into one segment without leftovers of erased ones (more than one beyond 3 GB). Nothing
  /// needs it; it saves some memory and time before a long while of reading only.
  void pack();

  /// Writes the index to a file, which is complete or not there at all. `mark` is the caller's note of what
  /// the index contains, for example a journal position. Throws std::system_error when the disk fails.
  void save(const std::filesystem::path& file, std::string_view mark) const;

  /// Replaces the content with a saved file's and returns its mark. Errors, which leave the index as it was:
  /// not_found (no such file), unsupported (other version or settings), invalid (damaged). The remedy for
  /// each is to put the documents again.
  Result<std::string> load(const std::filesystem::path& file);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace debrief::search
