// SPDX-License-Identifier: Apache-2.0
// The words of a header, one at a time.
#pragma once

#include "logs/format/format.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace debrief::logs {

/// The text from `at` to the next blank or tab.
[[nodiscard]] std::string_view token_at(std::string_view line, std::size_t at);

/// The bracket group that begins at `at`, with its brackets, nested ones included; empty when there is none or it is
/// longer than 256 characters.
[[nodiscard]] std::string_view group_at(std::string_view line, std::size_t at);

struct LevelToken {
  Level level = Level::unknown;
  std::size_t word = 0;    ///< where the word begins, from the start of the token
  std::size_t length = 0;  ///< of the word
  std::size_t end = 0;     ///< of the token, with brackets and a following colon or comma
  bool letter = false;
};

/// "INFO", "[warn]", "<error>", "(E)", "ERROR:", "I,". Lower case counts for common words only, or in brackets; a
/// letter stands alone.
[[nodiscard]] std::optional<LevelToken> level_at(std::string_view line, std::size_t at);

/// "sshd[42]:", "com.example.Foo:", "kernel:", "WindowManager:": a name with its colon, which a blank or the end of the
/// line follows. Names only, no sentence: absent for what has other punctuation than names have.
struct NameToken {
  std::string_view name;
  std::string_view pid;  ///< in square brackets, empty when there is none
  std::size_t end = 0;   ///< from the start of the token
};
[[nodiscard]] std::optional<NameToken> name_with_colon(std::string_view line, std::size_t at);

/// Letters, digits and the punctuation of class names, hosts and files.
[[nodiscard]] bool is_name(std::string_view token);

/// A name that no sentence would hold: with a dot, a digit, a dollar sign, "::", a capital inside.
[[nodiscard]] bool is_technical(std::string_view token);

/// A token of upper-case letters, digits and dashes, or with no letters at all.
[[nodiscard]] bool is_marker(std::string_view token);

}  // namespace debrief::logs
