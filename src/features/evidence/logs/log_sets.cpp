// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/log_sets.hpp"

#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/nanoseconds.hpp"
#include "domain/events.hpp"
#include "features/evidence/logs/index_marks.hpp"
#include "features/evidence/sealed.hpp"
#include "features/evidence/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace debrief::features::evidence::logs {
namespace {

namespace fs = std::filesystem;
using debrief::logs::Store;

constexpr std::size_t kPage = 500;
constexpr std::chrono::seconds kAgain{5};
constexpr std::size_t kMostQueued = 64;  // jobs; the index that a job is for stays open until it is done
constexpr std::size_t kMostOpen = 64;  // indexes; each holds three files and what it says of its blocks

debrief::logs::Formats all_formats() {
  auto formats = debrief::logs::Formats::load(std::nullopt);
  if (!formats) throw std::runtime_error("log formats: " + formats.error().message);
  return std::move(*formats);
}

// Made once; without it, what is shown for an address could be computed by anybody.
std::string key_in(const fs::path& file) {
  std::string key;
  std::ifstream(file, std::ios::binary) >> key;
  if (!key.empty()) return key;
  key = new_secret("");
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  out << key;
  return key;
}

// An archive whose members were stored is read member by member.
std::vector<domain::Evidence> logs_among(const std::vector<domain::Evidence>& all) {
  std::set<std::string> parents;
  for (const domain::Evidence& one : all)
    if (one.parent) parents.insert(*one.parent);
  std::vector<domain::Evidence> logs;
  for (const domain::Evidence& one : all)
    if (is_log(one) && one.size > 0 && !parents.contains(one.id)) logs.push_back(one);
  return logs;
}

}  // namespace

debrief::logs::ClockSettings with_clock(debrief::logs::ClockSettings clock, const json::object& told) {
  if (const auto* zone = told.if_contains("zone"); zone != nullptr && zone->is_string()) {
    clock.zone = zone->as_string();
    clock.zone_inferred = false;
  }
  if (const auto* year = told.if_contains("year"); year != nullptr && year->is_int64()) {
    clock.year = static_cast<int>(year->as_int64());
    clock.year_inferred = false;
  }
  if (const auto* correction = told.if_contains("correction_ms"); correction != nullptr && correction->is_int64())
    clock.correction_ns = correction->as_int64() * 1'000'000;
  return clock;
}

SourceName source_name_of(const debrief::logs::Source& source) {
  const std::size_t end = std::min(source.name.find('/'), source.name.size());
  return {source.name.substr(0, end), source.name.substr(std::min(end + 1, source.name.size()))};
}

LogSets::LogSets(journal::Journal& journal, db::BlobStore& blobs, fs::path folder, Log& log, Tending tending)
    : journal_(journal),
      blobs_(blobs),
      folder_(std::move(folder)),
      log_(log),
      tending_(tending),
      formats_(all_formats()),
      mask_key_(key_in(folder_ / "mask-key")),
      streams_(journal, blobs),
      empty_(std::make_shared<LogSet>(folder_ / "empty", Store::Access::write, formats_)) {
  for (const auto& entry : fs::directory_iterator(folder_))  // what a crash left half done
    if (entry.path().extension() == kBeside) fs::remove_all(entry.path());
  reader_ = std::thread([this] { work(); });
}

LogSets::~LogSets() {
  news_.reset();
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  reader_.join();
}

void LogSets::start() {
  position_ = journal_.newest_position();
  news_.emplace(journal_, kAgain, [this] {
    try {
      hear();
    } catch (const std::exception& trouble) {
      log_.warning("looking for new logs", {{"what", trouble.what()}});
    }
  });
}

void LogSets::hear() {
  for (;;) {
    const auto facts = journal_.list_after(position_, kPage);
    if (facts.empty()) return;
    std::set<std::int64_t> gained, corrected;
    for (const auto& fact : facts) {
      if (fact.kind == domain::events::kEvidenceAdded) gained.insert(fact.incident);
      if (fact.kind == domain::events::kClockSet) corrected.insert(fact.incident);
    }
    for (const std::int64_t incident : gained) (void)of(incident);
    for (const std::int64_t incident : corrected) set_clocks(incident);
    position_ = facts.back().position;
  }
}

fs::path LogSets::folder_of(std::int64_t incident) const {
  return folder_ / std::to_string(incident);
}

// Needs mutex_. An index whose reading was interrupted holds half of something: it is made anew.
LogSets::Incident& LogSets::open(std::int64_t incident) {
  const auto known = incidents_.find(incident);
  if (known != incidents_.end()) return known->second;
  const fs::path folder = folder_of(incident);
  if (fs::exists(folder / kReadingMark)) fs::remove_all(folder);
  Incident state;
  try {
    state.set = std::make_shared<LogSet>(folder, Store::Access::write, formats_);
  } catch (const debrief::logs::Damaged& damage) {
    log_.warning("an index of logs is damaged and made anew",
                 {{"incident", std::to_string(incident)}, {"what", damage.what()}});
    fs::remove_all(folder);
    state.set = std::make_shared<LogSet>(folder, Store::Access::write, formats_);
  }
  state.indexed = read_indexed(folder);
  close_idle();
  return incidents_.emplace(incident, std::move(state)).first->second;
}

