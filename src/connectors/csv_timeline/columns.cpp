// SPDX-License-Identifier: Apache-2.0
#include "connectors/csv_timeline/columns.hpp"

#include "base/stamp.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace debrief::connectors::csv_timeline {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kHeadingRows = 10;
constexpr std::size_t kGuessRows = 200;

struct Heading {
  std::string_view name;  ///< letters and digits only, in lower case
  Column column;
};

// clang-format off
constexpr Heading kHeadings[] = {
    {"time", Column::time}, {"timestamp", Column::time}, {"datetime", Column::time}, {"when", Column::time},
    {"dateandtime", Column::time}, {"datetimes", Column::time}, {"dateheure", Column::time}, {"at", Column::time},
    {"occurredat", Column::time}, {"eventdate", Column::time}, {"eventtime", Column::time}, {"ts", Column::time},
    {"createdat", Column::time}, {"created", Column::time}, {"start", Column::time}, {"starttime", Column::time},
    {"startedat", Column::time}, {"startsat", Column::time}, {"from", Column::time}, {"zeitpunkt", Column::time},
    {"zeitstempel", Column::time}, {"datumuhrzeit", Column::time}, {"datumzeit", Column::time},
    {"von", Column::time}, {"fechahora", Column::time}, {"horodatage", Column::time}, {"beginn", Column::time},
    {"date", Column::date}, {"day", Column::date}, {"datum", Column::date}, {"tag", Column::date},
    {"fecha", Column::date}, {"data", Column::date}, {"jour", Column::date}, {"timeofday", Column::clock},
    {"clock", Column::clock}, {"uhrzeit", Column::clock}, {"zeit", Column::clock}, {"hour", Column::clock},
    {"heure", Column::clock}, {"hora", Column::clock}, {"ora", Column::clock}, {"end", Column::end},
    {"endtime", Column::end}, {"endedat", Column::end}, {"endsat", Column::end}, {"until", Column::end},
    {"to", Column::end}, {"bis", Column::end}, {"ende", Column::end}, {"fin", Column::end}, {"tz", Column::zone},
    {"timezone", Column::zone}, {"zone", Column::zone}, {"eventtz", Column::zone}, {"zeitzone", Column::zone},
    {"utcoffset", Column::zone}, {"offset", Column::zone}, {"what", Column::what}, {"event", Column::what},
    {"title", Column::what}, {"eventtitle", Column::what}, {"text", Column::what}, {"entry", Column::what},
    {"message", Column::what}, {"summary", Column::what}, {"whathappened", Column::what}, {"action", Column::what},
    {"activity", Column::what}, {"note", Column::what}, {"notes", Column::what}, {"ereignis", Column::what},
    {"was", Column::what}, {"vorgang", Column::what}, {"meldung", Column::what}, {"evento", Column::what},
    {"evenement", Column::what}, {"timelineitem", Column::what}, {"description", Column::details},
    {"details", Column::details}, {"detail", Column::details}, {"comment", Column::details},
    {"comments", Column::details}, {"content", Column::details}, {"eventcontent", Column::details},
    {"beschreibung", Column::details}, {"bemerkung", Column::details}, {"kommentar", Column::details},
    {"descripcion", Column::details}, {"who", Column::who}, {"actor", Column::who}, {"author", Column::who},
    {"user", Column::who}, {"person", Column::who}, {"owner", Column::who}, {"by", Column::who},
    {"name", Column::who}, {"reporter", Column::who}, {"responder", Column::who}, {"wer", Column::who},
    {"quien", Column::who}, {"source", Column::source}, {"origin", Column::source}, {"channel", Column::source},
    {"system", Column::source}, {"eventsource", Column::source}, {"quelle", Column::source},
    {"fuente", Column::source}, {"tool", Column::source}, {"kind", Column::kind}, {"type", Column::kind},
    {"category", Column::kind}, {"eventcategory", Column::kind}, {"eventtype", Column::kind}, {"art", Column::kind},
    {"typ", Column::kind}, {"kategorie", Column::kind}, {"service", Column::services},
    {"services", Column::services}, {"component", Column::services}, {"components", Column::services},
    {"dienst", Column::services}, {"tags", Column::tags}, {"eventtags", Column::tags}, {"labels", Column::tags},
    {"recordedat", Column::known}, {"knownat", Column::known}, {"evidence", Column::known},
    {"eventraw", Column::known}, {"locator", Column::known}, {"originaltime", Column::known},
    {"timenote", Column::known}, {"keymoment", Column::key}, {"hidden", Column::known}, {"revision", Column::known},
    {"id", Column::known}, {"eventassets", Column::known}, {"eventiocs", Column::known},
};
// clang-format on

std::string squeeze(std::string_view heading) {
  std::string squeezed;
  for (const char c : to_lower(heading))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) squeezed += c;
  return squeezed;
}

std::optional<Column> lookup(std::string_view squeezed) {
  const auto found =
      std::find_if(std::begin(kHeadings), std::end(kHeadings), [&](const Heading& h) { return h.name == squeezed; });
  return found == std::end(kHeadings) ? std::nullopt : std::optional(found->column);
}

