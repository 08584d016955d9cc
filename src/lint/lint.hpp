// SPDX-License-Identifier: Apache-2.0
// Remarks on how a text puts things: rules are data of a language (lint/README.md), the code knows only forms.
#pragma once

#include "lint/language.hpp"
#include "lint/remark.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::lint {

/// Longest text that gets remarks, in bytes; longer ones get none.
inline constexpr std::size_t kTextLimit = 5'000'000;
/// At most this many remarks, the first ones of the text.
inline constexpr std::size_t kMostRemarks = 5'000;

/// The rule that looks after comments which allow something: an unknown rule, a reason that is missing.
inline constexpr std::string_view kAllowRule = "allow-comment";

struct Options {
  std::vector<std::string> rules = {};  ///< only these, also those that are off by default; empty: all that are on
};

/// The remarks on a Markdown text, in the order of the text. The same text gets the same remarks. Headings, code,
/// quotations, link addresses, HTML comments and front matter are passed over. A comment
/// `<!-- lint: allow RULE[, RULE…] REASON -->` silences the rules on its line or, alone on a line, in the lines that
/// follow up to the next blank one. Time is linear in the length. Pure; safe from any thread.
[[nodiscard]] std::vector<Remark> lint(std::string_view markdown, const Language& language,
                                       const Options& options = {});

}  // namespace debrief::lint
