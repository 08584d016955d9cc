// SPDX-License-Identifier: Apache-2.0
// Data files of a language: tables, and regular expressions made of named lists of words.
#pragma once

#include "base/front_matter.hpp"
#include "lint/language.hpp"

#include <map>
#include <string>
#include <string_view>

namespace debrief::lint {

/// Lists of alternatives by name. `{name}` in an expression stands for any of them.
using Vocabulary = std::map<std::string, std::string, std::less<>>;

/// The table of a file. Errors: invalid, with the line in the message.
[[nodiscard]] Result<FrontMatterValue> read_table(std::string_view toml);

/// Adds the lists of a table. A list may use those before it.
[[nodiscard]] Result<> add_words(Vocabulary& vocabulary, const FrontMatterValue& table);

/// An expression (RE2 syntax, letters in any case) with its lists filled in. Errors: invalid.
[[nodiscard]] Result<Expression> compile(std::string_view source, const Vocabulary& vocabulary);

/// One expression for all alternatives, null when there are none.
[[nodiscard]] Result<Expression> compile_any(const std::vector<std::string>& sources, const Vocabulary& vocabulary);

/// The text at `key`, or "".
[[nodiscard]] std::string text_at(const FrontMatterValue& table, std::string_view key);
[[nodiscard]] std::vector<std::string> texts_at(const FrontMatterValue& table, std::string_view key);

}  // namespace debrief::lint