// "timestamp_utc", "Time CET": the heading before its last word, when that is a zone.
std::pair<std::string_view, std::string_view> split_zone(std::string_view heading) {
  heading = trim(heading);
  if (const std::size_t open = heading.find_first_of("(["); open != std::string_view::npos) {
    const std::size_t close = heading.find_first_of(")]", open);
    const std::string_view inside = trim(heading.substr(open + 1, close - open - 1));
    return {trim(heading.substr(0, open)), is_time_zone(inside) ? inside : std::string_view{}};
  }
  const std::size_t cut = heading.find_last_of(" _,/");
  if (cut != std::string_view::npos && lookup(squeeze(heading.substr(0, cut)))) {
    const std::string_view last = heading.substr(cut + 1);
    if (to_lower(last) == "utc" || is_time_zone(last)) return {heading.substr(0, cut), last};
  }
  return {heading, {}};
}

StampContext any_day() {
  StampContext context;
  context.day = 2000y / 1 / 1;
  return context;
}

// Share of time stamps and mean length of the cells of a column.
struct Profile {
  std::size_t stamps = 0;
  std::size_t bytes = 0;
};

std::vector<Profile> profile(std::span<const Row> rows) {
  std::vector<Profile> profiles;
  const StampContext context = any_day();
  for (const Row& row : rows.first(std::min(rows.size(), kGuessRows))) {
    if (row.cells.size() > profiles.size()) profiles.resize(row.cells.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      profiles[i].bytes += row.cells[i].size();
      const auto found = find_stamp_at_start(row.cells[i], context);
      if (found && found->position + found->length >= row.cells[i].size()) ++profiles[i].stamps;
    }
  }
  return profiles;
}

Layout guess(std::span<const Row> rows) {
  Layout layout;
  layout.guessed = true;
  const std::vector<Profile> profiles = profile(rows);
  const std::size_t enough = (std::min(rows.size(), kGuessRows) + 1) / 2;
  std::vector<std::size_t> times;
  for (std::size_t i = 0; i < profiles.size(); ++i)
    if (profiles[i].stamps >= enough) times.push_back(i);
  if (times.empty()) return layout;
  layout.columns[Column::time] = times.front();
  // A second column of times beside the first: "23.11.2026 | 10:42".
  const auto is_day = [&](std::size_t column) {
    const auto found =
        find_stamp_at_start(rows.front().cells.size() > column ? rows.front().cells[column] : "", any_day());
    return found && found->stamp.precision == Precision::day;
  };
  if (times.size() > 1 && times[1] == times[0] + 1 && is_day(times[0])) {
    layout.columns = {{Column::date, times[0]}, {Column::clock, times[1]}};
  }
  std::size_t longest = profiles.size();
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    if (std::find(times.begin(), times.end(), i) != times.end()) continue;
    if (longest == profiles.size() || profiles[i].bytes > profiles[longest].bytes) longest = i;
  }
  if (longest < profiles.size()) layout.columns[Column::what] = longest;
  return layout;
}

}  // namespace

std::optional<Column> column_of(std::string_view heading) {
  heading = split_zone(heading).first;
  return lookup(squeeze(heading));
}

std::string zone_in(std::string_view heading) {
  const std::string_view zone = split_zone(heading).second;
  return to_lower(zone) == "utc" ? "UTC" : std::string(zone);
}

std::string_view Layout::cell(const Row& row, Column column) const {
  const auto found = columns.find(column);
  return found == columns.end() || found->second >= row.cells.size() ? std::string_view{} : row.cells[found->second];
}

std::optional<Layout> layout_of_heading(const Row& row) {
  Layout layout;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto column = column_of(row.cells[i]);
    if (!column) continue;
    if (!layout.columns.emplace(*column, i).second) continue;
    if (*column == Column::time || *column == Column::date || *column == Column::clock)
      if (const std::string zone = zone_in(row.cells[i]); !zone.empty()) layout.zone = zone;
  }
  // "Date, Time": the time of a day, and the day.
  if (layout.columns.contains(Column::date) && layout.columns.contains(Column::time) &&
      !layout.columns.contains(Column::clock)) {
    layout.columns[Column::clock] = layout.columns[Column::time];
    layout.columns.erase(Column::time);
  }
  if (!layout.columns.contains(Column::what) && layout.columns.contains(Column::details)) {
    layout.columns[Column::what] = layout.columns[Column::details];
    layout.columns.erase(Column::details);
  }
  if (!layout.has_time() || !layout.columns.contains(Column::what)) return std::nullopt;
  return layout;
}

Layout find_layout(std::span<const Row> rows) {
  for (std::size_t i = 0; i < std::min(rows.size(), kHeadingRows); ++i) {
    if (auto layout = layout_of_heading(rows[i])) {
      layout->first_row = i + 1;
      return *std::move(layout);
    }
  }
  return guess(rows);
}

}  // namespace debrief::connectors::csv_timeline
