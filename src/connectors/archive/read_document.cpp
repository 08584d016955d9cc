// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/read_document.hpp"

#include "base/front_matter.hpp"
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "connectors/archive/actions.hpp"
#include "connectors/archive/approximate_dates.hpp"
#include "connectors/archive/asciidoc.hpp"
#include "connectors/archive/lines.hpp"
#include "connectors/archive/metadata.hpp"
#include "connectors/archive/refuse.hpp"
#include "connectors/archive/sections.hpp"
#include "connectors/archive/timeline.hpp"
#include "connectors/archive/title.hpp"
#include "connectors/archive/when.hpp"
#include "connectors/decode_text.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace debrief::connectors::archive {
namespace {

using std::chrono::year_month_day;

// Text with a few stray NUL bytes is still text.
std::optional<DecodedText> decode(std::string_view bytes, std::vector<Remark>& remarks) {
  auto decoded = decode_text(bytes);
  const auto nuls = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
  if (nuls > 0 && nuls * 100 < bytes.size() && (!decoded || decoded->text.find('\0') != std::string::npos)) {
    std::string kept(bytes);
    std::erase(kept, '\0');
    remarks.push_back({0, fmt::format("{} NUL bytes were left out", nuls)});
    decoded = decode_text(kept);
  }
  if (decoded && !decoded->remark.empty()) remarks.push_back({0, decoded->remark});
  return decoded;
}

bool has_suffix(std::string_view source, std::initializer_list<std::string_view> suffixes) {
  const std::string lower = to_lower(source);
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](std::string_view suffix) { return lower.ends_with(suffix); });
}

// Tags of embedded Ruby, which name helpers of the site: "<%= partial 'x' %>".
std::string without_erb(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::size_t open = text.find("<%");
    const std::size_t close = open == std::string_view::npos ? open : text.find("%>", open);
    kept += text.substr(0, close == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) break;
    // Lines keep their numbers.
    kept.append(static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(open),
                                                    text.begin() + static_cast<std::ptrdiff_t>(close), '\n')),
                '\n');
    text.remove_prefix(close + 2);
  }
  return kept;
}

year_month_day local_day(const Stamp& stamp, const ReadOptions& options) {
  if (!stamp.offset_minutes) return day_of(stamp.at, options.zone);
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<Micros>(Micros{stamp.at.micros + std::int64_t{*stamp.offset_minutes} * 60'000'000}));
}

void add_sections(ArchiveDocument& document, const std::vector<Line>& lines,
                  const std::vector<SectionLines>& sections) {
  for (const SectionLines& section : sections) {
    if (section.level == 0) continue;
    const std::size_t last = std::max(section.end, section.heading + 1) - 1;
    document.sections.push_back(
        {section.kind, section.level, plain_title(section.title), lines[section.heading].number, lines[last].number});
  }
}

// Where several places tell a date, the first of them counts and the others are compared with it.
struct Start {
  std::optional<DocumentTime> time;
  bool stated = false;
};

Start find_start(ArchiveDocument& document, const FrontMatterValue& fields, const std::vector<Line>& lines,
                 const ReadOptions& options) {
  Start start;
  const auto by_field = find_start_field(fields, options);
  const auto by_name = find_name_date(document.source, options);
  const auto by_title = find_title_date(document.title, options);
  const auto by_label = find_labelled_start(lines, options);
  for (const auto& candidate : {by_field, by_name, by_title, by_label}) {
    if (!candidate) continue;
    if (!start.time) {
      start.time = candidate;
      continue;
    }
    const Micros apart = candidate->stamp.at - start.time->stamp.at;
    if (apart > std::chrono::days{2} || apart < -std::chrono::days{2})
      document.remarks.push_back({0, fmt::format("the date of the {} ({}) is not that of the {} ({}), which was taken",
                                                 to_text(candidate->origin), candidate->stamp.original,
                                                 to_text(start.time->origin), start.time->stamp.original)});
  }
  start.stated = start.time.has_value();
  return start;
}

