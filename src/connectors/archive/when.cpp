// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/when.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace debrief::connectors::archive {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 14> kStartFields{
    "start_time",  "startTime",    "started_at", "started",    "incident_start", "incident_date",
    "occurred_at", "impact_start", "start",      "start_date", "date",           "datetime",
    "detected",    "declared"};
constexpr std::array<std::string_view, 10> kEndFields{"resolvedWhen", "resolved_at",  "end_time",   "endTime",
                                                      "ended_at",     "incident_end", "impact_end", "end",
                                                      "end_date",     "resolved"};
constexpr std::array<std::string_view, 14> kStartLabels{
    "date",       "incident date",  "date of incident", "date and time", "date/time",
    "when",       "start",          "start time",       "started",       "started at",
    "start date", "incident start", "time of incident", "outage start"};
constexpr std::array<std::string_view, 9> kEndLabels{
    "end", "end time", "ended", "ended at", "end date", "resolved", "resolved at", "resolution time", "incident end"};

StampContext context_of(const ReadOptions& options) {
  StampContext context;
  context.zone = options.zone;
  context.day_first = options.day_first;
  context.numbers = false;
  return context;
}

std::optional<DocumentTime> find_field(const FrontMatterValue& fields, std::span<const std::string_view> names,
                                       const ReadOptions& options) {
  StampContext context = context_of(options);
  context.numbers = true;
  for (const std::string_view name : names) {
    const FrontMatterValue* value = fields.find(name);
    if (value == nullptr || value->text.empty()) continue;
    if (const auto found = find_stamp_at_start(value->text, context))
      return DocumentTime{found->stamp, Origin::front_matter};
  }
  return std::nullopt;
}

int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  if (at + count > text.size()) return -1;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return digits_at(text, at, 1) >= 0;
}

std::optional<year_month_day> make_day(int year, int month, int day) {
  if (year < 1970 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

DocumentTime from_day(year_month_day day, std::string_view original, Origin origin, const ReadOptions& options) {
  Stamp stamp;
  stamp.at = start_of(day, options.zone);
  stamp.original = std::string(original);
  stamp.zone_inferred = true;
  return {stamp, origin};
}

// "2022-06-13" or "20220613" at this place, nothing but letters and marks around it.
std::optional<year_month_day> day_at(std::string_view text, std::size_t at, std::size_t& length) {
  const int year = digits_at(text, at, 4);
  if (year < 0 || (at > 0 && is_digit_at(text, at - 1))) return std::nullopt;
  const bool parted = at + 4 < text.size() && (text[at + 4] == '-' || text[at + 4] == '_' || text[at + 4] == '.');
  const std::size_t month = at + (parted ? 5 : 4);
  const std::size_t day = month + (parted ? 3 : 2);
  length = day + 2 - at;
  if (parted && (day > text.size() || text[day - 1] != text[at + 4])) return std::nullopt;
  if (is_digit_at(text, day + 2)) return std::nullopt;
  // Hexadecimal ids hold runs of digits too.
  const auto is_hex = [&](std::size_t i) {
    return i < text.size() && ((text[i] >= 'a' && text[i] <= 'f') || (text[i] >= 'A' && text[i] <= 'F'));
  };
  if (!parted && (is_hex(day + 2) || (at > 0 && is_hex(at - 1)))) return std::nullopt;
  return make_day(year, digits_at(text, month, 2), digits_at(text, day, 2));
}

std::optional<DocumentTime> find_labelled(const std::vector<Line>& lines, std::span<const std::string_view> labels,
                                          const ReadOptions& options) {
  const StampContext context = context_of(options);
  for (const Line& line : lines) {
    if (line.kind == LineKind::verbatim || line.kind == LineKind::heading) continue;
    std::string_view content = line.content;
    std::size_t parting = content.find(':');
    if (line.kind == LineKind::row) {
      const auto cells = split_cells(content);
      if (cells.size() < 2) continue;
      content = std::string_view(cells[0].data(),
                                 static_cast<std::size_t>(line.content.data() + line.content.size() - cells[0].data()));
      parting = cells[0].size();
    }
    if (parting == std::string_view::npos || parting > 40) continue;
    const std::string label = to_lower(bare(content.substr(0, parting)));
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) continue;
    std::string_view value = content.substr(parting);
    value.remove_prefix(std::min(value.find_first_not_of(": |*_"), value.size()));
    if (const auto found = find_stamp_at_start(value, context)) return DocumentTime{found->stamp, Origin::label};
  }
  return std::nullopt;
}

}  // namespace

std::optional<DocumentTime> find_start_field(const FrontMatterValue& fields, const ReadOptions& options) {
  return find_field(fields, kStartFields, options);
}

