// SPDX-License-Identifier: Apache-2.0
#include "logs/store/line_stamps.hpp"

#include "logs/scan/scanner.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kSampleLines = 400;
constexpr std::size_t kMostPlainSearches = 20'000;  // each costs microseconds

}  // namespace

LineStamps::LineStamps(const StampRule& rule) : rule_(rule) {
  for (const StampChoice& choice : rule_.choices)
    if (std::none_of(readers_.begin(), readers_.end(),
                     [&](const StampReader& reader) { return reader.layout() == choice.layout; }))
      readers_.emplace_back(choice.layout);
}

std::uint32_t LineStamps::reader_for(const StampLayout& layout) const {
  const auto found = std::find_if(readers_.begin(), readers_.end(),
                                  [&](const StampReader& reader) { return reader.layout() == layout; });
  return static_cast<std::uint32_t>(found - readers_.begin());
}

std::optional<StampPlace> LineStamps::find(std::string_view line, std::span<const Slot> slots) const {
  const auto stamps = find_stamps(line);
  const FoundLayout* stamp = rule_.find(stamps);
  if (stamp == nullptr) return std::nullopt;
  StampPlace place{0, stamp->begin, reader_for(stamp->layout)};
  if (place.reader == readers_.size()) return std::nullopt;
  for (const Slot& slot : slots) {
    if (slot.end > stamp->begin) break;
    ++place.slots_before;
    place.delta = stamp->begin - slot.end;
  }
  return place;
}

std::optional<StampPlace> LineStamps::place(std::uint32_t number, const Skeleton& skeleton) {
  if (known_.size() <= number) known_.resize(number + 1);
  Known& known = known_[number];
  if (!known.looked) {
    known.looked = true;
    std::string example = skeleton.example;
    example.reserve(example.size() + Scanner::kPadding);
    Scanner().scan(example, [&](const ScannedLine& line) { known.place = find(line.text, line.slots); });
  }
  return known.place;
}

std::optional<StampReading> LineStamps::read(const StampPlace& place, std::string_view from_stamp) {
  return readers_[place.reader].read(from_stamp);
}

std::optional<StampReading> LineStamps::read_line(std::uint32_t number, const Skeleton& skeleton, std::string_view line,
                                                  std::span<const Slot> slots) {
  const auto stamp = place(number, skeleton);
  if (!stamp) return std::nullopt;
  const std::size_t begin = stamp->delta + (stamp->slots_before == 0 ? 0 : slots[stamp->slots_before - 1].end);
  return begin < line.size() ? read(*stamp, line.substr(begin)) : std::nullopt;
}

std::optional<StampReading> LineStamps::read_plain(std::string_view line) {
  for (StampReader& reader : readers_)
    if (plain_begin_ < line.size())
      if (const auto reading = reader.read(line.substr(plain_begin_))) return reading;
  if (plain_searches_ == kMostPlainSearches) return std::nullopt;
  ++plain_searches_;
  const auto stamps = find_stamps(line);
  const FoundLayout* stamp = rule_.find(stamps);
  if (stamp == nullptr) return std::nullopt;
  plain_begin_ = stamp->begin;
  return stamp->reading;
}

StampRule rule_for(std::string_view text) {
  std::vector<std::vector<FoundLayout>> stamps;
  while (!text.empty() && stamps.size() < kSampleLines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    stamps.push_back(find_stamps(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return choose_stamp(stamps);
}

}  // namespace debrief::logs
