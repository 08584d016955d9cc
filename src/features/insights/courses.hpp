// SPDX-License-Identifier: Apache-2.0
// The courses of all incidents, in memory: a hundred thousand are some ten megabytes, and every question is one pass.
#pragma once

#include "base/log.hpp"
#include "features/insights/course.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::insights {

/// Names by number, each once.
class Names {
 public:
  std::uint32_t number_of(std::string_view name);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  [[nodiscard]] const std::string& operator[](std::uint32_t number) const { return names_.at(number); }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

/// What one question looks at; valid during the call that hands it out.
struct CourseTable {
  std::vector<Course> courses;  ///< by number; drills and what was merged into another are not among them
  Names services;
  Names people;
};

/// Follows the journal. Safe from any thread.
class Courses {
 public:
  /// The journal must outlive it.
  Courses(journal::Journal& journal, Log& log);

  /// Follows the journal on a thread from now on.
  void start();
  /// Everything recorded so far is in the table when it returns.
  void catch_up();
  /// Hands out the table, after catch_up().
  void look(const std::function<void(const CourseTable&)>& see);

 private:
  void read(std::int64_t first, std::int64_t last);
  void put(Course course);
  void remove(std::int64_t number);

  journal::Journal& journal_;
  Log& log_;
  std::mutex following_;  // one follower at a time; guards position_ and loaded_
  std::int64_t position_ = 0;
  bool loaded_ = false;
  std::shared_mutex mutex_;  // guards table_
  CourseTable table_;
  std::optional<journal::NewsThread> thread_;  // ends first: it calls what stands above
};

}  // namespace debrief::features::insights
