// SPDX-License-Identifier: Apache-2.0
// Strings that differ in every text and so say nothing about likeness: time stamps, UUIDs, hashes, addresses.
#pragma once

#include <cstddef>
#include <string_view>

namespace debrief::search {

/// Bytes of the date ("2021-09-08", with a time or without), time of day ("17:20:05.123Z") or UUID that
/// `text` begins with; 0 when it begins with none.
[[nodiscard]] std::size_t noise_prefix(std::string_view text);

/// Whether a run of lower-case letters and digits looks made by a machine: hexadecimal of 8 or more, a
/// number of more than 6 digits, or a long mix of letters and digits.
[[nodiscard]] bool is_machine_made(std::string_view word);

}  // namespace debrief::search
