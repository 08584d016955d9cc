// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/asking.hpp"
#include "features/accounts/self.hpp"
#include "features/accounts/wanted.hpp"

#include "base/working_days.hpp"

#include <map>

namespace debrief::features::accounts {
namespace {

constexpr Micros kForgotten = std::chrono::hours(24 * 30);

/// The reminder that is due, if any; of two that were missed, the later one.
std::string_view due(Instant asked_at, Instant now) {
  if (after_working_days(asked_at, 3) <= now) return "after_3_days";
  if (after_working_days(asked_at, 1) <= now) return "after_1_day";
  return "";
}

}  // namespace

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const Instant again = now + std::chrono::hours(1);
  if (!is_working_day(now)) return again;
  const auto unanswered =
      journal.database().read([&](db::Connection& db) { return store::list_unanswered(db, now - kForgotten); });
  std::map<std::int64_t, std::optional<std::string>> titles;  // of incidents whose accounts are wanted
  for (const store::Kept& kept : unanswered) {
    const auto occasion = due(kept.account.asked_at, now);
    if (occasion.empty()) continue;
    const auto [title, is_new] = titles.emplace(kept.account.incident, std::nullopt);
    if (is_new) {
      const auto incident = ports.get_incident(kSelf, kept.account.incident);
      if (incident && accounts_wanted(ports, *incident)) title->second = incident->title;
    }
    if (!title->second) continue;
    const std::string& of = *title->second;
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      ports.notify(tx, notice_of(kept.account, of, occasion));
      return {};
    });
    static_cast<void>(told);
  }
  return again;
}

}  // namespace debrief::features::accounts
