// SPDX-License-Identifier: Apache-2.0
#include "logs/format/check.hpp"

#include "logs/format/kinds.hpp"
#include "logs/time/layout.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

std::string_view text_of(std::string_view line, Span span) {
  return line.substr(std::min<std::size_t>(span.begin, line.size()), span.length);
}

std::optional<std::string> found_part(const ParsedLine& parsed, std::string_view line, const std::string& part) {
  if (part == "time") return std::string(text_of(line, parsed.time));
  if (part == "body") return std::string(text_of(line, parsed.body));
  if (part == "level") return std::string(name_of(parsed.level));
  for (const Field& field : parsed.fields)
    if (field.name == part) return field.value;
  return std::nullopt;
}

void check_parts(const Sample& sample, const ParsedLine& parsed, std::size_t number, FormatReport& report) {
  for (const auto& [part, expected] : sample.expected) {
    const auto found = found_part(parsed, sample.line, part);
    if (!found) {
      report.failures.push_back(
          fmt::format("sample {}: '{}' should be '{}', but there is no such part", number, part, expected));
    } else if (*found != expected) {
      report.failures.push_back(
          fmt::format("sample {}: '{}' should be '{}', but is '{}'", number, part, expected, *found));
    }
  }
  if (parsed.time.length == 0) return;
  const auto stamps = find_stamps(sample.line);
  const auto is_time = [&](const FoundLayout& stamp) { return stamp.begin == parsed.time.begin; };
  if (parsed.time.begin < 1'000 && std::none_of(stamps.begin(), stamps.end(), is_time))
    report.failures.push_back(fmt::format("sample {}: 'time' is '{}', which is not read as a time stamp", number,
                                          text_of(sample.line, parsed.time)));
}

void check_sample(const Format& format, const Sample& sample, std::size_t number, FormatReport& report) {
  const auto parsed = format.parse(sample.line);
  if (!parsed) {
    report.failures.push_back(fmt::format("sample {}: the line does not have the form: {}", number, sample.line));
    return;
  }
  check_parts(sample, *parsed, number, report);
  for (const std::string& line : sample.continued) {
    if (!format.continues(line))
      report.failures.push_back(
          fmt::format("sample {}: '{}' should go on with the record before it, but begins one", number, line));
  }
  if (format.continues(sample.line))
    report.failures.push_back(fmt::format("sample {}: the line begins a record, but 'continues' holds for it", number));
}

}  // namespace

Result<std::shared_ptr<const Format>> make_format(Definition definition) {
  switch (definition.kind) {
    case FormatKind::json: return make_json_format(std::move(definition));
    case FormatKind::logfmt: return make_logfmt_format(std::move(definition));
    case FormatKind::lines: return make_lines_format(std::move(definition));
    case FormatKind::pattern: break;
  }
  return make_pattern_format(std::move(definition));
}

Result<FormatReport> run_samples(const Definition& definition) {
  FormatReport report{definition.name, definition.samples.size(), {}};
  const auto format = TRY(make_format(definition));
  for (std::size_t i = 0; i < definition.samples.size(); ++i)
    check_sample(*format, definition.samples[i], i + 1, report);
  if (definition.samples.empty())
    report.failures.push_back("there is no sample: add [[sample]] with a line and what must come out of it");
  return report;
}

Result<FormatReport> check_format(std::string_view toml) {
  const PatternParts parts = TRY(embedded_parts());
  const Definition definition = TRY(read_definition(toml, parts));
  auto report = run_samples(definition);
  if (!report) return std::move(std::move(report).error()).at(line_of(toml, "pattern"));
  return report;
}

}  // namespace debrief::logs
