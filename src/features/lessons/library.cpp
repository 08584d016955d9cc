// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/lessons.hpp"
#include "features/lessons/recognise.hpp"
#include "features/lessons/store.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <charconv>
#include <chrono>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kPage = 1000;
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
  return fact.kind == events::kStateChanged || fact.kind == events::kPostmortemMoved || fact.kind == events::kPostmortemSaved ||
         fact.kind == events::kPostmortemImported || fact.kind == events::kVisibilityChanged || fact.kind == events::kTitleChanged ||
         fact.kind == events::kServicesChanged;
}

}  // namespace

Library::Library(journal::Journal& journal, Ports ports, std::filesystem::path index_file, Log& log)
    : journal_(journal), ports_(std::move(ports)), index_file_(std::move(index_file)), log_(log) {}

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
  thread_.emplace(journal_, kAgain, [this] { learn(); });
}

void Library::learn() {
  try {
    catch_up();
    if (unsaved_ >= kSaveAfter) save();
  } catch (const std::exception& trouble) {
    log_.warning("learning", {{"what", trouble.what()}});
  }
}

// The saved index, or all lessons of the store where it does not fit them.
void Library::load() {
  db::Database& database = journal_.database();
  const auto mark = index_.load(index_file_);
  if (mark) {
    position_ = number_of(*mark);
  } else {
    position_ = database.read([&](db::Connection& db) {
      store::each(db, [&](const Lesson& lesson) {
        if (const auto put = index_.put(to_document(lesson)); !put) log_.warning("a lesson is not indexed", {{"incident", lesson.incident}});
      });
      return store::learned_position(db);
    });
    unsaved_ = kSaveAfter;
  }
  const std::scoped_lock lock(private_mutex_);
  private_ = database.read([](db::Connection& db) { return store::list_private(db); });
  loaded_ = true;
}

void Library::catch_up() {
  const std::scoped_lock lock(learning_mutex_);
  if (!loaded_) load();
  for (;;) {
    const auto facts = journal_.database().read(
        [&](db::Connection& db) { return journal::list_kinds_after(db, position_, kPage); });
    if (facts.empty()) return;
    learn_from(facts);
    position_ = facts.back().position;
  }
}

void Library::learn_from(const std::vector<journal::FactKind>& facts) {
  std::set<std::int64_t> numbers;
  for (const auto& fact : facts)
    if (teaches(fact)) numbers.insert(fact.incident);
  if (numbers.empty()) return;
  std::vector<Lesson> lessons;
  for (const std::int64_t number : numbers) {
    const auto incident = ports_.get_incident(librarian(), number);
    if (!incident) continue;
    {
      const std::scoped_lock lock(private_mutex_);
      if (incident->visibility == domain::Visibility::private_) private_.insert(number);
      else private_.erase(number);
    }
    const auto postmortem = ports_.find_postmortem(librarian(), number);
    const bool published = postmortem && *postmortem && (*postmortem)->state == domain::PostmortemState::published;
    const bool over = incident->phase() == domain::Phase::post_incident || incident->phase() == domain::Phase::closed;
    if ((!published && !over) || incident->kind == domain::Kind::drill) continue;
    const auto alerts = ports_.list_alerts(librarian(), number);
    const auto document = journal_.database().read([&](db::Connection& db) { return store::find_document(db, number); });
    lessons.push_back(distil(*incident, alerts ? *alerts : std::vector<domain::Alert>{},
                             published ? std::optional((*postmortem)->markdown) : std::nullopt, document));
  }
  const std::int64_t position = facts.back().position;
  journal_.database().write([&](db::Connection& db) {
    for (const auto& lesson : lessons) store::put(db, lesson, position);
  });
  for (const auto& lesson : lessons)
    if (const auto put = index_.put(to_document(lesson)); !put) log_.warning("a lesson is not indexed", {{"incident", lesson.incident}});
  unsaved_ += static_cast<std::int64_t>(lessons.size());
}

void Library::save() {
  const std::scoped_lock lock(learning_mutex_);
  if (!loaded_) return;
  std::filesystem::create_directories(index_file_.parent_path());
  index_.save(index_file_, std::to_string(position_));
  unsaved_ = 0;
}

std::function<bool(std::string_view)> Library::admits(const domain::Principal& who, std::int64_t except) {
  std::set<std::int64_t> refused;
  {
    const std::scoped_lock lock(private_mutex_);
    refused = private_;
  }
  if (!refused.empty()) {
    std::vector<db::Value> args;
    const std::string readable = journal::readable_incidents(who, "i", args);
    journal_.database().read([&](db::Connection& db) {
      db.run_with("select i.number from incidents i where i.visibility = 'private' and " + readable, args,
                  [&](const db::Row& row) { refused.erase(row.integer(0)); });
    });
  }
  if (except != 0) refused.insert(except);
  return [refused = std::move(refused)](std::string_view key) { return !refused.contains(number_of(key)); };
}

std::vector<domain::Match> Library::find_similar(const domain::Principal& who, const search::Query& query, std::size_t limit,
                                                 std::int64_t except) {
  search::Query asked = query;
  asked.admits = admits(who, except);
  std::vector<domain::Match> matches;
  for (const auto& hit : index_.search(asked, limit)) {
    const std::int64_t number = number_of(hit.key);
    const auto lesson = journal_.database().read([&](db::Connection& db) { return store::find(db, number); });
    const auto incident = ports_.get_incident(who, number);
    if (!lesson || !incident) continue;
    matches.push_back({number, lesson->document, incident->title, incident->severity, incident->services, lesson->occurred_at,
                       hit.score, reasons_of(hit), excerpt_of(lesson->body, hit), incident->postmortem_state.has_value()});
  }
  return matches;
}

Result<std::vector<domain::Match>> Library::list_similar(const domain::Principal& who, std::int64_t number, std::size_t limit) {
  const auto incident = TRY(ports_.get_incident(who, number));
  const auto alerts = TRY(ports_.list_alerts(who, number));
  const auto timeline = TRY(ports_.list_timeline(who, number));
  return find_similar(who, query_for(incident, alerts, timeline), limit, number);
}

std::vector<std::int64_t> Library::rank(const domain::Principal& who, std::string_view words, std::size_t limit) {
  search::Query query;
  query.text = std::string(words);
  query.admits = admits(who, 0);
  std::vector<std::int64_t> numbers;
  for (const auto& hit : index_.search(query, limit, 0)) numbers.push_back(number_of(hit.key));
  return numbers;
}

}  // namespace debrief::features::lessons
