// SPDX-License-Identifier: Apache-2.0
// The kinds of format. Each takes lines up to a limit of its own and is linear in their length.
#pragma once

#include "logs/format/definition.hpp"
#include "logs/format/format.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace debrief::logs {

/// A regular expression with named groups: time, body, level; every other group is a field. Errors: invalid.
[[nodiscard]] Result<std::shared_ptr<const Format>> make_pattern_format(Definition definition);

/// A JSON object a line; nested keys are joined by dots ("log.level"), items of arrays by their number. Objects deeper
/// than 8 levels and what comes after 512 values stay unread; lines over 8 MiB are of another format.
[[nodiscard]] Result<std::shared_ptr<const Format>> make_json_format(Definition definition);

/// key=value, values perhaps in double quotes.
[[nodiscard]] Result<std::shared_ptr<const Format>> make_logfmt_format(Definition definition);

/// A record of several lines KEY=value, the first of which has the first of the keys that the definition needs.
[[nodiscard]] Result<std::shared_ptr<const Format>> make_lines_format(Definition definition);

/// By the definition's kind.
[[nodiscard]] Result<std::shared_ptr<const Format>> make_format(Definition definition);

/// A table with a header: "csv" (comma or semicolon) or "tsv". Null when these lines are none.
[[nodiscard]] std::shared_ptr<const Format> find_table_format(std::span<const std::string_view> lines);

/// The recogniser for any text.
[[nodiscard]] std::shared_ptr<const Format> make_generic_format();

/// What a definition says of continuations.
class Continuation {
 public:
  /// Errors: invalid.
  [[nodiscard]] static Result<Continuation> make(const std::string& pattern);
  [[nodiscard]] bool holds(std::string_view line) const;

 private:
  std::shared_ptr<const void> expression_;  // an RE2; null: looks_continued()
};

/// Reads the body as a line of its own: what a program wrote within what another one keeps, a JSON object (by `json`,
/// which may be null) or text with a header. Level and fields are added; the time stays that of the outer line, if it
/// has one.
void read_inner_line(ParsedLine& parsed, std::string_view line, const Format* json);

/// formats/json.toml; null when it is not usable. Lives as long as the program.
[[nodiscard]] const Format* find_embedded_json();

/// The first line of a record.
[[nodiscard]] std::string_view first_line(std::string_view record);

}  // namespace debrief::logs
