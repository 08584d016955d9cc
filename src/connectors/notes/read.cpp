// SPDX-License-Identifier: Apache-2.0
#include "connectors/notes/notes.hpp"

#include "base/text.hpp"
#include "connectors/csv_timeline/columns.hpp"
#include "connectors/decode_text.hpp"
#include "connectors/entry_kind.hpp"
#include "connectors/running_day.hpp"
#include "connectors/severity.hpp"
#include "connectors/time_note.hpp"
#include "connectors/unread.hpp"

#include <algorithm>

namespace debrief::connectors::notes {
namespace {

using csv_timeline::Column;
using csv_timeline::Layout;
using domain::ReadEntry;

constexpr std::size_t kLineLimit = 1'000'000;
constexpr std::size_t kTitleLimit = 200;

std::string_view base_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

bool is_item(std::string_view line) {
  const std::string_view bare = trim(line);
  return bare.starts_with("- ") || bare.starts_with("* ") || bare.starts_with("+ ") || bare.starts_with("• ") ||
         (bare.size() > 2 && bare[0] >= '0' && bare[0] <= '9' &&
          bare.substr(0, 4).find(". ") != std::string_view::npos);
}

bool is_underline(std::string_view line) {
  return line.size() >= 3 && (line.find_first_not_of('=') == std::string_view::npos ||
                              line.find_first_not_of('-') == std::string_view::npos);
}
bool is_fence(std::string_view line) {
  return trim(line).starts_with("```") || trim(line).starts_with("~~~");
}

csv_timeline::Row cells_of(std::string_view line) {
  csv_timeline::Row row;
  std::string_view bare = trim(line);
  if (bare.starts_with('|')) bare.remove_prefix(1);
  if (bare.ends_with('|')) bare.remove_suffix(1);
  for (const std::string_view cell : split(bare, '|')) row.cells.emplace_back(trim(cell));
  return row;
}

bool is_table_row(std::string_view line) {
  return trim(line).starts_with('|') && line.find('|', line.find('|') + 1) != std::string_view::npos;
}
bool is_table_rule(std::string_view line) {
  return trim(line).find_first_not_of("|-: ") == std::string_view::npos;
}

// What stands between a time and what is said about it.
std::string_view after_separator(std::string_view text) {
  for (;;) {
    text = trim(text);
    bool cut = false;
    for (const std::string_view separator : {"--", "->", "-", "–", "—", ":", "|", "→", ",", "]", ")"}) {
      if (!text.starts_with(separator)) continue;
      text.remove_prefix(separator.size());
      cut = true;
      break;
    }
    if (!cut) return text;
  }
}

class Reader {
 public:
  explicit Reader(const domain::ReadContext& context)
      : context_(context),
        day_(context.around, context.zone.value_or("UTC")),
        zone_by_(context.zone ? Said::uploader : Said::nobody) {
    reading_.format = "notes";
  }

  domain::Reading read(std::string_view text) {
    take_day_of_name();
    for (const std::string_view line : split_lines(text)) {
      ++number_;
      if (line.size() > kLineLimit) {
        reading_.unread.push_back(unread_part(context_.name, here(), "the line is longer than 1 MB", line));
      } else {
        take(line);
      }
    }
    if (undated_ > 0)
      reading_.unread.push_back(unread_part(
          context_.name, first_undated_,
          std::to_string(undated_) + (undated_ == 1 ? " time has" : " times have") +
              " no date; name the day in a heading or in the file's name. The lines are kept as narrative"));
    // What the title says counts more than what was said on the way.
    if (reading_.title)
      if (const auto titled = find_severity(*reading_.title)) reading_.severity = titled;
    reading_.narrative = tidy_narrative(reading_.narrative, reading_.title);
    return std::move(reading_);
  }

 private:
  [[nodiscard]] std::string here() const { return "line " + std::to_string(number_); }

