// SPDX-License-Identifier: Apache-2.0
#include "logs/format/definition.hpp"

#include "base/front_matter_toml.hpp"
#include "base/text.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>
#include <array>

namespace debrief::logs {
namespace {

constexpr std::size_t kLongestDefinition = 256 * 1024;
constexpr std::size_t kLongestPattern = 20'000;

// Without the line ends and the indentation that make a long pattern readable.
std::string joined(std::string_view pattern) {
  std::string whole;
  for (const std::string_view line : split_lines(pattern)) whole += trim(line);
  return whole;
}

std::string_view part_name_at(std::string_view pattern, std::size_t at) {
  std::size_t end = at + 1;
  while (end < pattern.size() && ((pattern[end] >= 'a' && pattern[end] <= 'z') || pattern[end] == '_')) ++end;
  return end > at + 1 && end < pattern.size() && pattern[end] == '}' ? pattern.substr(at + 1, end - at - 1)
                                                                     : std::string_view{};
}

Result<std::string> fill_in(std::string_view pattern, const PatternParts& parts) {
  std::string filled;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool class_name =
        i >= 2 && (pattern[i - 1] == 'p' || pattern[i - 1] == 'P' || pattern[i - 1] == 'x') && pattern[i - 2] == '\\';
    const std::string_view name = pattern[i] == '{' && !class_name ? part_name_at(pattern, i) : std::string_view{};
    if (name.empty()) {
      filled += pattern[i];
      continue;
    }
    const auto part = parts.find(name);
    if (part == parts.end())
      return invalid("there is no part '{{{}}}' for patterns", name)
          .with_help("docs/logs-formats.md lists the parts; write \\{ for a brace of the log itself.");
    filled += part->second;
    i += name.size() + 1;
    if (filled.size() > kLongestPattern)
      return invalid("the pattern becomes longer than {} characters", kLongestPattern);
  }
  return filled;
}

Level level_with_name(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Level::critical); ++i)
    if (name_of(static_cast<Level>(i)) == name) return static_cast<Level>(i);
  return Level::unknown;
}

class Reader {
 public:
  Reader(std::string_view toml, const PatternParts& parts) : toml_(toml), parts_(parts) {}

  Result<Definition> read(const FrontMatterValue& root) {
    for (const FrontMatterField& field : root.fields) {
      auto taken = take(field);
      if (!taken) return std::move(std::move(taken).error()).at(where_.empty() ? line_of(toml_, field.name) : where_);
    }
    if (definition_.name.empty())
      return invalid("the format has no name")
          .with_help("Begin the file with a line such as: name = \"my-format\"")
          .at("line 1");
    if (definition_.kind == FormatKind::pattern && definition_.patterns.empty())
      return invalid("the format '{}' has no pattern", definition_.name)
          .with_help("Add: pattern = '''^(?P<time>{iso}) (?P<body>.*)''', or kind = \"json\", \"logfmt\" or \"lines\".")
          .at("line 1");
    return std::move(definition_);
  }

 private:
  Result<> take(const FrontMatterField& field) {
    const FrontMatterValue& value = field.value;
    if (field.name == "name") return take_name(value.text);
    if (field.name == "title") return definition_.title = value.text, Result<>{};
    if (field.name == "kind") return take_kind(value.text);
    if (field.name == "pattern" || field.name == "patterns") return take_patterns(value);
    if (field.name == "continues") return take_continues(value.text);
    if (field.name == "inner") return definition_.inner = value.text == "true", Result<>{};
    if (field.name == "time") return definition_.time = value.texts(), Result<>{};
    if (field.name == "body") return definition_.body = value.texts(), Result<>{};
    if (field.name == "level") return definition_.level = value.texts(), Result<>{};
    if (field.name == "needs") return definition_.needs = value.texts(), Result<>{};
    if (field.name == "names") return take_names(value);
    if (field.name == "levels") return take_levels(value);
    if (field.name == "sample") return take_sample(value);
    return invalid("'{}' is nothing that a format has", field.name)
        .with_help(
            "Known are name, title, kind, pattern, patterns, continues, inner, time, body, level, needs, [names], "
            "[levels] and [[sample]].");
  }

  Result<> take_name(const std::string& name) {
    const auto good = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
    if (name.empty() || name.size() > 64 || !std::all_of(name.begin(), name.end(), good))
      return invalid("the name '{}' is not usable", name).with_help("Use lower-case letters, digits and dashes.");
    definition_.name = name;
    return {};
  }

