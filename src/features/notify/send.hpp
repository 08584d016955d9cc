// SPDX-License-Identifier: Apache-2.0
// What is put down to be sent, and when it is tried again.
#pragma once

#include "features/notify/notify.hpp"

#include <cstdint>
#include <string>

namespace debrief::features::notify {

/// Nothing is tried for longer.
inline constexpr Micros kGiveUpAfter = std::chrono::hours(75);

/// As journal::retry_delay, shorter by up to half, so that what failed together does not come back together.
[[nodiscard]] Micros jittered_delay(std::int64_t attempts, std::string_view id);

void put_mail_job(journal::Transaction& tx, const std::string& notice, const std::string& address);
/// One for each browser of the person.
void put_push_jobs(journal::Transaction& tx, const std::string& user_id, const std::string& notice);

}  // namespace debrief::features::notify