  // "notes-2026-11-23.md"; the zone does not matter for a day.
  void take_day_of_name() {
    std::string name(base_name(context_.name));
    std::replace(name.begin(), name.end(), '_', ' ');
    StampContext context;
    context.numbers = false;
    for (std::size_t at = name.find_first_of("12"); at != std::string::npos; at = name.find_first_of("12", at + 1)) {
      const auto found = find_stamp_at_start(std::string_view(name).substr(at, 10), context);
      if (!found || found->stamp.precision != Precision::day) continue;
      return day_.set_day(day_of(found->stamp.at, "UTC"));
    }
  }

  void take(std::string_view line) {
    if (is_fence(line)) fenced_ = !fenced_;
    if (fenced_ || is_fence(line)) return add_narrative(line);
    reading_.severity = worse(std::move(reading_.severity), find_severity(line));
    if (const auto zone = zone_statement(line)) {
      day_.set_zone(*zone);
      zone_by_ = Said::document;
    }
    const std::string_view bare = trim(line);
    if (heading_level(line) > 0) return take_heading(line);
    if (bare.empty()) return end_entry(line);
    if (is_table_row(line) && take_table_row(line)) return;
    if (take_timed(line)) return;
    if (open_ && continues(line)) {
      reading_.entries.back().text += "\n" + std::string(bare);
      return;
    }
    if (is_underline(bare)) take_underlined();
    above_ = bare;
    end_entry(line);
  }

  // A line below an entry belongs to it when it is indented or plain running text.
  [[nodiscard]] bool continues(std::string_view line) const {
    if (line.front() == ' ' || line.front() == '\t') return true;
    return !is_item(line) && !is_table_row(line) && line.front() != '>';
  }

  void end_entry(std::string_view line) {
    open_ = false;
    add_narrative(line);
  }

  void add_narrative(std::string_view line) { reading_.narrative += std::string(line) + "\n"; }

  // "Title" above "=====".
  void take_underlined() {
    if (!reading_.title && above_.size() <= kTitleLimit && is_title(above_)) reading_.title = std::string(above_);
    take_date_within(above_);
  }

  void take_heading(std::string_view line) {
    const std::string_view text = trim(line.substr(heading_level(line)));
    if (!reading_.title && is_title(text)) reading_.title = std::string(text);
    table_.reset();
    table_heading_.clear();
    open_ = false;
    const auto found = find_time(text);
    if (found && found->stamp.precision != Precision::day)
      return add_entry(*found, after_separator(text.substr(found->position + found->length)));
    take_date_within(text);
    add_narrative(line);
  }

  // "Timeline for Monday, 23 November 2026": a date anywhere in the heading counts from here on.
  void take_date_within(std::string_view text) {
    StampContext context;
    context.zone = day_.zone();
    context.numbers = false;
    if (const auto day = day_.day()) context.day = *day;
    const auto found = find_stamp(text, context);
    if (found && !found->stamp.date_inferred) day_.set_day(day_of(found->stamp.at, day_.zone()));
  }

  // True when the line was an entry or named a day.
  bool take_timed(std::string_view line) {
    const auto found = find_time(line);
    if (!found) return false;
    const std::string_view rest = after_separator(line.substr(found->position + found->length));
    if (rest.empty()) {
      if (found->stamp.precision != Precision::day) return false;
      day_.set_day(day_of(found->stamp.at, day_.zone()));
      open_ = false;
      add_narrative(line);
      return true;
    }
    add_entry(*found, rest);
    return true;
  }

  std::optional<FoundStamp> find_time(std::string_view text) {
    StampContext context;
    context.zone = day_.zone();
    auto found = day_.find(text, context);
    if (found || !day_.lacks_day(text)) return found;
    if (undated_++ == 0) first_undated_ = here();
    return std::nullopt;
  }

