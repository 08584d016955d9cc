// SPDX-License-Identifier: Apache-2.0
// Log formats as data: what the parts of a line are called. A format is a TOML file with a pattern (RE2) or the word
// "json"/"logfmt", the names of its parts, and samples with what must come out of them, which are its test; see
// docs/logs-formats.md.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

enum class Level : std::uint8_t { unknown, trace, debug, info, notice, warning, error, critical };

/// The level that a word names in any case ("WARN", "err", "E", "FATAL", "debug2"; "30" is none); unknown for other
/// words.
[[nodiscard]] Level level_named(std::string_view word);
[[nodiscard]] std::string_view name_of(Level level);

/// A named part of a line, its value without escapes.
struct Field {
  std::string name;
  std::string value;
};

/// A line as its format sees it. Offsets are in the line; `length` 0 says that there is no such part.
struct Span {
  std::uint32_t begin = 0, length = 0;
};
struct ParsedLine {
  Span time;  ///< the stamp that says when it was logged
  Span body;  ///< what is said, without stamp, level, host, process, logger; the whole line when nothing is known
  Level level = Level::unknown;
  Span level_text;  ///< what the level was told from: digits ("500", "30") may say another one in the next line
  std::vector<Field>
      fields;  ///< host, service, process, pid, thread, logger, status, … and every further part by its name
};

class Format {
 public:
  virtual ~Format() = default;
  [[nodiscard]] virtual const std::string& name() const = 0;
  /// The parts of a line; absent when the line does not have the form. The lines that go on with it may follow, after
  /// line ends. Linear in the length of the line. Safe from any thread.
  [[nodiscard]] virtual std::optional<ParsedLine> parse(std::string_view line) const = 0;
  /// Whether the line goes on with the record before it: a stack trace, an indented continuation.
  [[nodiscard]] virtual bool continues(std::string_view line) const = 0;
};

/// All known formats, those that are part of the program and those of a folder. Safe from any thread; what it returns
/// lives as long as it does, and as its copies.
class Formats {
 public:
  /// A format of the folder (its *.toml files) goes before one of the same name that is part of the program. Errors:
  /// invalid, with file, line and what is wrong with a definition, or which sample came out otherwise; not_found for
  /// the folder.
  [[nodiscard]] static Result<Formats> load(const std::optional<std::string>& folder);
  /// The format that most of these lines have, the most exact one among equals. There always is one: the generic
  /// recogniser, which knows time stamps, levels and the usual order of what stands before a message, takes any text. A
  /// table (CSV, TSV) is known by its header, the first of the lines; its format is called "csv" or "tsv". Looks at the
  /// first 256 lines.
  [[nodiscard]] const Format& detect(std::span<const std::string_view> lines) const;
  [[nodiscard]] const Format* find(std::string_view name) const;
  [[nodiscard]] const Format& generic() const;
  [[nodiscard]] std::vector<const Format*> all() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

/// What check_format found out. A failure names the sample by its number, the part, what was expected and what came
/// out.
struct FormatReport {
  std::string name;
  std::size_t samples = 0;
  std::vector<std::string> failures;
};

/// Reads one definition and runs its samples. Errors: invalid, with the line (in `field`) and what to write instead,
/// when there is no usable definition at all.
[[nodiscard]] Result<FormatReport> check_format(std::string_view toml);

}  // namespace debrief::logs
