// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/lessons.hpp"
#include "features/lessons/store.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"

#include <algorithm>

#include <charconv>
#include <chrono>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kFactsAtOnce = 1000;
constexpr std::int64_t kSaveAfter = 2000;  // lessons
constexpr std::chrono::seconds kAgain{5};

// The library sees everything; what people find is decided when they ask.
const domain::Principal& librarian() {
  static const domain::Principal self{"", "Debrief", domain::AccessRole::administrator, "library"};
  return self;
}

std::int64_t number_of(std::string_view key) {
  std::int64_t number = 0;
  std::from_chars(key.data(), key.data() + key.size(), number);
  return number;
}

// Whether the fact can make, or change, a lesson.
bool teaches(const journal::FactKind& fact) {
  namespace events = domain::events;
  if (fact.incident == domain::kServerChain) return false;
  return fact.kind == events::kIncidentDeclared || fact.kind == events::kStateChanged ||
         fact.kind == events::kPostmortemMoved || fact.kind == events::kPostmortemSaved ||
         fact.kind == events::kPostmortemImported || fact.kind == events::kTitleChanged ||
         fact.kind == events::kServicesChanged || fact.kind == events::kIncidentMerged ||
         fact.kind == events::kIncidentUnmerged || fact.kind == events::kFactorAdded || fact.kind == events::kFactorChanged ||
         fact.kind == events::kFactorRemoved || fact.kind == events::kAccountGiven;
}

// Whether the fact can change which past incident a running one resembles most.
bool resembles(const journal::FactKind& fact) {
  namespace events = domain::events;
  if (fact.incident == domain::kServerChain) return false;
  return fact.kind == events::kIncidentDeclared || fact.kind == events::kAlertFired || fact.kind == events::kNoteAdded ||
         fact.kind == events::kEntryRead || fact.kind == events::kEvidenceAdded || fact.kind == events::kTitleChanged ||
         fact.kind == events::kSummaryChanged || fact.kind == events::kServicesChanged || fact.kind == events::kMatchAnswered;
}

}  // namespace

Library::Library(journal::Journal& journal, Ports ports, std::filesystem::path index_file, Log& log)
    : journal_(journal), ports_(std::move(ports)), index_file_(std::move(index_file)), log_(log),
      learner_(journal.database(), recogniser_, log) {}

Library::~Library() {
  if (!thread_) return;
  thread_.reset();
  try {
    if (unsaved_ > 0) save();
  } catch (const std::exception& trouble) {
    log_.warning("saving the index", {{"what", trouble.what()}});
  }
}

void Library::start() {
  telling_ = true;
  learner_.start([this] {
    const std::scoped_lock lock(learning_mutex_);
    unsaved_ += kSaveAfter;  // what was learned took longer than saving it takes
  });
  thread_.emplace(journal_, kAgain, [this] { learn(); });
}

void Library::learn() {
  try {
    learn_facts();
    learner_.wake();
    std::set<std::int64_t> to_tell;
    {
      const std::scoped_lock lock(learning_mutex_);
      to_tell.swap(to_tell_);
    }
    tell_matches(to_tell);
    if (unsaved_ >= kSaveAfter) save();
  } catch (const std::exception& trouble) {
    log_.warning("learning", {{"what", trouble.what()}});
  }
}

void Library::catch_up() {
  learn_facts();
  learner_.learn_now();
}

// The saved index, or all lessons of the store where it does not fit them.
void Library::load() {
  db::Database& database = journal_.database();
  const auto mark = recogniser_.load(index_file_);
  if (mark) {
    position_ = number_of(*mark);
  } else {
    position_ = database.read([&](db::Connection& db) {
      store::each(db, [&](const Lesson& lesson) {
        if (const auto put = recogniser_.put(to_document(lesson)); !put) log_.warning("a lesson is not indexed", {{"incident", lesson.incident}});
      });
      return store::learned_position(db);
    });
    unsaved_ = kSaveAfter;
  }
  loaded_ = true;
}

void Library::learn_facts() {
  const std::scoped_lock lock(learning_mutex_);
  if (!loaded_) load();
  for (;;) {
    const auto facts = journal_.database().read(
        [&](db::Connection& db) { return journal::list_kinds_after(db, position_, kFactsAtOnce); });
    if (facts.empty()) return;
    learn_from(facts);
    position_ = facts.back().position;
  }
}

std::optional<Lesson> Library::lesson_of(std::int64_t number) {
  const auto incident = ports_.get_incident(librarian(), number);
  if (!incident) return std::nullopt;
  const auto postmortem = ports_.find_postmortem(librarian(), number);
  const bool published = postmortem && *postmortem && (*postmortem)->state == domain::PostmortemState::published;
  const bool over = incident->phase() == domain::Phase::post_incident || incident->phase() == domain::Phase::closed;
  if ((!published && !over) || incident->kind == domain::Kind::drill) return std::nullopt;
  Known known;
  if (auto alerts = ports_.list_alerts(librarian(), number)) known.alerts = std::move(*alerts);
  if (published) known.postmortem = (*postmortem)->markdown;
  if (auto graph = ports_.list_factors(librarian(), number)) known.factors = std::move(graph->factors);
  if (auto accounts = ports_.list_accounts(librarian(), number)) known.accounts = std::move(*accounts);
  if (auto templates = ports_.list_log_templates(librarian(), number)) known.templates = std::move(*templates);
  known.document = journal_.database().read([&](db::Connection& db) { return store::find_document(db, number); });
  return distil(*incident, known);
}

void Library::learn_from(const std::vector<journal::FactKind>& facts) {
  std::set<std::int64_t> numbers;
  for (const auto& fact : facts) {
    if (teaches(fact)) numbers.insert(fact.incident);
    if (telling_ && resembles(fact)) to_tell_.insert(fact.incident);
  }
  std::vector<Lesson> lessons;
  for (const std::int64_t number : numbers)
    if (is_merged(number)) forget(number);
    else if (auto lesson = lesson_of(number)) lessons.push_back(std::move(*lesson));
  if (lessons.empty()) return;
  const std::int64_t position = facts.back().position;
  journal_.database().write([&](db::Connection& db) {
    for (const auto& lesson : lessons) store::put(db, lesson, position);
  });
  for (const auto& lesson : lessons)
    if (const auto put = recogniser_.put(to_document(lesson)); !put) log_.warning("a lesson is not indexed", {{"incident", lesson.incident}});
  unsaved_ += static_cast<std::int64_t>(lessons.size());
}

// What was merged into another incident is told there.
bool Library::is_merged(std::int64_t number) {
  return journal_.database().read([&](db::Connection& db) {
    return db.query_one("select 1 from incident_merges where incident = $1", number).has_value();
  });
}

void Library::forget(std::int64_t number) {
  journal_.database().write([&](db::Connection& db) { store::remove(db, number); });
  if (recogniser_.erase(std::to_string(number))) ++unsaved_;
}

void Library::save() {
  const std::scoped_lock lock(learning_mutex_);
  if (!loaded_) return;
  std::filesystem::create_directories(index_file_.parent_path());
  recogniser_.save(index_file_, std::to_string(position_));
  unsaved_ = 0;
}

}  // namespace debrief::features::lessons
