// SPDX-License-Identifier: Apache-2.0
// Finds lines in a store, in the order of time across all sources.
#pragma once

#include "logs/search/block_matches.hpp"
#include "logs/search/line_query.hpp"
#include "logs/store/store.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace debrief::logs {

/// Where a line stands among all lines of a store, sorted by time.
struct Position {
  std::int64_t time_ns = kNoTime;
  std::uint32_t source = 0;
  std::uint64_t line = 0;
  auto operator<=>(const Position&) const = default;
};

struct FoundLine {
  Position at;
  std::uint32_t skeleton = kNoSkeleton;
  std::string text;
};

struct Page {
  std::vector<FoundLine> lines;  ///< in the order of time
  bool more = false;             ///< there may be lines behind the last one
};

/// How many lines there are in each of some spans of equal length.
struct Histogram {
  std::int64_t from_ns = 0;
  std::int64_t step_ns = 0;
  std::vector<std::uint64_t> counts;
  std::vector<std::uint64_t> sources;  ///< lines of each source, by number
  std::uint64_t total = 0;             ///< lines without a time included
};

/// Sees the store as it was when the search was made. Safe from any thread. Methods throw Damaged where the store is,
/// and SearchTooLong.
class Search {
 public:
  /// `threads` 0: as many as there are processors. The skeletons must outlive it.
  Search(std::shared_ptr<const Catalogue> catalogue, const Skeletons& skeletons, LineQuery query, unsigned threads = 0);

  /// The first `limit` lines behind `after`, or, `backwards`, the last ones before it. Reads no more blocks than it
  /// takes.
  [[nodiscard]] Page page(const std::optional<Position>& after, std::size_t limit, bool backwards = false) const;
  /// How many lines there are.
  [[nodiscard]] std::uint64_t count() const;
  /// How many lines there are of each static text, by its number. Blocks that are asked for as a whole are not read.
  [[nodiscard]] std::vector<std::uint64_t> count_skeletons() const;
  /// Lines from `from_ns` on, in `spans` spans of `step_ns`; where `group` puts lines into one of `groups` groups,
  /// counts are [span * groups + group]. Lines given to it have a text only where `with_text` says so of their static
  /// text.
  using TextsOf = std::function<bool(std::uint32_t skeleton)>;
  [[nodiscard]] Histogram histogram(std::int64_t from_ns, std::int64_t step_ns, std::size_t spans,
                                    std::size_t groups = 1,
                                    const std::function<std::size_t(const FoundLine& line)>& group = {},
                                    const TextsOf& with_text = {}) const;
  /// Calls `see`, from several threads, with the lines of each block, in their order, with their times, and with their
  /// texts where `with_text` says so of their static text.
  void each_block(const TextsOf& with_text, const std::function<void(const std::vector<FoundLine>& lines)>& see) const;
  /// The lines of one source by number, whatever the query: for what stands around a line.
  [[nodiscard]] std::vector<FoundLine> lines(std::uint32_t source, std::uint64_t first, std::size_t count) const;

 private:
  [[nodiscard]] bool relevant(const StoredBlock& block) const;
  // What is wanted of the lines of a block besides their numbers.
  struct Wanted {
    bool times = false;
    TextsOf texts = {};
    std::function<void(std::vector<FoundLine>& lines)> select = {};  // leaves those whose texts are wanted at all
  };
  [[nodiscard]] std::vector<KindRows> rows_in(BlockReader& reader) const;
  [[nodiscard]] std::vector<FoundLine> find_in(const StoredBlock& block, const Wanted& wanted) const;
  [[nodiscard]] std::vector<const StoredBlock*> relevant_blocks() const;
  struct Counting;  // what histogram() is asked
  // Where the lines of a block are wanted as they are.
  [[nodiscard]] bool every_line(const StoredBlock& block) const;
  // Where each line of a block can be counted by its static text and its time alone.
  [[nodiscard]] bool counts_unread(const StoredBlock& block, const Counting& asked, Histogram& part) const;
  void count_times(const StoredBlock& block, const Counting& asked, Histogram& part) const;

  std::shared_ptr<const Catalogue> catalogue_;
  const Skeletons& skeletons_;
  LineQuery query_;
  unsigned threads_;
  std::vector<std::vector<std::vector<NeedlePlace>>> places_;  // by needle and skeleton
  std::vector<bool> admitted_;                                 // by skeleton
  bool plain_admitted_ = true;
  std::vector<bool> verified_;  // by skeleton: verify is asked
  bool plain_verified_ = true;
  bool any_verified_ = true;
};

}  // namespace debrief::logs
