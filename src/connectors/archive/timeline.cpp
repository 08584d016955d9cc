// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/timeline.hpp"

#include "base/text.hpp"
#include "connectors/archive/entry_clock.hpp"
#include "connectors/archive/entry_text.hpp"
#include "connectors/archive/timeline_table.hpp"
#include "connectors/archive/zone.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace debrief::connectors::archive {
namespace {

// Longest text of an entry; the document keeps the rest.
constexpr std::size_t kTextLimit = 8000;
// So many lines that begin with a clock time make a timeline that is not called one.
constexpr std::size_t kImplied = 3;

class TimelineReader {
 public:
  TimelineReader(const std::vector<Line>& lines, std::optional<std::chrono::year_month_day> day,
                 const ReadOptions& options)
      : lines_(lines), wrap_width_(find_wrap_width(lines)), clock_(day, options) {
    for (const Line& line : lines)
      if (line.kind != LineKind::verbatim)
        if (auto zone = find_stated_zone(line.content)) {
          clock_.set_zone(*zone);
          break;
        }
  }

  void read(const SectionLines& section) {
    const bool called = section.kind == SectionKind::timeline;
    if (called && section.level > 0) read_title(section);
    if (!called && !may_imply(section.kind)) return;
    const bool implied = !called && count_clock_lines(section) >= kImplied;
    const std::size_t entries_before = reading_.entries.size();
    for (std::size_t i = section.begin; i < section.end;) {
      const Line& line = lines_[i];
      if (auto zone = called && line.kind != LineKind::verbatim ? find_stated_zone(line.content) : std::nullopt)
        clock_.set_zone(*zone);
      if (line.kind == LineKind::row) i = read_table(i, section.end, called);
      else if (line.kind == LineKind::item && (called || implied)) i = read_item(i, section.end, called);
      else if (line.kind == LineKind::text && (called || implied)) i = read_text(i, section.begin, section.end, called);
      else ++i;
    }
    if (called && heading_date_ && reading_.entries.size() == entries_before) add_day_heading(section);
    heading_date_.reset();
  }

  TimelineReading take() {
    auto remarks = clock_.take_remarks();
    reading_.remarks.insert(reading_.remarks.end(), remarks.begin(), remarks.end());
    return std::move(reading_);
  }

 private:
  static bool may_imply(SectionKind kind) {
    return kind != SectionKind::actions && kind != SectionKind::lessons && kind != SectionKind::participants;
  }

  std::size_t count_clock_lines(const SectionLines& section) const {
    std::size_t count = 0;
    for (std::size_t i = section.begin; i < section.end; ++i) {
      if (lines_[i].kind != LineKind::item && lines_[i].kind != LineKind::text) continue;
      const auto found = clock_.peek(lines_[i].content);
      if (!found || found->stamp.precision < Precision::minute) continue;
      if (lines_[i].kind == LineKind::item || begins_with_stamp(lines_[i].content)) ++count;
    }
    return count;
  }

  // "### 14:29", "### 2022-06-02 10:00 - Problem starts", "## May 12", "Timeline (all times PST) 06/10/2025"
  void read_title(const SectionLines& section) {
    if (auto zone = find_stated_zone(section.title)) clock_.set_zone(*zone);
    else if (section.own == SectionKind::timeline)
      if (auto word = find_zone_word(section.title)) clock_.set_zone(*word);
    const auto found = clock_.peek(section.title);
    if (!found) {
      if (const auto date = clock_.peek_anywhere(section.title); date && !date->stamp.date_inferred)
        clock_.set_day(date->stamp);
      return;
    }
    const std::size_t number = lines_[section.heading].number;
    if (found->stamp.precision == Precision::day) {
      clock_.set_day(found->stamp);
      heading_date_ = *found;
      return;
    }
    const auto accepted = clock_.accept(*found, number);
    if (!accepted) return;
    std::string text(skip_separators(section.title.substr(found->position + found->length)));
    std::string details = text_between(section.begin, section.end);
    if (text.empty()) text = take_paragraph(details);
    if (!text.empty()) add({accepted->stamp, accepted->end, text, details, number, EntryForm::heading});
  }

  // A day as heading with nothing but prose below it is an entry of that day.
  void add_day_heading(const SectionLines& section) {
    std::string details = text_between(section.begin, section.end);
    std::string text(skip_separators(section.title.substr(heading_date_->position + heading_date_->length)));
    if (text.empty()) text = take_paragraph(details);
    if (text.empty()) return;
    if (const auto found = clock_.accept(*heading_date_, lines_[section.heading].number))
      add({found->stamp, found->end, text, details, lines_[section.heading].number, EntryForm::heading});
  }