  bool take_table_row(std::string_view line) {
    if (is_table_rule(line))
      return (table_heading_.empty() ? reading_.narrative : table_heading_) += std::string(line) + "\n", true;
    const csv_timeline::Row row = cells_of(line);
    if (auto layout = csv_timeline::layout_of_heading(row)) {
      table_ = std::move(layout);
      if (!table_->zone.empty()) day_.set_zone(table_->zone), zone_by_ = Said::document;
      open_ = false;
      table_heading_ = std::string(line) + "\n";
      return true;
    }
    if (!table_) return false;
    std::string time(table_->cell(row, Column::time));
    for (const Column part : {Column::date, Column::clock})
      if (const auto cell = table_->cell(row, part); !cell.empty())
        time += (time.empty() ? "" : " ") + std::string(cell);
    const auto found = find_time(time);
    const std::string_view what = table_->cell(row, Column::what);
    if (!found || what.empty()) {
      add_narrative(table_heading_ + std::string(line));
      table_heading_.clear();
      open_ = false;
      return true;
    }
    const std::string_view details = table_->cell(row, Column::details);
    add_entry(*found, std::string(what) + (details.empty() ? "" : ": " + std::string(details)));
    if (const auto who = table_->cell(row, Column::who); !who.empty()) reading_.entries.back().actor = std::string(who);
    if (const auto kind = find_kind(table_->cell(row, Column::kind))) reading_.entries.back().kind = *kind;
    open_ = false;
    return true;
  }

  void add_entry(const FoundStamp& found, std::string_view text) {
    ReadEntry entry;
    entry.occurred_at = found.stamp.at;
    if (found.end) entry.ended_at = found.end->at;
    entry.original_time = found.stamp.original;
    entry.time_note =
        time_note(found.stamp, day_.zone(), zone_by_, day_.is_day_stated() ? Said::document : Said::nobody);
    entry.kind = "note";
    entry.origin = "Notes " + std::string(base_name(context_.name));
    entry.locator = here();
    for (const std::string_view mark : {"📌", "⭐", "🔑"}) {
      if (!text.starts_with(mark)) continue;
      entry.key_moment = true;
      text = trim(text.substr(mark.size()));
    }
    // "decision: …", "Ana: decision: …" and "decision: Ana: …"
    const auto take_kind = [&] {
      if (const auto kind = split_kind(text)) entry.kind = kind->kind, text = kind->text;
    };
    take_kind();
    if (auto saying = split_actor(text)) {
      entry.actor = std::move(saying->actor);
      text = saying->text;
      if (entry.kind == "note") take_kind();
    }
    entry.text = std::string(text);
    if (entry.text.empty()) entry.text = entry.actor.value_or("");
    reading_.entries.push_back(std::move(entry));
    open_ = true;
  }

  const domain::ReadContext& context_;
  domain::Reading reading_;
  RunningDay day_;
  Said zone_by_;
  bool fenced_ = false;
  bool open_ = false;  ///< lines that follow may belong to the last entry
  std::optional<Layout> table_;
  std::string table_heading_;  ///< kept until a row is narrative
  std::string_view above_;     ///< the line before, when it was narrative
  std::size_t number_ = 0;
  std::size_t undated_ = 0;
  std::string first_undated_;
};

}  // namespace

domain::Reading read(std::string_view bytes, const domain::ReadContext& context) {
  const auto decoded = decode_text(bytes);
  if (!decoded || trim(decoded->text).empty()) {
    domain::Reading reading;
    reading.format = "notes";
    reading.unread.push_back(unread_file(context.name, decoded ? "the file is empty" : "the content is binary"));
    return reading;
  }
  domain::Reading reading = Reader(context).read(decoded->text);
  if (!decoded->remark.empty()) reading.unread.push_back(unread_file(context.name, decoded->remark));
  return reading;
}

int recognise(std::string_view name, std::string_view head) {
  const std::string lower = to_lower(name);
  const auto ends = [&](std::string_view ending) { return lower.ends_with(ending); };
  if (ends(".md") || ends(".markdown") || ends(".mdown")) return 80;
  if (ends(".txt") || ends(".text") || ends(".rst") || ends(".adoc") || ends(".org")) return 50;
  const std::string_view base = base_name(lower);
  if (base.find('.') == std::string_view::npos && !head.empty()) return 20;
  return 0;
}

}  // namespace debrief::connectors::notes
