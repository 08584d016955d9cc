// SPDX-License-Identifier: Apache-2.0
// How mails leave, where a mail server is set up.
#pragma once

#include "app/config.hpp"
#include "features/notify/notify.hpp"

namespace debrief::app {

/// Unset without a mail server. One that cannot be reached is left alone for 20 seconds: mails fail at once meanwhile,
/// to be tried again later, so that other jobs do not wait behind each of them. Safe from any thread.
[[nodiscard]] std::function<Result<>(const features::notify::OutgoingMail&)> mail_through(const Config& config);

}  // namespace debrief::app
