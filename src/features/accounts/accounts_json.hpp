// SPDX-License-Identifier: Apache-2.0
// The schemas Account and Contribution of api/openapi.yaml.
#pragma once

#include "features/accounts/accounts.hpp"

namespace debrief::features::accounts {

[[nodiscard]] json::object to_json(const Shown& shown);
/// The account of somebody who was not asked and has said nothing.
[[nodiscard]] json::object not_asked_json(std::int64_t number, const std::string& person, const std::string& role);
/// `can_edit`: the reader may merge accounts, and see pseudonyms.
[[nodiscard]] json::object to_json(const Contribution& line, const domain::Principal& who, bool can_edit);

}  // namespace debrief::features::accounts
