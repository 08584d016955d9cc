// SPDX-License-Identifier: Apache-2.0
// The lessons slice: a library of past incidents that learns from the journal and recognises what resembles
// them. Lessons are rows of the store; the index over them lives in memory and is saved beside it.
#pragma once

#include "base/log.hpp"
#include "base/result.hpp"
#include "domain/factor_figure.hpp"
#include "domain/ports.hpp"
#include "features/lessons/answers.hpp"
#include "features/lessons/distil.hpp"
#include "features/lessons/learner.hpp"
#include "features/lessons/recognise.hpp"
#include "routing/route.hpp"
#include "journal/fact_kinds.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"
#include "search/recogniser.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
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
  domain::ListFactors list_factors;
  domain::ListAccounts list_accounts;
  domain::ListLogTemplates list_log_templates;
  domain::ListActions list_actions;
  domain::ListRunbooksFor list_runbooks_for;
  domain::FitRunbooks fit_runbooks;
  domain::ListFactorKinds list_factor_kinds;
  domain::FindUserId find_user_id;
  domain::Notify notify;
  /// Ways from the services to those that they depend on, as SignalsOf has them. May be absent.
  std::function<std::vector<std::vector<std::string>>(const std::vector<std::string>& services)> list_dependencies = {};
};

/// How much there is to be found, as one reader may know of it.
struct Extent {
  std::int64_t lessons = 0;
  std::int64_t learned = 0;  ///< lessons that what is known of meanings was learned from
  bool learning = false;     ///< that is being brought up to date
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

  /// Learns in the background from now on, beginning with what the saved index lacks, and tells of the best match of
  /// incidents that run (fact `match.found`) when it is another one.
  void start();
  /// Learns everything recorded so far before it returns, what it means too.
  void catch_up();

  [[nodiscard]] std::vector<domain::Match> find_similar(const domain::Principal& who, const search::Query& query,
                                                        std::size_t limit);
  /// With the answers that people gave: "same" first, "not this" last.
  [[nodiscard]] Result<std::vector<domain::Match>> list_similar(const domain::Principal& who, std::int64_t number,
                                                                std::size_t limit);
  /// Absent: takes the answer back. Errors: not_found, forbidden.
  Result<> answer(const journal::Origin& origin, const domain::Principal& who, std::int64_t number, std::int64_t match,
                  std::optional<Answer> answer);
  [[nodiscard]] HitRate hit_rate(const domain::Principal& who);
  /// Numbers of incidents by how well they fit the words, for the search of the library.
  [[nodiscard]] std::vector<std::int64_t> rank(const domain::Principal& who, std::string_view words, std::size_t limit);

  [[nodiscard]] Extent extent(const domain::Principal& who);
  [[nodiscard]] std::size_t size() const { return recogniser_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const { return recogniser_.memory_bytes(); }
  [[nodiscard]] bool is_learning() const { return !loaded_ || learner_.is_busy(); }
  /// Incidents that `who` may not read, and that nothing must tell of.
  [[nodiscard]] std::set<std::int64_t> refused_to(const domain::Principal& who);
  [[nodiscard]] const search::Recogniser& recogniser() const { return recogniser_; }
  [[nodiscard]] const Ports& ports() const { return ports_; }
  [[nodiscard]] journal::Journal& journal() { return journal_; }

 private:
  void load();
  void learn();
  void learn_facts();
  void learn_from(const std::vector<journal::FactKind>& facts);
  void tell_matches(const std::set<std::int64_t>& incidents);
  [[nodiscard]] domain::Notice notice_of(const domain::Incident& incident, const domain::Match& match) const;
  [[nodiscard]] bool is_merged(std::int64_t number);
  void forget(std::int64_t number);
  void save();
  [[nodiscard]] std::optional<Lesson> lesson_of(std::int64_t number);
  /// What the question finds for `who`; `except` is the incident that asks, or 0.
  [[nodiscard]] std::vector<domain::Match> find(const domain::Principal& who, const Question& question, std::size_t limit,
                                                std::int64_t except);
  /// What is asked for an incident, as `who` sees it.
  [[nodiscard]] Result<Question> question_of(const domain::Principal& who, std::int64_t number);

  journal::Journal& journal_;
  Ports ports_;
  std::filesystem::path index_file_;
  Log& log_;
  search::Recogniser recogniser_{{{{"title", 2.0}, {"text", 1.0}}}};

  std::mutex learning_mutex_;      // one learner at a time; guards the following
  std::int64_t position_ = 0;      // facts up to here are learned
  std::atomic<bool> loaded_{false};
  std::int64_t unsaved_ = 0;
  bool telling_ = false;           // started: matches of running incidents are told
  std::set<std::int64_t> to_tell_;

  Learner learner_;
  std::optional<journal::NewsThread> thread_;  // ends first: it calls what stands above
};

class PatternBook;  // patterns/book.hpp
std::vector<Route> routes(Library& library, const std::shared_ptr<PatternBook>& patterns);

}  // namespace debrief::features::lessons
