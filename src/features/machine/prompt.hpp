// SPDX-License-Identifier: Apache-2.0
// What is sent to a language model about an incident: facts and timeline entries, redacted. Pure.
#pragma once

#include "domain/incident.hpp"
#include "domain/timeline.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::machine {

enum class Task { summary, question };
[[nodiscard]] std::string_view to_text(Task task);
[[nodiscard]] Task task_from(std::string_view text);  ///< summary for what is no task

inline constexpr std::size_t kLongestQuestion = 1000;
inline constexpr std::size_t kMostEntries = 300;
inline constexpr std::size_t kLongestEntry = 500;      ///< bytes of its text
inline constexpr std::size_t kLongestPrompt = 60'000;  ///< bytes of all entries together

/// The id of the timeline entry behind each label, such as "T3".
using Labels = std::map<std::string, std::int64_t, std::less<>>;

struct Prompt {
  std::string rules;         ///< the system message
  std::string text;          ///< the user message
  Labels labels;             ///< of the entries in it
  std::size_t left_out = 0;  ///< entries over the limits
};

struct Material {
  const domain::Incident& incident;
  const std::vector<domain::TimelineEntry>& entries;  ///< in the order of the timeline
  const std::vector<std::string>& members;            ///< names of everybody with an account
};

/// Labels number the entries as drafts do: without hidden ones and those about documents. Over the limits key moments
/// stay before others, and what people wrote before what programs did. `question` is empty for a summary.
[[nodiscard]] Prompt prompt_for(Task task, const Material& material, std::string_view question);

/// The body of a request to an OpenAI-compatible `/v1/chat/completions`.
[[nodiscard]] std::string request_body(const Prompt& prompt, std::string_view model);

/// The answer that the rules ask for when no entry tells what was asked.
inline constexpr std::string_view kNotTold = "NOT TOLD";

}  // namespace debrief::features::machine
