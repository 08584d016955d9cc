// SPDX-License-Identifier: Apache-2.0
// What is put down to be sent, and when it is tried again.
#pragma once

#include "features/notify/notify.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::features::notify {

/// Nothing is tried for longer.
inline constexpr Micros kGiveUpAfter = std::chrono::hours(75);

/// As journal::retry_delay, shorter by up to half, so that what failed together does not come back together.
[[nodiscard]] Micros jittered_delay(std::int64_t attempts, std::string_view id);

/// Whether the person, who may be gone, may read what was told; looked at again before each attempt.
[[nodiscard]] bool may_be_told(db::Connection& db, const Ports& ports, const std::string& user_id, std::optional<std::int64_t> incident);

void put_mail_job(journal::Transaction& tx, const std::string& notice, const std::string& address);
/// Quiet hours were changed: what waits is sent when the new ones end, or now.
void wait_anew(journal::Transaction& tx, const std::string& user_id);
/// One for each browser of the person.
void put_push_jobs(journal::Transaction& tx, const std::string& user_id, const std::string& notice);

}  // namespace debrief::features::notify