std::optional<DocumentTime> find_end_field(const FrontMatterValue& fields, const ReadOptions& options) {
  return find_field(fields, kEndFields, options);
}

std::optional<DocumentTime> find_name_date(std::string_view source, const ReadOptions& options) {
  const std::size_t slash = source.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? source : source.substr(slash + 1);
  std::size_t length = 0;
  for (std::size_t i = 0; i + 8 <= name.size(); ++i)
    if (const auto day = day_at(name, i, length))
      return from_day(*day, name.substr(i, length), Origin::file_name, options);
  if (slash == std::string_view::npos) return std::nullopt;
  // "2023-04/04-25-…"
  const std::size_t above = source.rfind('/', slash == 0 ? 0 : slash - 1);
  const std::string_view folder =
      source.substr(above == std::string_view::npos || above == slash ? 0 : above + 1,
                    slash - (above == std::string_view::npos || above == slash ? 0 : above + 1));
  if (folder.size() != 7 || folder[4] != '-' || name.size() < 5 || name[2] != '-') return std::nullopt;
  const auto day = make_day(digits_at(folder, 0, 4), digits_at(name, 0, 2), digits_at(name, 3, 2));
  if (!day || digits_at(folder, 5, 2) != digits_at(name, 0, 2)) return std::nullopt;
  return from_day(*day, std::string(folder) + "/" + std::string(name.substr(0, 5)), Origin::file_name, options);
}

std::optional<DocumentTime> find_title_date(std::string_view title, const ReadOptions& options) {
  const auto found = find_stamp(title, context_of(options));
  if (!found) return std::nullopt;
  return DocumentTime{found->stamp, Origin::heading};
}

std::optional<DocumentTime> find_labelled_start(const std::vector<Line>& lines, const ReadOptions& options) {
  return find_labelled(lines, kStartLabels, options);
}

std::optional<DocumentTime> find_labelled_end(const std::vector<Line>& lines, const ReadOptions& options) {
  return find_labelled(lines, kEndLabels, options);
}

std::optional<DocumentTime> find_first_date(const std::vector<Line>& lines, std::optional<int> year_hint,
                                            const ReadOptions& options) {
  StampContext context = context_of(options);
  for (const bool with_hint : {false, true}) {
    if (with_hint && !year_hint) break;
    if (with_hint) context.day = year_month_day{std::chrono::year{*year_hint}, std::chrono::July, std::chrono::day{1}};
    for (const Line& line : lines) {
      if (line.kind == LineKind::verbatim) continue;
      std::string_view rest = line.content.substr(0, 20'000);
      while (const auto found = find_stamp(rest, context)) {
        if (!found->stamp.date_inferred) return DocumentTime{found->stamp, Origin::body};
        rest.remove_prefix(found->position + std::max<std::size_t>(found->length, 1));
      }
    }
  }
  return std::nullopt;
}

std::optional<bool> find_day_first(const std::vector<Line>& lines) {
  bool day_first = false, month_first = false;
  for (const Line& line : lines) {
    const std::string_view text = line.content.substr(0, 20'000);
    for (std::size_t i = 0; i + 8 <= text.size(); ++i) {
      // Two numbers of one or two digits and a year of four, parted by the same mark.
      if (!is_digit_at(text, i) || (i > 0 && (is_digit_at(text, i - 1) || text[i - 1] == '-' || text[i - 1] == '/')))
        continue;
      const std::size_t first = is_digit_at(text, i + 1) ? 2 : 1;
      const std::size_t mark = i + first;
      if (mark >= text.size() || (text[mark] != '/' && text[mark] != '-')) continue;
      const std::size_t second = is_digit_at(text, mark + 2) ? 2 : 1;
      const std::size_t next = mark + 1 + second;
      if (next >= text.size() || text[next] != text[mark] || digits_at(text, next + 1, 4) < 1970 ||
          is_digit_at(text, next + 5))
        continue;
      const int low = digits_at(text, i, first), high = digits_at(text, mark + 1, second);
      day_first = day_first || (low > 12 && low <= 31 && high <= 12);
      month_first = month_first || (high > 12 && high <= 31 && low >= 1 && low <= 12);
    }
  }
  if (day_first == month_first) return std::nullopt;
  return day_first;
}

std::optional<int> find_year(std::string_view source) {
  const std::string_view name = source.substr(source.rfind('/') + 1);
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    const int year = digits_at(name, i, 4);
    const bool whole = (i == 0 || !is_digit_at(name, i - 1)) && !is_digit_at(name, i + 4);
    if (whole && year >= 1990 && year <= 2100) return year;
  }
  return std::nullopt;
}

}  // namespace debrief::connectors::archive
