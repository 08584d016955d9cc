// SPDX-License-Identifier: Apache-2.0
// What somebody types to find something. Pure.
//
//   words must all be there, in any form (timeouts finds timeout), the last one may be unfinished from its second
//   letter on; its first one is not looked for beside other words
//   "closed by peer"   these words in this order
//   -retry             not this word
//   pool OR socket     one of the two
//   kind:action service:checkout severity:sev1 in:INC-42 after:2026-03 before:2026-10-01
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::lookup {

enum class Kind { incident, entry, evidence, postmortem, action, runbook };
inline constexpr std::size_t kKinds = 6;
[[nodiscard]] std::string_view to_text(Kind kind);
[[nodiscard]] std::optional<Kind> kind_from(std::string_view text);

struct Part {
  std::string text;  ///< a word, or the words of a phrase, in lower case
  bool phrase = false;
  bool negated = false;
  bool unfinished = false;  ///< the last word: others may begin with it
  bool or_before = false;   ///< this part or the one before
};

struct Wanted {
  std::vector<Part> parts;
  std::vector<Kind> kinds;        ///< empty: all
  std::string service, severity;  ///< empty: any
  std::optional<std::int64_t> incident;
  std::optional<Instant> after, before;  ///< half open
};

/// Takes any text; what is no operator is a word. At most 24 parts are read. Errors: invalid, for an operator whose
/// value cannot be read, such as after:soon.
[[nodiscard]] Result<Wanted> parse(std::string_view text);

/// A query of SQLite's FTS5 for the parts; empty when there is nothing to look for, such as when all are negated.
[[nodiscard]] std::string to_match(const std::vector<Part>& parts);

}  // namespace debrief::features::lookup
