// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/book.hpp"

#include "features/lessons/store.hpp"

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

}  // namespace

std::shared_ptr<const Patterns> PatternBook::make(const std::set<std::int64_t>& refused) const {
  auto made = std::make_shared<Patterns>();
  for (std::int64_t after = 0;;) {
    const auto lessons =
        library_.journal().database().read([&](db::Connection& db) { return store::list_after(db, after, kPage); });
    if (lessons.empty()) break;
    for (const Lesson& lesson : lessons)
      if (!refused.contains(lesson.incident))
        made->cases.push_back(case_of(lesson, library_.recogniser().direction_of(std::to_string(lesson.incident))));
    after = lessons.back().incident;
  }
  made->patterns = find_patterns(made->cases);
  made->recurrences = find_recurrences(made->cases);
  made->sequences = find_sequences(made->recurrences);
  name_templates(*made, library_);
  return made;
}

std::shared_ptr<const Patterns> PatternBook::read() {
  const std::scoped_lock lock(mutex_);
  auto of = std::tuple(
      library_.size(), library_.recogniser().learned_from(),
      library_.journal().database().read([](db::Connection& db) { return store::learned_position(db); }),
      library_.refused_to(kNobody));
  if (!made_ || of != of_) {
    made_ = make(std::get<3>(of));
    of_ = std::move(of);
  }
  return made_;
}

}  // namespace debrief::features::lessons
