// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/proposals.hpp"

#include "base/text.hpp"
#include "changeset/diff.hpp"
#include "changeset/utf16.hpp"

#include <algorithm>
#include <optional>

namespace debrief::features::postmortems::mirror {
namespace {

using Kind = changeset::Hunk::Kind;
using Lines = std::vector<std::string>;

/// Lines [from, until) of the base became `lines`.
struct Edit {
  std::size_t from = 0;
  std::size_t until = 0;
  Lines removed;
  Lines lines;
};

std::vector<Edit> edits_between(std::string_view base, std::string_view theirs) {
  std::vector<Edit> edits;
  std::size_t at = 0;
  bool open = false;
  for (const changeset::Hunk& hunk : changeset::line_difference(base, theirs)) {
    if (hunk.kind == Kind::same) {
      at += hunk.lines.size();
      open = false;
      continue;
    }
    if (!std::exchange(open, true)) edits.push_back({at, at, {}, {}});
    Edit& edit = edits.back();
    if (hunk.kind == Kind::removed) {
      at += hunk.lines.size();
      edit.until = at;
      edit.removed.insert(edit.removed.end(), hunk.lines.begin(), hunk.lines.end());
    } else {
      edit.lines.insert(edit.lines.end(), hunk.lines.begin(), hunk.lines.end());
    }
  }
  return edits;
}

/// Where the lines of the base are in the current text.
class Places {
 public:
  Places(std::string_view base, std::string_view current) {
    std::size_t now = 0;
    for (const changeset::Hunk& hunk : changeset::line_difference(base, current))
      for (const std::string& line : hunk.lines) {
        if (hunk.kind == Kind::removed) {
          at_.emplace_back(std::nullopt);
          continue;
        }
        if (hunk.kind == Kind::same) at_.emplace_back(now);
        lines_.push_back(line);
        starts_.push_back(length_);
        length_ += changeset::to_utf16(line).size() + 1;
        ++now;
      }
    ends_with_line_ = current.ends_with('\n');
  }

  [[nodiscard]] const Lines& lines() const { return lines_; }
  [[nodiscard]] std::size_t base_lines() const { return at_.size(); }
  [[nodiscard]] std::optional<std::size_t> place_of(std::size_t base_line) const { return at_[base_line]; }
  /// All of [from, until) in a row, as they were; `from` must be before `until`.
  [[nodiscard]] bool stands(std::size_t from, std::size_t until) const {
    if (!at_[from]) return false;
    for (std::size_t i = from; i < until; ++i)
      if (at_[i] != *at_[from] + (i - from)) return false;
    return true;
  }
  /// The lines of the current text between the nearest neighbours of [from, until) that are still there.
  [[nodiscard]] std::pair<std::size_t, std::size_t> between(std::size_t from, std::size_t until) const {
    std::size_t begin = 0;
    std::size_t end = lines_.size();
    for (std::size_t i = from; i-- > 0;)
      if (at_[i]) {
        begin = *at_[i] + 1;
        break;
      }
    for (std::size_t i = until; i < at_.size(); ++i)
      if (at_[i]) {
        end = *at_[i];
        break;
      }
    return {begin, end};
  }
  [[nodiscard]] std::size_t start_of(std::size_t line) const { return starts_[line]; }
  [[nodiscard]] std::size_t end_of(std::size_t line) const {
    return line + 1 < starts_.size() ? starts_[line + 1] - 1 : length_ - 1;
  }
  /// Behind the end of the line, if it has one.
  [[nodiscard]] std::size_t behind(std::size_t line) const {
    return line + 1 < starts_.size() ? starts_[line + 1] : length_ - (ends_with_line_ ? 0 : 1);
  }

 private:
  std::vector<std::optional<std::size_t>> at_;
  Lines lines_;
  std::vector<std::size_t> starts_;
  std::size_t length_ = 0;
  bool ends_with_line_ = false;
};

std::string joined(const Lines& lines) {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) out += (i == 0 ? "" : "\n") + lines[i];
  return out;
}

bool is_there_already(const Edit& edit, const Places& places) {
  const auto [begin, end] = places.between(edit.from, edit.until);
  if (end < begin || end - begin != edit.lines.size()) return false;
  const auto there = places.lines().begin() + static_cast<std::ptrdiff_t>(begin);
  return std::equal(edit.lines.begin(), edit.lines.end(), there);
}

std::optional<Proposal> replacing(const Edit& edit, const Places& places) {
  if (!places.stands(edit.from, edit.until)) return std::nullopt;
  const std::size_t first = *places.place_of(edit.from);
  const std::size_t last = *places.place_of(edit.until - 1);
  if (edit.lines.empty()) return Proposal{places.start_of(first), places.behind(last), ""};
  return Proposal{places.start_of(first), places.end_of(last), joined(edit.lines)};
}

// Lines that were added: behind the last line with words before them, or before the next line.
std::optional<Proposal> adding(const Edit& edit, const Places& places, std::size_t earliest) {
  std::size_t line = edit.from;
  while (line > earliest) {
    --line;
    const auto place = places.place_of(line);
    if (!place || !trim(places.lines()[*place]).empty()) break;
  }
  if (line < edit.from) {
    if (!places.stands(line, edit.from)) return std::nullopt;
    const std::size_t first = *places.place_of(line);
    const std::size_t last = *places.place_of(edit.from - 1);
    Lines lines(places.lines().begin() + static_cast<std::ptrdiff_t>(first),
                places.lines().begin() + static_cast<std::ptrdiff_t>(last) + 1);
    lines.insert(lines.end(), edit.lines.begin(), edit.lines.end());
    return Proposal{places.start_of(first), places.end_of(last), joined(lines)};
  }
  if (edit.from < places.base_lines() && places.place_of(edit.from)) {
    const std::size_t next = *places.place_of(edit.from);
    Lines lines = edit.lines;
    lines.push_back(places.lines()[next]);
    return Proposal{places.start_of(next), places.end_of(next), joined(lines)};
  }
  return places.lines().empty() ? std::optional(Proposal{0, 0, joined(edit.lines) + "\n"}) : std::nullopt;
}

std::string as_difference(const Edit& edit) {
  std::string out;
  for (const std::string& line : edit.removed) out += "-" + line + "\n";
  for (const std::string& line : edit.lines) out += "+" + line + "\n";
  return out;
}

}  // namespace

Proposals propose(std::string_view base, std::string_view theirs, std::string_view current) {
  const Places places(base, current);
  Proposals out;
  std::size_t earliest = 0;
  std::size_t reached = 0;
  for (const Edit& edit : edits_between(base, theirs)) {
    auto fits = is_there_already(edit, places) ? std::nullopt
                : edit.from < edit.until       ? replacing(edit, places)
                                               : adding(edit, places, earliest);
    // Two that touch the same line cannot both be accepted as they are.
    if (fits && fits->from < reached) fits.reset();
    if (fits) {
      reached = fits->until;
      out.fitting.push_back(*std::move(fits));
    } else if (!is_there_already(edit, places)) {
      out.homeless.push_back(as_difference(edit));
    }
    earliest = edit.until;
  }
  return out;
}

}  // namespace debrief::features::postmortems::mirror
