// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/mirror.hpp"

#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/postmortems/mirror/take.hpp"
#include "features/postmortems/mirror/write.hpp"
#include "journal/jobs.hpp"

namespace debrief::features::postmortems::mirror {
namespace {

constexpr std::size_t kMostAtOnce = 200;          // documents in one commit
constexpr std::size_t kLargestFile = 12'000'000;  // bytes that are compared
constexpr int kMostRaces = 5;                     // pushes of others in between
constexpr std::int64_t kMostProblems = 20;
constexpr std::chrono::seconds kLook{5};

std::string target_of(const git::Remote& remote) {
  return remote.address + "#" + remote.branch;
}

journal::Origin origin_of(const Settings& settings) {
  return {settings.name, "", "mirror"};
}

}  // namespace

Mirror::Mirror(journal::Journal& journal, Ports ports, Settings settings, Log& log)
    : journal_(journal), ports_(std::move(ports)), settings_(std::move(settings)), log_(log) {}

Mirror::~Mirror() {
  stopping_ = true;
}

void Mirror::start() {
  if (settings_.remote.address.empty()) return;
  // Now, so that the failures of another repository do not make this one wait.
  journal_.database().write([&](db::Connection& db) { store::begin(db, target_of(settings_.remote)); });
  thread_.emplace(journal_, kLook, [this] { tick(); });
}

void Mirror::tick() {
  try {
    const Instant now = journal_.clock().now();
    const auto state = journal_.database().read([](db::Connection& db) { return store::find_state(db); });
    if (state.retry_at && *state.retry_at > now) return;
    const std::int64_t position = journal_.newest_position();
    if (position != seen_position_ || pending_ > 0)
      pending_ = journal_.database().read([](db::Connection& db) { return store::count_pending(db); });
    seen_position_ = position;
    const bool look = !state.fetched_at || now - *state.fetched_at >= settings_.interval;
    if (look || pending_ > 0) static_cast<void>(sync());
  } catch (const std::exception& trouble) {
    log_.warning("mirror", {{"what", trouble.what()}});
  }
}

Result<> Mirror::sync() {
  if (settings_.remote.address.empty())
    return conflict("no mirror is configured")
        .with_help("Start the server with --postmortem-mirror; see docs/mirror.md.");
  const std::scoped_lock lock(mutex_);
  Result<> done;
  try {
    done = go();
  } catch (const db::DatabaseError&) {
    throw;
  } catch (const std::exception& trouble) {
    done = make_error(ErrorCode::unavailable, "{}", shorten(to_utf8(trouble.what()), 1000));
  }
  if (!done && !stopping_) note_failure(done.error());
  return done;
}

Result<> Mirror::go() {
  journal_.database().write([&](db::Connection& db) { store::begin(db, target_of(settings_.remote)); });
  git::Repository repository(settings_.folder);
  while (TRY(step(repository))) continue;
  journal_.database().write([&](db::Connection& db) {
    auto state = store::find_state(db);
    state.mirrored_at = journal_.clock().now();
    state.error.reset();
    state.failed_at.reset();
    state.retry_at.reset();
    state.failures = 0;
    store::put_state(db, state);
  });
  return {};
}

Result<std::optional<std::string>> Mirror::look(git::Repository& repository) {
  const auto tip = TRY(git::fetch(settings_.folder, settings_.remote, settings_.limits, stopping_));
  store::State state;
  std::int64_t files = 0;
  journal_.database().read([&](db::Connection& db) {
    state = store::find_state(db);
    files = store::count_files(db);
  });
  // Before the first file of ours nothing there is about us.
  if (tip && files > 0 && tip != state.tip)
    for (const std::string& hash : repository.list_commits(*tip, state.tip)) {
      if (stopping_) return make_error(ErrorCode::unavailable, "the server is stopping");
      const bool known = journal_.database().read([&](db::Connection& db) { return store::is_known(db, hash); });
      if (!known)
        take(journal_, ports_, repository.read_commit(hash, std::string(kFolder), kLargestFile),
             settings_.remote.branch);
    }
  state.tip = tip;
  state.fetched_at = journal_.clock().now();
  journal_.database().write([&](db::Connection& db) { store::put_state(db, state); });
  return tip;
}

// True when something was written, and there may be more.
Result<bool> Mirror::step(git::Repository& repository) {
  for (int race = 0; race < kMostRaces; ++race) {
    const auto tip = TRY(look(repository));
    const Plan plan = TRY(plan_writing(journal_, ports_, kMostAtOnce));
    if (plan.empty()) return false;
    git::Files files = plan.files;
    files[std::string(kIndexPath)] = TRY(plan_index(journal_, ports_, plan));
    std::erase_if(files, [&](const auto& file) {
      return file.second == (tip ? repository.find_file(*tip, file.first) : std::nullopt);
    });
    if (files.empty()) {
      record(plan, tip.value_or(""));
      return true;
    }
    const std::string commit =
        repository.commit(tip, files, message_of(plan.steps), settings_.name, settings_.mail, journal_.clock().now());
    journal_.database().write(
        [&](db::Connection& db) { store::put_ours(db, commit, plan.written, journal_.clock().now()); });
    const auto pushed = git::push(settings_.folder, settings_.remote, commit, settings_.limits, stopping_);
    if (!pushed && pushed.error().code == ErrorCode::conflict) continue;
    if (!pushed) return pushed.error();
    record(plan, commit);
    return true;
  }
  return make_error(ErrorCode::unavailable, "others push to the branch faster than the mirror can")
      .with_help("It is tried again.");
}

void Mirror::record(const Plan& plan, const std::string& commit) {
  static_cast<void>(journal_.write(origin_of(settings_), [&](journal::Transaction& tx) -> Result<> {
    for (const std::string& path : plan.removed) store::remove_file(tx.db, path);
    for (const store::File& file : plan.written) {
      store::put_file(tx.db, file, commit, tx.now());
      tx.append({file.incident,
                 std::string(domain::events::kMirrored),
                 tx.now(),
                 {{"commit", commit}, {"version", file.version}}});
    }
    auto state = store::find_state(tx.db);
    state.tip = commit.empty() ? state.tip : std::optional(commit);
    store::put_state(tx.db, state);
    return {};
  }));
}

Standing Mirror::standing() {
  Standing standing;
  standing.configured = !settings_.remote.address.empty();
  if (!standing.configured) return standing;
  standing.address = settings_.remote.address;
  standing.branch = settings_.remote.branch;
  journal_.database().read([&](db::Connection& db) {
    standing.state = store::find_state(db);
    standing.documents = store::count_files(db);
    standing.pending = store::count_pending(db);
    standing.taken = store::count_taken(db);
    standing.problems = store::list_problems(db, kMostProblems);
  });
  return standing;
}

void Mirror::note_failure(const Error& error) {
  const Instant now = journal_.clock().now();
  log_.warning("mirror", {{"what", error.message}});
  journal_.database().write([&](db::Connection& db) {
    auto state = store::find_state(db);
    state.error = error.help.empty() ? error.message : error.message + ". " + error.help;
    state.failed_at = now;
    ++state.failures;
    state.retry_at = now + journal::retry_delay(state.failures);
    store::put_state(db, state);
  });
}

}  // namespace debrief::features::postmortems::mirror
