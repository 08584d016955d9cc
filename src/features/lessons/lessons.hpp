// SPDX-License-Identifier: Apache-2.0
// The lessons slice: a library of past incidents that learns from the journal and recognises what resembles
// them. Lessons are rows of the store; the index over them lives in memory and is saved beside it.
#pragma once

#include "base/log.hpp"
#include "base/result.hpp"
#include "domain/ports.hpp"
#include "routing/route.hpp"
#include "journal/fact_kinds.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"
#include "search/index.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::lessons {

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListAlerts list_alerts;
  domain::FindPostmortem find_postmortem;
};

/// Safe from any thread. An incident becomes a lesson when it is over (phase post_incident or closed), when
/// its postmortem is published, and when it is imported.
class Library {
 public:
  /// `index_file` is where the index is kept between runs. The journal must outlive the library.
  Library(journal::Journal& journal, Ports ports, std::filesystem::path index_file, Log& log);
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  /// Learns in the background from now on, beginning with what the saved index lacks.
  void start();
  /// Learns everything recorded so far before it returns.
  void catch_up();

  [[nodiscard]] std::vector<domain::Match> find_similar(const domain::Principal& who, const search::Query& query,
                                                        std::size_t limit, std::int64_t except = 0);
  [[nodiscard]] Result<std::vector<domain::Match>> list_similar(const domain::Principal& who, std::int64_t number,
                                                                std::size_t limit);
  /// Numbers of incidents by how well they fit the words, for the search of the library.
  [[nodiscard]] std::vector<std::int64_t> rank(const domain::Principal& who, std::string_view words, std::size_t limit);

  [[nodiscard]] std::size_t size() const { return index_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const { return index_.memory_bytes(); }

 private:
  void load();
  void learn();
  void learn_from(const std::vector<journal::FactKind>& facts);
  void save();
  [[nodiscard]] std::function<bool(std::string_view)> admits(const domain::Principal& who, std::int64_t except);

  journal::Journal& journal_;
  Ports ports_;
  std::filesystem::path index_file_;
  Log& log_;
  search::Index index_{{{{"title", 2.0}, {"text", 1.0}}}};

  std::mutex learning_mutex_;      // one learner at a time; guards position_ and loaded_
  std::int64_t position_ = 0;      // facts up to here are learned
  bool loaded_ = false;
  std::int64_t unsaved_ = 0;

  std::mutex private_mutex_;
  std::set<std::int64_t> private_;  // lessons that not everybody may find

  std::optional<journal::NewsThread> thread_;  // ends first: it calls what stands above
};

std::vector<Route> routes(Library& library);

}  // namespace debrief::features::lessons
