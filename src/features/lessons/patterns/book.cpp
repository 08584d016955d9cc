// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/book.hpp"

#include "features/lessons/store.hpp"

#include <algorithm>

namespace debrief::features::lessons {
namespace {

constexpr std::int64_t kPage = 500;
constexpr std::size_t kTemplates = 30;

const domain::Principal kNobody{"nobody", "Debrief", domain::AccessRole::viewer, "library"};

// What the most frequent templates read like, asked of the newest incident that has them.
void name_templates(Patterns& patterns, const Library& library) {
  for (const Recurrence& recurrence : patterns.recurrences) {
    if (!recurrence.term.starts_with("template:")) continue;
    const std::string id = recurrence.term.substr(9);
    if (patterns.template_names.contains(id)) continue;
    if (patterns.template_names.size() >= kTemplates) break;
    const auto templates = library.ports().list_log_templates(kNobody, recurrence.incidents.back());
    if (!templates) continue;
    for (const auto& mined : *templates) patterns.template_names.emplace(mined.id, mined.text);
  }
}

// The newest ones that everybody may read: only they are compared.
std::set<std::int64_t> newest_of(std::vector<std::pair<Instant, std::int64_t>> times) {
  const std::size_t count = std::min(kCasesLimit, times.size());
  std::partial_sort(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(count), times.end(),
                    [](const auto& a, const auto& b) {
                      return std::pair(b.first.micros, b.second) < std::pair(a.first.micros, a.second);
                    });
  std::set<std::int64_t> newest;
  for (std::size_t i = 0; i < count; ++i) newest.insert(times[i].second);
  return newest;
}

}  // namespace

std::shared_ptr<const Patterns> PatternBook::make(const std::set<std::int64_t>& refused) const {
  db::Database& database = library_.journal().database();
  auto times = database.read([](db::Connection& db) { return store::list_times(db); });
  std::erase_if(times, [&](const auto& one) { return refused.contains(one.second); });
  auto made = std::make_shared<Patterns>();
  made->incidents = times.size();
  const auto newest = newest_of(std::move(times));
  Words words;
  for (const std::string& person : database.read([](db::Connection& db) { return store::list_people(db); }))
    words.add_person(person);
  std::vector<Case> cases;
  std::vector<Comparable> compared;
  for (std::int64_t after = 0;;) {
    const auto lessons = database.read([&](db::Connection& db) { return store::list_after(db, after, kPage); });
    if (lessons.empty()) break;
    for (const Lesson& lesson : lessons) {
      if (refused.contains(lesson.incident)) continue;
      if (newest.contains(lesson.incident)) {
        compared.push_back(comparable_of(
            lesson, library_.recogniser().direction_of(std::to_string(lesson.incident)), words));
        cases.push_back(compared.back().of);
      } else {
        cases.push_back(case_of(lesson));
      }
    }
    after = lessons.back().incident;
  }
  made->patterns = find_patterns(std::move(compared), words);
  made->recurrences = find_recurrences(cases);
  made->sequences = find_sequences(made->recurrences);
  name_templates(*made, library_);
  return made;
}

std::shared_ptr<const Patterns> PatternBook::read() {
  using std::chrono::steady_clock;
  const std::scoped_lock lock(mutex_);
  auto of = std::tuple(
      library_.size(), library_.recogniser().learned_from(),
      library_.journal().database().read([](db::Connection& db) { return store::learned_position(db); }),
      library_.refused_to(kNobody));
  const bool left_out = std::get<3>(of) != std::get<3>(of_);
  const auto begun = steady_clock::now();
  if (!made_ || left_out || (of != of_ && begun >= until_)) {
    made_ = make(std::get<3>(of));
    of_ = std::move(of);
    const auto done = steady_clock::now();
    until_ = done + 10 * (done - begun);
  }
  return made_;
}

}  // namespace debrief::features::lessons
