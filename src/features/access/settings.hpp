// SPDX-License-Identifier: Apache-2.0
// What administrators decide about signing in, for everybody.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "db/database.hpp"
#include "domain/access.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::access {

/// Who has to have a second factor. Without one they are limited until they set it up.
enum class SecondFactorRule { nobody, administrators, everyone };

struct Settings {
  SecondFactorRule second_factor = SecondFactorRule::nobody;
  bool providers_only = false;      ///< passwords are for administrators only, as break-glass
  std::int64_t session_hours = 336; ///< a session ends then, whatever happens
  std::int64_t idle_hours = 72;     ///< and then, when it is not used
};

/// Errors: invalid.
[[nodiscard]] Result<Settings> settings_from(const json::value& document);
[[nodiscard]] json::object to_json(const Settings& settings);

[[nodiscard]] Settings read_settings(db::Connection& db);
void write_settings(db::Connection& db, const Settings& settings);
/// The row's text as settings; the usual ones without a row.
[[nodiscard]] Settings settings_of_row(const std::optional<std::string>& data);

/// What an account without a second factor is limited to; absent when it need not have one.
[[nodiscard]] std::optional<domain::Action> limit_without_second_factor(const Settings& settings, domain::AccessRole role);

}  // namespace debrief::features::access
