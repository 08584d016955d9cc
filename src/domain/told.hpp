// SPDX-License-Identifier: Apache-2.0
// What a line about an incident tells of, judged by its words: for timelines of the archive, where nobody said of what
// kind an entry is. By verbs of English that people use there; a guess, never more. Pure.
#pragma once

#include <string_view>

namespace debrief::domain {

/// Something that somebody did about the trouble: "Rollback starts", "pods are restarted", "turns them off".
[[nodiscard]] bool tells_of_a_deed(std::string_view text);

/// What somebody supposed or ruled out: "Hypothesis: …", "On-call suspects …".
[[nodiscard]] bool tells_of_a_thought(std::string_view text);

/// That an alert fired or somebody was paged.
[[nodiscard]] bool tells_of_an_alert(std::string_view text);

}  // namespace debrief::domain