void find_end(ArchiveDocument& document, const FrontMatterValue& fields, const std::vector<Line>& lines,
              const ReadOptions& options) {
  document.ended = find_end_field(fields, options);
  if (!document.ended) document.ended = find_labelled_end(lines, options);
  if (!document.ended)
    for (const TimelineEntry& entry : document.timeline)
      if (is_resolution(entry.text)) document.ended = DocumentTime{entry.at, Origin::timeline};
  if (document.ended && document.started && document.ended->stamp.at < document.started->stamp.at &&
      document.ended->stamp.precision > Precision::day)
    document.remarks.push_back({0, fmt::format("it ends ({}) before it begins ({})", document.ended->stamp.original,
                                               document.started->stamp.original)});
}

// Fills the document from its fields and its body; `first_line` is the number of the body's first line.
Result<ArchiveDocument> read_parts(ArchiveDocument document, const FrontMatterValue& fields, std::size_t first_line,
                                   ReadOptions options) {
  const std::vector<Line> lines = scan_lines(document.body, first_line);
  const std::vector<SectionLines> sections = find_sections(lines);
  if (!options.day_first) options.day_first = find_day_first(lines);
  find_title(document, fields, sections);
  Start start = find_start(document, fields, lines, options);
  document.started = start.time;
  auto nearby = start.time ? start.time : find_first_date(lines, find_year(document.source), options);
  if (!nearby) nearby = find_publication(fields, options);

  TimelineReading timeline =
      read_timeline(lines, sections, nearby ? std::optional(local_day(nearby->stamp, options)) : std::nullopt, options);
  document.timeline = std::move(timeline.entries);
  if (!document.started && !document.timeline.empty())
    document.started = DocumentTime{document.timeline.front().at, Origin::timeline};
  if (!document.started && nearby && nearby->origin != Origin::publication) document.started = nearby;
  if (!document.started) document.started = find_approximate_start(document, fields, lines, options);

  const Evidence evidence{document.source, document.title,           fields,       lines,
                          sections,        document.timeline.size(), start.stated, document.started.has_value()};
  // A record that brings its own id was exported as one of many: the exporter has judged it.
  if (document.id.empty())
    if (auto refusal = find_refusal_of_text(evidence)) return *std::move(refusal);
  document.remarks.insert(document.remarks.end(), timeline.remarks.begin(), timeline.remarks.end());
  if (!document.started) document.remarks.push_back({0, "it does not tell when the incident happened"});
  else if (document.started->stamp.year_inferred)
    document.remarks.push_back({0, fmt::format("the year of '{}' was inferred", document.started->stamp.original)});
  find_end(document, fields, lines, options);
  read_metadata(document, fields, lines);
  document.action_items = list_action_items(lines, sections);
  add_sections(document, lines, sections);
  return document;
}

}  // namespace

Result<ArchiveDocument> read_record(std::string_view source_name, const FrontMatterValue& fields, std::string body,
                                    const ReadOptions& options, std::string id) {
  ArchiveDocument document;
  document.id = std::move(id);
  document.source = to_utf8(source_name);
  document.body = to_utf8(body);
  return read_parts(std::move(document), fields, 1, options);
}

Result<ArchiveDocument> read_document(std::string_view source_name, std::string_view bytes,
                                      const ReadOptions& options) {
  if (auto refusal = find_refusal_of_file(source_name, bytes, options)) return *std::move(refusal);
  ArchiveDocument document;
  document.source = to_utf8(source_name);
  const auto decoded = decode(bytes, document.remarks);
  if (!decoded) return unsupported("'{}' is not taken in: it is not text", shorten(document.source, 200));
  const std::string& text = decoded->text;
  const auto matter =
      read_front_matter(text).value_or(FrontMatter{{FrontMatterValue::Kind::map, {}, {}, {}}, 0, 1, {}});
  for (const std::string& remark : matter.remarks) document.remarks.push_back({0, "front matter, " + remark});
  document.body = text.substr(matter.body);
  if (has_suffix(source_name, {".adoc", ".asciidoc", ".asc"})) document.body = asciidoc_to_markdown(document.body);
  if (has_suffix(source_name, {".erb"})) document.body = without_erb(document.body);
  return read_parts(std::move(document), matter.root, matter.body_line, options);
}

}  // namespace debrief::connectors::archive
