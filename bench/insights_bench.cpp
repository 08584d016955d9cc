// SPDX-License-Identifier: Apache-2.0
// How long insights over many incidents take, beside SQLite counting the median of one metric of the same incidents.
// usage: insights_bench [INCIDENTS]      (100000 when none are given)
#include "figures.hpp"

#include "app/store.hpp"
#include "base/json.hpp"
#include "features/insights/evaluate.hpp"
#include "features/insights/load.hpp"
#include "features/insights/routes_json.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <random>

namespace debrief::bench {
namespace {

using namespace features::insights;

constexpr int kRounds = 15;
constexpr double kTargetMilliseconds = 200;
constexpr std::int64_t kBegin = 1'600'000'000'000'000, kHour = 3'600'000'000;

// Five years, durations as skewed as real ones, thirty services, fifty people.
void fill(db::Database& database, std::int64_t incidents) {
  std::mt19937_64 random(1);
  std::lognormal_distribution<double> minutes(3.7, 1.4);
  const auto milestone = [](db::Connection& db, std::int64_t number, std::string_view name, std::int64_t at) {
    db.execute(
        "insert into milestones (incident, name, at, set_by, recorded_at, corrected) values ($1, $2, $3, 'Ana', $3, 0)",
        number, name, at);
  };
  database.write([&](db::Connection& db) {
    for (std::int64_t number = 1; number <= incidents; ++number) {
      const std::int64_t at = kBegin + number * (5LL * 365 * 24 * kHour / incidents);
      db.execute(
          "insert into incidents (number, title, summary, impact, kind, severity, state, phase, visibility, "
          "declared_at, "
          "declared_by, declared_by_id, version) values ($1, 'Checkout fails', '', '', 'normal', $2, 'closed', "
          "'closed', "
          "'everyone', $3, 'Ana', 'u', 1)",
          number, fmt::format("sev{}", 1 + random() % 5), at);
      db.execute("insert into incident_services (incident, service) values ($1, $2)", number,
                 fmt::format("service-{}", random() % 30));
      std::int64_t reached = at;
      for (const auto& kind : domain::milestone_kinds()) {
        milestone(db, number, kind.id, reached);
        reached += static_cast<std::int64_t>(minutes(random) * 60e6 / 4);
      }
      for (int i = 0; i < 3; ++i)
        db.execute(
            "insert into role_assignments (id, incident, role, person, from_at, until_at) values ($1, $2, 'responder', "
            "$3, "
            "$4, $5)",
            fmt::format("{}-{}", number, i), number, fmt::format("person-{}", random() % 50), at, reached);
    }
  });
}

double milliseconds(const std::function<void()>& work) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    const double start = now_seconds();
    work();
    times.push_back(1000 * (now_seconds() - start));
  }
  return median(times);
}

void measure(std::int64_t incidents) {
  const auto folder = std::filesystem::temp_directory_path() / "debrief-insights-bench";
  std::filesystem::remove_all(folder);
  app::Config config;
  config.data = folder;
  const SystemClock clock;
  auto store = app::open_store(config, clock);
  if (!store) throw std::runtime_error(store.error().message);
  fill(*store->database, incidents);
  Log log(LogLevel::off);
  Courses courses(*store->journal, log);
  const double start = now_seconds();
  courses.catch_up();
  fmt::print("{} incidents with nine milestones: read in {:.0f} ms\n", incidents, 1000 * (now_seconds() - start));
  const Instant until{kBegin + 6LL * 365 * 24 * kHour};
  std::size_t bytes = 0;
  std::map<std::string, std::string> teams;
  for (int i = 0; i < 30; ++i) teams[fmt::format("service-{}", i)] = fmt::format("team-{}", i % 6);
  const auto answer = [&](Filter filter) {
    courses.look(
        [&](const CourseTable& table) {
          filter.owners = owners_of(table, teams);
          bytes = json::write(to_json(evaluate(table, std::move(filter)))).size();
        });
  };
  const auto told = [&](std::string_view what, double time) {
    fmt::print("  {:<44} {:>7.1f} ms (target {:.0f}: {})   {:.1f} MB of JSON\n", what, time, kTargetMilliseconds,
               time <= kTargetMilliseconds ? "met" : "MISSED", static_cast<double>(bytes) / 1e6);
  };
  told("all time", milliseconds([&] { answer({{}, until}); }));
  told("a year against the year before", milliseconds([&] {
         answer({Instant{kBegin + 4LL * 365 * 24 * kHour}, Instant{kBegin + 5LL * 365 * 24 * kHour}});
       }));
  bytes = 0;
  told("response cost, all time", milliseconds([&] {
         courses.look([&](const CourseTable& table) {
           bytes = json::write(to_json(load_of(select_courses(table, {{}, until}), until))).size();
         });
       }));
  const double reference = milliseconds([&] {
    store->database->read([&](db::Connection& db) {
      static_cast<void>(
          db.query_one("select span from (select m.at - d.at as span, row_number() over (order by m.at - d.at) as "
                       "place, count(*) over () as n "
                       "from milestones m join milestones d on d.incident = m.incident and d.name = 'declared' where "
                       "m.name = 'mitigated') "
                       "spans where place = (n + 1) / 2"));
    });
  });
  fmt::print("  {:<44} {:>7.1f} ms\n", "reference: SQLite, the median of one metric", reference);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  try {
    debrief::bench::measure(count > 1 ? std::strtol(arguments[1], nullptr, 10) : 100'000);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "insights_bench: {}\n", trouble.what());
    return 1;
  }
  return 0;
}
