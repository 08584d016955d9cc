// SPDX-License-Identifier: Apache-2.0
// How people are asked for their accounts.
#pragma once

#include "domain/notice.hpp"
#include "features/accounts/store.hpp"
#include "journal/journal.hpp"

#include <string>
#include <string_view>

namespace debrief::features::accounts {

/// A row in the state `asked`, with its fact. False, and nothing is changed, when the person has one.
bool ask(journal::Transaction& tx, const store::Kept& kept);

/// What the person is told; `occasion` tells reminders apart ("": asked for the first time).
[[nodiscard]] domain::Notice notice_of(const domain::Account& account, const std::string& title,
                                       std::string_view occasion);

}  // namespace debrief::features::accounts