  std::string text_between(std::size_t begin, std::size_t end) const {
    std::string text;
    for (std::size_t i = begin; i < end && text.size() < kTextLimit; ++i) {
      text += lines_[i].raw;
      text += '\n';
    }
    return std::string(trim(text));
  }

  // The first paragraph, its lines joined; `details` keeps what follows.
  static std::string take_paragraph(std::string& details) {
    const std::size_t end = std::min(details.find("\n\n"), details.size());
    std::string paragraph;
    for (const std::string_view line : split_lines(std::string_view(details).substr(0, end))) {
      std::string_view words = trim(line);
      while (words.starts_with('>')) words = trim(words.substr(1));
      if (!paragraph.empty()) paragraph += ' ';
      paragraph += words;
    }
    details = std::string(trim(std::string_view(details).substr(end)));
    return paragraph;
  }

  std::size_t read_table(std::size_t begin, std::size_t end, bool called) {
    std::size_t behind = begin;
    while (behind < end && (lines_[behind].kind == LineKind::row || lines_[behind].kind == LineKind::delimiter))
      ++behind;
    for (TimelineEntry& entry : read_timeline_table(lines_, begin, behind, called, clock_)) add(std::move(entry));
    return behind;
  }

  // Whether a stamp at the start of a line of prose begins something, and is not the middle of a wrapped sentence.
  bool stands_apart(std::size_t i, std::size_t begin, const FoundStamp& found) const {
    const std::string_view rest = lines_[i].content.substr(found.position + found.length);
    if (has_separator(rest) && !trim(rest).starts_with(',')) return true;
    if (lines_[i].content.starts_with('[') || lines_[i].content.starts_with('*')) return true;
    if (i == begin || i == 0 || lines_[i - 1].kind != LineKind::text) return true;
    const std::string_view before = lines_[i - 1].content;
    if (ends_open(before)) return false;
    if (std::string_view(".:!?)]\"").find(before.back()) != std::string_view::npos) return true;
    // The stamp would have found room on the line before: that line was ended on purpose.
    if (before.size() + found.length + 2 < wrap_width_) return true;
    return goes_on_like_last(i, found);
  }

  // Whether the entry before is of the same paragraph and its time is written in the same way.
  bool goes_on_like_last(std::size_t i, const FoundStamp& found) const {
    if (!last_line_ || last_line_->length != found.stamp.original.size() ||
        last_line_->precision != found.stamp.precision)
      return false;
    while (i > 0 && lines_[i - 1].kind == LineKind::text && lines_[i - 1].number > last_line_->number) --i;
    return i > 0 && lines_[i - 1].number == last_line_->number;
  }

  std::size_t read_item(std::size_t i, std::size_t end, bool called) {
    const Line& line = lines_[i];
    auto found = clock_.peek(line.content);
    std::string_view rest;
    if (found && (called || found->stamp.precision >= Precision::minute)) {
      rest = skip_separators(line.content.substr(found->position + found->length));
    } else {
      if (!found && called && looks_like_time(line.content))
        clock_.note_unread(line.content.substr(0, line.content.find(' ')), line.number);
      found = called ? find_behind_label(line.content, rest) : std::nullopt;
      if (!found) return i + 1;
    }
    std::string text(skip_same_time(rest, *found));
    const std::size_t behind = join_lines(i + 1, end, text);
    if (found->stamp.precision == Precision::day && text.empty()) {
      clock_.set_day(found->stamp);
      return behind;
    }
    std::string details = nested_items(behind, end, line.level);
    if (text.empty()) text = take_item(details);
    if (!text.empty())
      if (const auto accepted = clock_.accept(*found, line.number))
        add({accepted->stamp, accepted->end, text, details, line.number, EntryForm::list});
    return behind;
  }

