// SPDX-License-Identifier: Apache-2.0
#include "features/notify/channels.hpp"
#include "features/notify/send.hpp"
#include "features/notify/store.hpp"

#include "base/ids.hpp"
#include "journal/visibility.hpp"

#include <fmt/format.h>

namespace debrief::features::notify {
namespace {

bool may_read(db::Connection& db, const domain::Member& member, std::optional<std::int64_t> incident) {
  if (!incident) return true;
  const domain::Principal person{member.id, member.name, member.role, "notice"};
  return journal::require_incident(db, person, domain::Action::read, *incident).has_value();
}

// Until when it waits; absent: it does not.
std::optional<Instant> waits_until(journal::Transaction& tx, const std::string& user_id, const domain::Notice& notice) {
  const auto quiet = store::find_quiet(tx.db, user_id);
  const auto until = quiet ? quiet_until(*quiet, tx.now()) : std::nullopt;
  if (!until) return std::nullopt;
  const bool urgent = notice.kind == "escalation.step" || (notice.incident && store::is_pressing(tx.db, *notice.incident, user_id));
  return urgent && quiet->urgent ? std::nullopt : until;
}

void put_release_job(journal::Transaction& tx, const std::string& user_id, Instant at) {
  journal::put_job(tx.db, fmt::format("notices/{}/{}", user_id, at.micros), std::string(kReleaseJob), {{"user", user_id}}, at);
}

constexpr std::size_t kMostListed = 50;

// One mail for all that waited: a notice of its own that has been read, since the others stand under the bell.
std::string insert_summary(journal::Transaction& tx, const std::string& user_id, const std::vector<store::Kept>& waited, const std::string& address) {
  domain::Notice summary;
  summary.kind = "quiet.digest";
  const auto quiet = store::find_quiet(tx.db, user_id);
  const std::string zone = quiet ? quiet->zone : store::usual_zone(tx.db, user_id);
  summary.title = fmt::format("{} notices waited while it was quiet", waited.size());
  for (std::size_t i = 0; i < waited.size() && i < kMostListed; ++i) {
    summary.text += fmt::format("{}- {}, {}", i == 0 ? "" : "\n", told_at(waited[i].created_at, zone), waited[i].title);
    if (!address.empty() && !waited[i].path.empty()) summary.text += fmt::format("\n  {}{}", address, waited[i].path);
  }
  if (waited.size() > kMostListed) summary.text += fmt::format("\nand {} more.", waited.size() - kMostListed);
  summary.path = "/notices";
  const std::string id = new_id(tx.now());
  store::insert(tx.db, id, user_id, summary, tx.now());
  store::mark_read(tx.db, user_id, id, tx.now());
  return id;
}

}  // namespace

bool may_be_told(db::Connection& db, const Ports& ports, const std::string& user_id, std::optional<std::int64_t> incident) {
  const auto member = ports.find_member(db, user_id);
  return member && may_read(db, *member, incident);
}

void wait_anew(journal::Transaction& tx, const std::string& user_id) {
  const auto quiet = store::find_quiet(tx.db, user_id);
  const Instant until = (quiet ? quiet_until(*quiet, tx.now()) : std::nullopt).value_or(tx.now());
  if (store::move_held(tx.db, user_id, until)) put_release_job(tx, user_id, until);
}

void put_mail_job(journal::Transaction& tx, const std::string& notice, const std::string& address) {
  const std::string mail = new_id(tx.now());
  store::put_mail(tx.db, mail, notice, address, tx.now());
  journal::put_job(tx.db, "mail/" + mail, std::string(kMailJob), {{"mail", mail}}, tx.now());
}

void tell(journal::Transaction& tx, const Ports& ports, const domain::Notice& notice) {
  for (const std::string& user_id : notice.to) {
    const auto member = ports.find_member(tx.db, user_id);
    if (!member || !may_read(tx.db, *member, notice.incident)) continue;
    const std::string id = new_id(tx.now());
    if (!store::insert(tx.db, id, user_id, notice, tx.now())) continue;
    const Channels channels = channels_for(tx.db, ports, user_id, notice.kind);
    if (!channels.app) store::mark_read(tx.db, user_id, id, tx.now());
    const bool mail = channels.mail && ports.send;
    const bool push = channels.push && ports.push && store::has_subscription(tx.db, user_id);
    if (!mail && !push) continue;
    if (const auto until = waits_until(tx, user_id, notice)) {
      store::hold(tx.db, user_id, {id, mail, push}, *until);
      put_release_job(tx, user_id, *until);
      continue;
    }
    if (mail) put_mail_job(tx, id, member->email);
    if (push) put_push_jobs(tx, user_id, id);
  }
}

std::optional<Instant> release_held(journal::Journal& journal, const Ports& ports, const journal::Job& job) {
  const std::string user_id(json::text_at(job.data, "user"));
  const journal::Origin origin{"Debrief", "", "notices", std::nullopt};
  const auto released = journal.write(origin, [&](journal::Transaction& tx) -> Result<> {
    const auto member = ports.find_member(tx.db, user_id);
    std::vector<store::Kept> mailed, pushed;
    for (const store::Held& held : store::take_held(tx.db, user_id, tx.now())) {
      const auto kept = store::find(tx.db, held.notice);
      // What was read meanwhile, or is hidden by now, is not told again.
      if (!member || !kept || !may_read(tx.db, *member, kept->incident)) continue;
      if (kept->read_at && channels_for(tx.db, ports, user_id, kept->kind).app) continue;
      if (held.mail) mailed.push_back(*kept);
      if (held.push) pushed.push_back(*kept);
    }
    std::string summary;
    const auto summary_of = [&](const std::vector<store::Kept>& all) {
      if (all.size() == 1) return all.front().id;
      if (summary.empty()) summary = insert_summary(tx, user_id, all, ports.address);
      return summary;
    };
    if (!mailed.empty()) put_mail_job(tx, summary_of(mailed), member->email);
    if (!pushed.empty()) put_push_jobs(tx, user_id, summary_of(pushed));
    return {};
  });
  static_cast<void>(released);
  return std::nullopt;
}

}  // namespace debrief::features::notify
