// SPDX-License-Identifier: Apache-2.0
// The patterns of the library as it is, made when they are asked for and kept until it has changed,
// and ten times as long as it took to make them.
#pragma once

#include "features/lessons/lessons.hpp"
#include "features/lessons/patterns/patterns.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <tuple>
#include <vector>

namespace debrief::features::lessons {

/// Made of incidents that everybody may read: a name must not tell of others.
struct Patterns {
  std::size_t incidents = 0;  ///< that they were made of
  std::vector<Pattern> patterns;
  std::vector<Recurrence> recurrences;
  std::vector<Sequence> sequences;
  std::map<std::string, std::string> template_names;  ///< by id, of the most frequent ones
};

/// Safe from any thread. The library must outlive it.
class PatternBook {
 public:
  explicit PatternBook(Library& library) : library_(library) {}

  [[nodiscard]] std::shared_ptr<const Patterns> read();

 private:
  [[nodiscard]] std::shared_ptr<const Patterns> make(const std::set<std::int64_t>& refused) const;

  Library& library_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point until_;  // they stay so long, unless there is something to be left out
  std::shared_ptr<const Patterns> made_;
  // What they were made of: lessons, those that were learned from, the position of the newest, what is left out.
  std::tuple<std::size_t, std::size_t, std::int64_t, std::set<std::int64_t>> of_{};
};

}  // namespace debrief::features::lessons
