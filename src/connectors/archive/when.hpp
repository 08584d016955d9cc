// SPDX-License-Identifier: Apache-2.0
// When the incident of a document began and ended, from everything but its timeline.
#pragma once

#include "base/front_matter.hpp"
#include "connectors/archive/document.hpp"
#include "connectors/archive/lines.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// From the fields of front matter, by the names in use ("date", "start_time", "resolvedWhen", …).
[[nodiscard]] std::optional<DocumentTime> find_start_field(const FrontMatterValue& fields, const ReadOptions& options);
[[nodiscard]] std::optional<DocumentTime> find_end_field(const FrontMatterValue& fields, const ReadOptions& options);

/// From the file name or the folders above it: "2022-06-13-repo-slow.md", "20150413-LabsNFS.md",
/// "2023-04/04-25-Compromise.md".
[[nodiscard]] std::optional<DocumentTime> find_name_date(std::string_view source, const ReadOptions& options);

/// A full date in a title.
[[nodiscard]] std::optional<DocumentTime> find_title_date(std::string_view title, const ReadOptions& options);

/// Behind a label at the start of a line or row ("Date: …", "**Started:** …").
[[nodiscard]] std::optional<DocumentTime> find_labelled_start(const std::vector<Line>& lines,
                                                              const ReadOptions& options);
[[nodiscard]] std::optional<DocumentTime> find_labelled_end(const std::vector<Line>& lines, const ReadOptions& options);

/// The first full date anywhere in the text; dates without a year lie nearest to `year_hint`, where there is one.
[[nodiscard]] std::optional<DocumentTime> find_first_date(const std::vector<Line>& lines, std::optional<int> year_hint,
                                                          const ReadOptions& options);

/// Whether the document writes the day before the month in dates such as "13/04/2026", by those that can be read in
/// one way only. Absent when there are none, or both kinds.
[[nodiscard]] std::optional<bool> find_day_first(const std::vector<Line>& lines);

/// The year in a name such as "PM2020-002 - KIAM.md".
[[nodiscard]] std::optional<int> find_year(std::string_view source);

}  // namespace debrief::connectors::archive