  std::size_t read_text(std::size_t i, std::size_t begin, std::size_t end, bool called) {
    const Line& line = lines_[i];
    const auto found = clock_.peek(line.content);
    if (!found && called && looks_like_time(line.content))
      clock_.note_unread(line.content.substr(0, line.content.find(' ')), line.number);
    if (!found || !stands_apart(i, begin, *found)) return i + 1;
    const std::string_view after = line.content.substr(found->position + found->length);
    if (found->stamp.precision == Precision::day) {
      if (!called) return i + 1;
      // A date alone tells the day of what follows; a sentence that begins with a date is prose.
      if (bare(after).empty()) clock_.set_day(found->stamp);
      if (bare(after).empty() || !has_separator(after) || trim(after).starts_with(',')) return i + 1;
    } else if (!called && (!has_separator(after) || !begins_with_stamp(line.content))) {
      return i + 1;
    }
    std::string text(skip_same_time(skip_separators(after), *found));
    last_line_ = LineStamp{line.number, found->stamp.original.size(), found->stamp.precision};
    std::size_t behind = join_lines(i + 1, end, text);
    // "**10:42**" on a line of its own stands above its text.
    const bool stands_alone = i == begin || lines_[i - 1].kind != LineKind::text;
    if (text.empty() && stands_alone && behind < end && lines_[behind].kind == LineKind::blank)
      behind = join_lines(behind + 1, end, text);
    if (text.empty()) return behind;
    if (const auto accepted = clock_.accept(*found, line.number))
      add({accepted->stamp, accepted->end, text, "", line.number, EntryForm::line});
    return behind;
  }

  // "First detected: 2022-07-11 09:33"
  std::optional<FoundStamp> find_behind_label(std::string_view content, std::string_view& label) const {
    auto found = clock_.peek_anywhere(content);
    if (!found || found->stamp.precision < Precision::minute || found->position > 100) return std::nullopt;
    if (!bare(skip_separators(content.substr(found->position + found->length))).empty()) return std::nullopt;
    label = content.substr(0, found->position);
    while (!label.empty() && std::string_view(" :-*_`(").find(label.back()) != std::string_view::npos)
      label.remove_suffix(1);
    const std::size_t opener = std::min(label.find_first_not_of("*_"), label.size());
    if (label.find_first_of("*_", opener) == std::string_view::npos) label.remove_prefix(opener);
    const bool sentence =
        label.find(". ") != std::string_view::npos || (found->stamp.date_inferred && label.size() > 40);
    return label.empty() || sentence ? std::nullopt : found;
  }

  // "10:42 UTC / 03:42 PDT: text": the same moment in another zone is no text.
  std::string_view skip_same_time(std::string_view rest, const FoundStamp& found) const {
    std::string_view ahead = rest;
    if (!ahead.starts_with('/') && !ahead.starts_with('(')) return rest;
    const auto other = clock_.peek(ahead.substr(1));
    if (!other || other->stamp.at != found.stamp.at) return rest;
    return skip_separators(ahead.substr(1 + other->position + other->length));
  }

  // Appends the lines that go on with an entry; gives the index behind them.
  std::size_t join_lines(std::size_t i, std::size_t end, std::string& text) const {
    for (; i < end && lines_[i].kind == LineKind::text; ++i) {
      const auto next = clock_.peek(lines_[i].content);
      if (next && stands_apart(i, 0, *next)) break;
      if (text.size() > kTextLimit) continue;
      if (!text.empty()) text += ' ';
      text += lines_[i].content;
    }
    return i;
  }

  std::string nested_items(std::size_t i, std::size_t end, unsigned level) const {
    std::string details;
    for (; i < end && lines_[i].kind == LineKind::item && lines_[i].level > level && details.size() < kTextLimit; ++i) {
      if (clock_.peek(lines_[i].content)) break;
      details += trim(lines_[i].raw);
      details += '\n';
    }
    return std::string(trim(details));
  }

  static std::string take_item(std::string& details) {
    const std::size_t end = std::min(details.find('\n'), details.size());
    const std::vector<Line> first = scan_lines(std::string_view(details).substr(0, end), 1);
    std::string text(first.empty() ? std::string_view{} : first.front().content);
    details.erase(0, std::min(end + 1, details.size()));
    return text;
  }

  void add(TimelineEntry entry) {
    if (entry.text.size() > kTextLimit) {
      entry.text = shorten(entry.text, kTextLimit);
      reading_.remarks.push_back({entry.line, "the text of this entry is cut; the document keeps all of it"});
    }
    reading_.entries.push_back(std::move(entry));
  }

  const std::vector<Line>& lines_;
  std::size_t wrap_width_;
  EntryClock clock_;
  std::optional<FoundStamp> heading_date_;
  // The line that began an entry last, and how its time was written.
  struct LineStamp {
    std::size_t number;
    std::size_t length;
    Precision precision;
  };
  std::optional<LineStamp> last_line_;
  TimelineReading reading_;
};

}  // namespace

TimelineReading read_timeline(const std::vector<Line>& lines, const std::vector<SectionLines>& sections,
                              std::optional<std::chrono::year_month_day> day, const ReadOptions& options) {
  TimelineReader reader(lines, day, options);
  for (const SectionLines& section : sections) reader.read(section);
  return reader.take();
}

}  // namespace debrief::connectors::archive
