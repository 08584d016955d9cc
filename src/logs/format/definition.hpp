// SPDX-License-Identifier: Apache-2.0
// What the TOML file of a format says.
#pragma once

#include "logs/format/format.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::logs {

/// A line and what must come out of it: "time", "body", "level", or a field's name.
struct Sample {
  std::string line;
  std::vector<std::pair<std::string, std::string>> expected;
  std::vector<std::string> continued;  ///< lines that go on with it
};

enum class FormatKind { pattern, json, logfmt, lines };

struct Definition {
  std::string name;
  std::string title;
  FormatKind kind = FormatKind::pattern;
  std::vector<std::string> patterns;  ///< RE2, parts filled in; the first that matches counts
  std::string continues;              ///< RE2; empty: what looks continued in any format; never a line with the form
  bool inner = false;                 ///< the body is a line of its own, whose header is read as well
  std::vector<std::string> time, body, level;  ///< of the kinds with keys: keys, the first that is there counts
  std::vector<std::string> needs;              ///< keys, or "key=value", without which a line is of another format
  std::map<std::string, std::string, std::less<>> names;  ///< key -> name of the field
  std::map<std::string, Level, std::less<>> levels;       ///< what the level's text means; "5xx": any digit for x
  std::vector<Sample> samples;
};

/// Named parts of patterns: `{iso}` in a pattern stands for its own pattern.
using PatternParts = std::map<std::string, std::string, std::less<>>;

/// Those of formats/parts.toml.
[[nodiscard]] Result<PatternParts> read_parts(std::string_view toml);

/// Errors: invalid, with what is wrong and what to do, and the line in `field` ("line 7").
[[nodiscard]] Result<Definition> read_definition(std::string_view toml, const PatternParts& parts);

/// Where `key` is first set, or a table of this name begins, for people: "line 7".
[[nodiscard]] std::string line_of(std::string_view toml, std::string_view key);

/// The level that a definition gives to a text, else the one that the text names.
[[nodiscard]] Level level_of(const Definition& definition, std::string_view text);

}  // namespace debrief::logs
