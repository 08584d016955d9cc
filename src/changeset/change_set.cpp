// SPDX-License-Identifier: Apache-2.0
#include "changeset/change_set.hpp"

#include "changeset/utf16.hpp"

#include <stdexcept>
#include <utility>

namespace debrief::changeset {
namespace {

// Replacing in place moves the rest of the text once for each change.
constexpr std::size_t kMostInPlace = 4;

std::size_t count_changes(const ChangeSet& set) {
  std::size_t changes = 0;
  for (const Section& section : set.sections()) changes += section.kept ? 0 : 1;
  return changes;
}

void apply_in_place(const ChangeSet& set, std::u16string& text) {
  std::size_t position = 0;
  for (const Section& section : set.sections()) {
    if (section.kept) {
      position += section.length;
    } else {
      text.replace(position, section.length, section.text);
      position += section.text.size();
    }
  }
}

std::u16string apply_to_copy(const ChangeSet& set, std::u16string_view text) {
  std::u16string out;
  out.reserve(set.new_length());
  std::size_t position = 0;
  for (const Section& section : set.sections()) {
    out += section.kept ? text.substr(position, section.length) : std::u16string_view(section.text);
    position += section.length;
  }
  return out;
}

}  // namespace

ChangeSet::ChangeSet(std::size_t length) {
  keep(length);
}

ChangeSet::ChangeSet(std::vector<Section> sections) : sections_(std::move(sections)) {
  for (const Section& section : sections_) {
    length_ += section.length;
    new_length_ += section.kept ? section.length : section.text.size();
  }
}

bool ChangeSet::empty() const {
  return sections_.empty() || (sections_.size() == 1 && sections_[0].kept);
}

void ChangeSet::keep(std::size_t length) {
  length_ += length;
  new_length_ += length;
  if (length == 0) return;
  if (!sections_.empty() && sections_.back().kept) {
    sections_.back().length += length;
  } else {
    sections_.push_back({length, true});
  }
}

void ChangeSet::replace(std::size_t length, std::u16string_view text, bool join) {
  length_ += length;
  new_length_ += text.size();
  if (length == 0 && text.empty()) return;
  if (!sections_.empty()) {
    Section& last = sections_.back();
    const bool both_delete = text.empty() && !last.kept && last.text.empty();
    const bool both_insert = length == 0 && last.length == 0;
    if (both_delete || both_insert || join) {
      last.length += length;
      last.text += text;
      return;
    }
  }
  sections_.push_back({length, false, std::u16string(text)});
}

std::size_t ChangeSet::map_position(std::size_t position, Side side) const {
  std::size_t before = 0;
  std::size_t after = 0;
  for (const Section& section : sections_) {
    const std::size_t end = before + section.length;
    if (section.kept) {
      if (end > position) return after + (position - before);
      after += section.length;
    } else {
      if (end > position || (end == position && side == Side::before && section.length == 0))
        return position == before || side == Side::before ? after : after + section.text.size();
      after += section.text.size();
    }
    before = end;
  }
  if (position > before) throw std::invalid_argument("the position lies behind the text");
  return after;
}

void ChangeSet::apply_to(std::u16string& text) const {
  if (text.size() != length_) throw std::invalid_argument("the change is for a text of another length");
  if (count_changes(*this) <= kMostInPlace) {
    apply_in_place(*this, text);
  } else {
    text = apply_to_copy(*this, text);
  }
}

ChangeSet compose_all(const std::vector<ChangeSet>& changes) {
  // In pairs, pairs of pairs, …: each section is then looked at a logarithmic number of times.
  std::vector<ChangeSet> level = changes;
  while (level.size() > 1) {
    std::vector<ChangeSet> next;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) next.push_back(level[i].compose(level[i + 1]));
    if (level.size() % 2 == 1) next.push_back(std::move(level.back()));
    level = std::move(next);
  }
  return std::move(level.at(0));
}

Result<> check(const ChangeSet& change, std::u16string_view text) {
  if (change.length() != text.size())
    return invalid("the change is for a text of {} code units, the text has {}", change.length(), text.size());
  std::size_t position = 0;
  for (const Section& section : change.sections()) {
    const std::size_t end = position + section.length;
    if (!section.kept && (splits_pair(text, position) || splits_pair(text, end)))
      return invalid("the change cuts a character in two at {}", position);
    position = end;
  }
  return {};
}

std::ptrdiff_t growth(const ChangeSet& change, std::u16string_view text) {
  std::ptrdiff_t bytes = 0;
  std::size_t position = 0;
  for (const Section& section : change.sections()) {
    if (!section.kept)
      bytes += static_cast<std::ptrdiff_t>(utf8_size(section.text)) -
               static_cast<std::ptrdiff_t>(utf8_size(text.substr(position, section.length)));
    position += section.length;
  }
  return bytes;
}

}  // namespace debrief::changeset
