// SPDX-License-Identifier: Apache-2.0
#include "features/insights/courses.hpp"

#include "journal/fact_kinds.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace debrief::features::insights {
namespace {

constexpr std::size_t kPage = 1000;
constexpr std::chrono::seconds kAgain{5};

bool concerns(const journal::FactKind& fact) {
  static constexpr std::array kBeginnings{"incident.", "milestone.", "role."};
  return fact.incident > 0 && std::any_of(kBeginnings.begin(), kBeginnings.end(),
                                          [&](std::string_view begin) { return fact.kind.starts_with(begin); });
}

std::uint8_t severity_place(const std::optional<std::string>& id) {
  const auto& all = domain::kSeverityIds;
  const auto found = std::find_if(all.begin(), all.end(), [&](std::string_view one) { return id == one; });
  return static_cast<std::uint8_t>(found - all.begin());
}

// Rows of several tables, each in the order of incidents, are read side by side.
using Rows = std::map<std::int64_t, Course>;

Rows read_incidents(db::Connection& db, std::int64_t first, std::int64_t last) {
  Rows rows;
  db.scan(
      [&](const db::Row& row) {
        Course course;
        course.number = row.integer(0);
        course.kind = domain::kind_from(row.text(1)).value_or(domain::Kind::normal);
        course.severity = severity_place(row.optional_text(2));
        course.is_private = row.text(3) != to_text(domain::Visibility::everyone);
        course.at = row.integer(4);
        course.reopened = row.boolean(5);
        course.milestones.fill(kUnknown);
        rows.emplace_hint(rows.end(), course.number, std::move(course));
      },
      "select i.number, i.kind, i.severity, i.visibility, i.declared_at, "
      "case when exists (select 1 from reopenings r where r.incident = i.number) then 1 else 0 end "
      "from incidents i where i.number between $1 and $2 "
      "and not exists (select 1 from incident_merges m where m.incident = i.number) order by i.number",
      first, last);
  return rows;
}

void add_milestones(db::Connection& db, Rows& rows, std::int64_t first, std::int64_t last) {
  db.scan(
      [&](const db::Row& row) {
        const auto course = rows.find(row.integer(0));
        const std::size_t place = milestone_place(row.text(1));
        if (course != rows.end() && place < kMilestones) course->second.milestones[place] = row.integer(2);
      },
      "select incident, name, at from milestones where incident between $1 and $2", first, last);
  for (auto& [number, course] : rows)
    for (const auto* name : {"started", "detected", "declared"})
      if (const std::int64_t at = course.milestones[milestone_place(name)]; at != kUnknown) {
        course.at = at;
        break;
      }
}

}  // namespace

std::uint32_t Names::number_of(std::string_view name) {
  if (const auto known = find(name)) return *known;
  names_.emplace_back(name);
  return numbers_.emplace(name, static_cast<std::uint32_t>(names_.size() - 1)).first->second;
}

std::optional<std::uint32_t> Names::find(std::string_view name) const {
  const auto known = numbers_.find(name);
  return known == numbers_.end() ? std::nullopt : std::optional(known->second);
}

Courses::Courses(journal::Journal& journal, Log& log) : journal_(journal), log_(log) {}

void Courses::start() {
  thread_.emplace(journal_, kAgain, [this] {
    try {
      catch_up();
    } catch (const std::exception& trouble) {
      log_.warning("following incidents", {{"what", trouble.what()}});
    }
  });
}

void Courses::catch_up() {
  const std::scoped_lock one_at_a_time(following_);
  if (!loaded_) {
    position_ = journal_.newest_position();
    read(1, std::numeric_limits<std::int64_t>::max());
    loaded_ = true;
  }
  for (;;) {
    const auto facts =
        journal_.database().read([&](db::Connection& db) { return journal::list_kinds_after(db, position_, kPage); });
    if (facts.empty()) return;
    std::set<std::int64_t> changed;
    for (const auto& fact : facts)
      if (concerns(fact)) changed.insert(fact.incident);
    for (const std::int64_t number : changed) read(number, number);
    position_ = facts.back().position;
  }
}

void Courses::look(const std::function<void(const CourseTable&)>& see) {
  catch_up();
  const std::shared_lock lock(mutex_);
  see(table_);
}

void Courses::read(std::int64_t first, std::int64_t last) {
  struct Part {
    std::int64_t incident;
    std::string name;
    Effort effort = {};
  };
  std::vector<Part> services, efforts;
  auto rows = journal_.database().read([&](db::Connection& db) {
    auto found = read_incidents(db, first, last);
    add_milestones(db, found, first, last);
    db.scan(
        [&](const db::Row& row) {
          services.push_back({row.integer(0), row.text(1)});
        },
        "select incident, service from incident_services where incident between $1 and $2 order by service", first,
        last);
    db.scan(
        [&](const db::Row& row) {
          efforts.push_back(
              {row.integer(0), row.text(1), {0, row.integer(2), row.optional_integer(3).value_or(kUnknown)}});
        },
        "select incident, person, from_at, until_at from role_assignments where incident between $1 and $2", first,
        last);
    return found;
  });
  const std::unique_lock lock(mutex_);
  for (const Part& part : services)
    if (const auto course = rows.find(part.incident); course != rows.end())
      course->second.services.push_back(table_.services.number_of(part.name));
  for (Part& part : efforts) {
    const auto course = rows.find(part.incident);
    if (course == rows.end()) continue;
    part.effort.person = table_.people.number_of(part.name);
    course->second.efforts.push_back(part.effort);
  }
  if (first == last && rows.empty()) remove(first);
  for (auto& [number, course] : rows)
    if (course.kind != domain::Kind::drill) put(std::move(course));
}

// Needs mutex_.
void Courses::remove(std::int64_t number) {
  std::erase_if(table_.courses, [&](const Course& one) { return one.number == number; });
}

// Needs mutex_. New incidents have the largest numbers.
void Courses::put(Course course) {
  auto& courses = table_.courses;
  const auto place = std::lower_bound(courses.begin(), courses.end(), course.number,
                                      [](const Course& one, std::int64_t number) { return one.number < number; });
  if (place != courses.end() && place->number == course.number) *place = std::move(course);
  else courses.insert(place, std::move(course));
}

}  // namespace debrief::features::insights
