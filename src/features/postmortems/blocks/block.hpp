// SPDX-License-Identifier: Apache-2.0
// Live blocks: parts of a postmortem that show what is recorded, as it is when the document is read. A block is a fenced
// code block of Markdown with "debrief" and its name behind the fence, and options as lines of "name: value":
//
//   ```debrief timeline
//   only: key moments
//   ```
//
// Pure.
#pragma once

#include "domain/action.hpp"
#include "domain/coordination.hpp"
#include "domain/incident.hpp"
#include "domain/timeline.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

struct Block {
  std::string name;
  std::map<std::string, std::string> options;
  std::size_t begin = 0;  ///< of its first line, in bytes of the text
  std::size_t end = 0;    ///< behind its last line
};

/// "timeline", "milestones", "roles", "impact", "chart", "actions", "hypotheses".
[[nodiscard]] const std::vector<std::string_view>& block_names();

/// In the order of the text; blocks without an end, of unknown names, or within other code are none.
[[nodiscard]] std::vector<Block> find_blocks(std::string_view markdown);

/// The block as one line, the same for blocks that show the same.
[[nodiscard]] std::string key_of(const Block& block);

/// The text with each block replaced by what `content` says, as Markdown of its own paragraph.
[[nodiscard]] std::string expand(std::string_view markdown, const std::function<std::string(const Block&)>& content);

/// What blocks are made of.
struct BlockInput {
  const domain::Incident& incident;
  const std::vector<domain::TimelineEntry>& entries;  ///< in the order of the timeline, hidden ones included
  std::map<std::int64_t, std::string> labels = {};    ///< of entries that the document cites, such as "T3"
  std::vector<domain::ActionItem> actions = {};
  std::vector<domain::Hypothesis> hypotheses = {};
};

/// The block's Markdown, with a citation for each entry; a sentence that says so where nothing is recorded.
[[nodiscard]] std::string block_markdown(const Block& block, const BlockInput& input);

/// The actions that the option `only` lets through: "open", a state, a type, a priority, "corrective", "preventive". An
/// open question where there is none.
[[nodiscard]] std::string actions_table(const Block& block, const std::vector<domain::ActionItem>& actions);

/// What people thought, in the order in which it came up, with what spoke for and against it and what became of it. An
/// open question where nothing is recorded.
[[nodiscard]] std::string hypotheses_list(const BlockInput& input);

/// Entries and their kinds over the time of the incident, as bars of characters that every form of export can show.
/// Empty without entries.
[[nodiscard]] std::string chart_table(const domain::Incident& incident,
                                      const std::vector<const domain::TimelineEntry*>& entries);

}  // namespace debrief::features::postmortems