// Needs mutex_. What nobody uses at the moment is opened again when somebody does.
void LogSets::close_idle() {
  while (incidents_.size() >= kMostOpen) {
    auto idle = incidents_.end();
    for (auto one = incidents_.begin(); one != incidents_.end(); ++one)
      if (one->second.known.empty() && one->second.set.use_count() == 1 &&
          (idle == incidents_.end() || one->second.used < idle->second.used))
        idle = one;
    if (idle == incidents_.end()) return;
    incidents_.erase(idle);
  }
}

void LogSets::take_waiting() {
  for (;;) {
    std::int64_t next = 0;
    {
      const std::scoped_lock lock(mutex_);
      if (waiting_.empty() || jobs_.size() >= kMostQueued) return;
      next = *waiting_.begin();
      waiting_.erase(waiting_.begin());
    }
    try {
      (void)of(next);
    } catch (const std::exception& trouble) {
      log_.warning("looking for logs", {{"incident", std::to_string(next)}, {"what", trouble.what()}});
      const std::scoped_lock lock(mutex_);
      waiting_.insert(next);
      return;
    }
  }
}

void LogSets::enqueue(std::int64_t incident, Incident& state, const domain::Evidence& one) {
  state.known[one.id] = {one.id, one.name, Pending::State::queued, 0, static_cast<std::uint64_t>(one.size), {}};
  jobs_.push_back({incident, one.id, [this, incident, one] { read(incident, one); }});
  changed_.notify_all();
}

// Needs mutex_. Of a stream the index itself says how far it was taken.
void LogSets::enqueue_streams(std::int64_t incident, Incident& state, const std::vector<LogStream>& streams) {
  for (const LogStream& stream : streams) {
    if (state.indexed.contains(stream.id)) continue;
    const auto known = state.known.find(stream.id);
    const auto received = static_cast<std::uint64_t>(stream.received);
    if (known != state.known.end()) {
      const bool again = known->second.state == Pending::State::failed && known->second.total_bytes < received;
      known->second.total_bytes = received;
      if (!again) continue;
    }
    const std::uint64_t taken = bytes_of(*state.set->catalogue(), stream.id);
    if (taken >= received && !stream.sealed) continue;
    state.known[stream.id] = {stream.id, stream.source, Pending::State::queued, taken, received, {}, true};
    jobs_.push_back({incident, stream.id, [this, id = stream.id] { read_stream(id); }});
    changed_.notify_all();
  }
}

IncidentLogs LogSets::of(std::int64_t incident) {
  const auto all = journal_.database().read([&](db::Connection& db) { return evidence::store::list(db, incident); });
  const std::vector<domain::Evidence> evidence = logs_among(all.items);
  const std::vector<LogStream> streams = streams_.list(incident);
  const std::scoped_lock lock(mutex_);
  // Most incidents have no logs, and are looked at all the same.
  if (evidence.empty() && streams.empty()) return {empty_, {}};
  Incident& state = open(incident);
  state.used = ++uses_;
  IncidentLogs logs{state.set, {}};
  enqueue_streams(incident, state, streams);
  const bool later = state.known.empty() && jobs_.size() >= kMostQueued;
  for (const domain::Evidence& one : evidence) {
    if (std::any_of(streams.begin(), streams.end(), [&](const LogStream& stream) { return stream.id == one.id; }))
      continue;
    const auto done = state.indexed.find(one.id);
    const auto size = static_cast<std::uint64_t>(one.size);
    if (done == state.indexed.end() && later) {
      waiting_.insert(incident);
      logs.pending.push_back({one.id, one.name, Pending::State::queued, 0, size, {}});
    } else if (done == state.indexed.end() && !state.known.contains(one.id)) {
      enqueue(incident, state, one);
    }
    if (done != state.indexed.end() && !done->second.empty())
      logs.pending.push_back({one.id, one.name, Pending::State::failed, size, size, done->second});
  }
  for (const auto& [id, pending] : state.known) {
    // What a further batch brought is there in a moment.
    const bool moment = pending.growing && pending.read_bytes > 0 && pending.state != Pending::State::failed &&
                        pending.total_bytes - std::min(pending.read_bytes, pending.total_bytes) <= kMostBatch;
    if (!moment) logs.pending.push_back(pending);
  }
  return logs;
}

void LogSets::set_clocks(std::int64_t incident) {
  const std::scoped_lock one_at_a_time(clocks_);  // or older facts would overtake newer ones
  const auto set = of(incident).set;
  std::map<std::string, json::object> told;  // by the name of the source in the set; later facts go over earlier ones
  std::int64_t after = 0;
  for (auto facts = journal_.list_after(after, kPage, incident); !facts.empty();
       facts = journal_.list_after(after, kPage, incident)) {
    for (const auto& fact : facts) {
      after = fact.position;
      if (fact.kind != domain::events::kClockSet) continue;
      json::object& one = told[std::string(json::text_at(fact.data, "evidence")) + "/" +
                               std::string(json::text_at(fact.data, "source"))];
      for (const auto& [name, value] : fact.data) one[name] = value;
    }
  }
  const auto catalogue = set->catalogue();
  for (const auto& source : catalogue->sources) {
    const auto found = told.find(source.name);
    if (found == told.end()) continue;
    const auto clock = with_clock(source.clock, found->second);
    if (clock == source.clock || set->change_clock(source.number, clock)) continue;
    // Logs are being read; then it is done at the end.
    const std::scoped_lock lock(mutex_);
    clocks_due_.insert(incident);
  }
}

}  // namespace debrief::features::evidence::logs