  Result<> take_kind(std::string_view kind) {
    constexpr std::array<std::string_view, 4> kKinds{"pattern", "json", "logfmt", "lines"};
    const auto* const known = std::find(kKinds.begin(), kKinds.end(), kind);
    if (known == kKinds.end())
      return invalid("the kind '{}' is not known", kind)
          .with_help("Write \"pattern\", \"json\", \"logfmt\" or \"lines\".");
    definition_.kind = static_cast<FormatKind>(known - kKinds.begin());
    return {};
  }

  Result<> take_patterns(const FrontMatterValue& value) {
    for (const std::string& pattern : value.texts())
      definition_.patterns.push_back(TRY(fill_in(joined(pattern), parts_)));
    return {};
  }

  Result<> take_continues(std::string_view pattern) {
    definition_.continues = TRY(fill_in(joined(pattern), parts_));
    return {};
  }

  Result<> take_names(const FrontMatterValue& value) {
    for (const FrontMatterField& field : value.fields)
      for (const std::string& key : field.value.texts()) definition_.names[key] = field.name;
    return {};
  }

  Result<> take_levels(const FrontMatterValue& value) {
    for (const FrontMatterField& field : value.fields) {
      const Level level = level_with_name(field.value.text);
      if (level == Level::unknown) {
        where_ = line_of(toml_, field.name);
        return invalid("'{}' is no level", field.value.text)
            .with_help("Levels are trace, debug, info, notice, warning, error and critical.");
      }
      definition_.levels[field.name] = level;
    }
    return {};
  }

  Result<> take_sample(const FrontMatterValue& value) {
    Sample sample;
    for (const FrontMatterField& field : value.fields) {
      if (field.name == "line") {
        sample.line = field.value.text;
      } else if (field.name == "continued") {
        sample.continued = field.value.texts();
      } else {
        sample.expected.emplace_back(field.name, field.value.text);
      }
    }
    if (sample.line.empty()) return invalid("a sample has no line").with_help("Add: line = '''…''' below [[sample]].");
    definition_.samples.push_back(std::move(sample));
    return {};
  }

  std::string_view toml_;
  const PatternParts& parts_;
  Definition definition_;
  std::string where_;
};

Result<FrontMatterValue> read_table(std::string_view toml) {
  if (toml.size() > kLongestDefinition)
    return too_large("the file has more than {} bytes", kLongestDefinition).at("line 1");
  std::vector<std::string> remarks;
  FrontMatterValue root = read_toml_fields(toml, 1, remarks);
  if (remarks.empty()) return root;
  const std::size_t colon = remarks.front().find(':');
  return invalid("{}", remarks.front())
      .with_help("Each line sets a value (name = \"…\") or begins a table ([levels]).")
      .at(remarks.front().substr(0, colon));
}

}  // namespace

Result<PatternParts> read_parts(std::string_view toml) {
  const FrontMatterValue root = TRY(read_table(toml));
  PatternParts parts;
  for (const FrontMatterField& field : root.fields) {
    const std::string filled = TRY(fill_in(joined(field.value.text), parts));
    parts[field.name] = "(?:" + filled + ")";
  }
  return parts;
}

Result<Definition> read_definition(std::string_view toml, const PatternParts& parts) {
  const FrontMatterValue root = TRY(read_table(toml));
  return Reader(toml, parts).read(root);
}

std::string line_of(std::string_view toml, std::string_view key) {
  std::size_t number = 0;
  for (const std::string_view line : split_lines(toml)) {
    ++number;
    const std::string_view trimmed = trim(line);
    const std::string_view bare =
        trimmed.starts_with('[') ? trim(trimmed.substr(trimmed.find_last_of('[') + 1)) : trimmed;
    if (bare.starts_with(key) && (bare.size() == key.size() || !is_letter_or_digit(bare[key.size()])))
      return fmt::format("line {}", number);
  }
  return "line 1";
}

Level level_of(const Definition& definition, std::string_view text) {
  if (const auto exact = definition.levels.find(text); exact != definition.levels.end()) return exact->second;
  for (const auto& [pattern, level] : definition.levels) {
    const auto fits = [](char wanted, char c) { return wanted == c || (wanted == 'x' && is_digit(c)); };
    if (pattern.size() == text.size() && std::equal(pattern.begin(), pattern.end(), text.begin(), fits)) return level;
  }
  return level_named(text);
}

}  // namespace debrief::logs
