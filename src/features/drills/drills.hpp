// SPDX-License-Identifier: Apache-2.0
// The drills slice: past incidents as exercises with their future hidden, the recognition quiz, and the record of who
// has trained what. A drill is no incident: it stands in tables of its own, and its facts on chain 0.
//
// Functions that take a Transaction write in it and apply the policy for `who`. A drill exists for those who may read
// the incident that it replays; a quiz for who takes it. Errors: invalid, not_found, forbidden, conflict.
#pragma once

#include "domain/drill.hpp"
#include "domain/ports.hpp"
#include "features/drills/replay.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace debrief::features::drills {

inline constexpr std::size_t kLongestWriting = 4000;  // bytes
inline constexpr std::size_t kMostWritings = 2000;    // of one drill
inline constexpr std::int64_t kQuestions = 5;
inline constexpr std::int64_t kChoices = 4;
inline constexpr std::int64_t kDueAfterDays = 180;

/// A line of the logs of an incident.
struct LogLine {
  Instant at;
  std::string evidence;  ///< id; empty for lines that were sent while they were written
  std::string source;
  std::string text;
  std::string level;     ///< "error", "info", …; empty where it names none
};

/// How many lines of its logs there are, over a time. Each span holds errors and worse, warnings, and others.
struct LineChart {
  Instant from;
  Micros step{};
  std::vector<std::array<std::uint64_t, 3>> spans;
};

/// What lines are asked for: of a time, and not of this evidence.
struct LinesWanted {
  std::int64_t incident = 0;
  std::optional<Instant> from = {};
  Instant until;                      ///< inclusive: nothing later is told
  std::string words = {};             ///< empty: any
  std::set<std::string> without = {};
};

/// Past incidents that resemble each other; all of them for everybody to read.
struct NamedPattern {
  std::string id;
  std::string name;
  std::vector<std::int64_t> incidents;
};

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  /// What was known at a moment, as it read then, without hidden entries.
  std::function<Result<std::vector<domain::TimelineEntry>>(const domain::Principal&, std::int64_t, Instant)> list_known;
  domain::ListEvidence list_evidence;
  domain::ListMembers list_members;
  domain::ListSimilar list_similar;
  /// Past incidents whose words resemble these, best first.
  std::function<std::vector<std::int64_t>(const domain::Principal&, std::string_view, std::size_t)> rank;
  /// The newest of the lines, in the order of their times; for those who may read the incident. May be unset: no logs.
  std::function<std::vector<LogLine>(const LinesWanted&, std::size_t limit)> search_lines;
  /// Their number over the time, in at most so many spans; absent when there are none, and while it cannot be told.
  std::function<std::optional<LineChart>(const LinesWanted&, std::size_t spans)> chart_lines;
  /// The largest first. May be unset: there are none.
  std::function<std::vector<NamedPattern>()> list_patterns;
};

enum class Kind { replay, quiz };
enum class Mode { alone, group };
enum class Role { trainee, facilitator };

struct Person {
  std::string user_id;
  std::string name;
  Role role = Role::trainee;
  Instant joined_at;
  std::optional<Instant> recognised_at;  ///< time of the incident; judged by hand
  std::optional<Instant> next_step_at;   ///< when the right next step was named; judged by hand
  std::string helped;                    ///< what helped, in words
  std::string judged_by;
  std::optional<bool> passed;            ///< the facilitator's word
};

/// What somebody wrote. Kinds: see, believe, would_do, ask, recognise, inject.
struct Writing {
  std::string id;
  std::string user_id;
  std::string name;
  std::string kind;
  std::string text;
  std::string answer;  ///< what was found for an `ask`; for `recognise` the incidents that were shown; JSON or empty
  Instant at;          ///< time of the incident
  Instant recorded_at;
};

struct Drill {
  std::string id;
  Kind kind = Kind::replay;
  Mode mode = Mode::alone;
  std::optional<std::int64_t> incident;  ///< of a replay
  std::string service;                   ///< that it is about; may be empty
  Window window;
  DrillClock clock;
  Instant started_at;
  std::string started_by;
  std::string started_by_id;
  std::optional<Instant> ended_at;
  std::vector<Person> people;

  [[nodiscard]] const Person* find(const std::string& user_id) const;
};

struct Question {
  std::int64_t place = 0;
  std::int64_t incident = 0;
  std::vector<std::int64_t> choices;  ///< incidents, the right one among them
  std::optional<std::int64_t> answer;
};

/// Begins a replay of `incident` at its first alert; the clock stands. Look incident and window up before.
Drill start(journal::Transaction& tx, const domain::Principal& who, const domain::Incident& incident, Window window, Mode mode);
/// In a group anybody who may read the incident joins as a trainee while it runs.
Result<Drill> join(journal::Transaction& tx, const domain::Principal& who, const std::string& id);
/// Speed 0 to kFastest. In a group by the facilitator. `to` moves the clock on, never back.
Result<Drill> set_clock(journal::Transaction& tx, const domain::Principal& who, const std::string& id,
                        std::optional<std::int64_t> speed, std::optional<Instant> to);
/// `kind` inject is for facilitators, the others for those who take part.
Result<Writing> write(journal::Transaction& tx, const domain::Principal& who, const std::string& id, std::string kind,
                      std::string text, std::string answer);
/// By the facilitator, or who trains alone.
Result<Drill> end(journal::Transaction& tx, const domain::Principal& who, const std::string& id);

/// Absent members stay as they are; times within the window of the drill, or nothing: it was not reached.
struct Judgement {
  std::optional<std::optional<Instant>> recognised_at;
  std::optional<std::optional<Instant>> next_step_at;
  std::optional<std::string> helped;
  std::optional<std::optional<bool>> passed;  ///< by the facilitator only
};
/// After the end: of oneself, or by the facilitator.
Result<Drill> judge(journal::Transaction& tx, const domain::Principal& who, const std::string& id, const std::string& user_id,
                    const Judgement& judgement);

/// The drill, for those who may see it.
Result<Drill> get(db::Connection& db, const domain::Principal& who, const std::string& id);
/// What of the incident is to be seen in the drill by now, or everything once it has ended or for facilitators.
Result<Replay> replay_for(const Ports& ports, const domain::Principal& who, const Drill& drill, Instant moment);

/// Answers for ListDrillResults.
std::vector<domain::DrillResult> list_results(db::Connection& db, std::int64_t incident);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::drills
