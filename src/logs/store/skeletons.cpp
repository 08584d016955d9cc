// SPDX-License-Identifier: Apache-2.0
#include "logs/store/skeletons.hpp"

#include "logs/store/digits.hpp"

#include <algorithm>

namespace debrief::logs {

void skeleton_text(const ScannedLine& line, std::string& out) {
  out.clear();
  std::size_t at = 0;
  for (const Slot& slot : line.slots) {
    out.append(line.text, at, slot.begin - at);
    out += Skeleton::kSlot;
    at = slot.end;
  }
  out.append(line.text, at);
}

bool has_skeleton(const ScannedLine& line, const Skeleton& skeleton) {
  if (line.slots.size() != skeleton.slots) return false;
  const char* expected = skeleton.text.data();
  const char* const end = expected + skeleton.text.size();
  std::size_t at = 0;
  for (const Slot& slot : line.slots) {
    const std::size_t size = slot.begin - at;
    if (static_cast<std::size_t>(end - expected) < size + 1 || !equal_bytes(expected, line.text.data() + at, size) ||
        expected[size] != Skeleton::kSlot)
      return false;
    expected += size + 1;
    at = slot.end;
  }
  const std::size_t rest = line.text.size() - at;
  return static_cast<std::size_t>(end - expected) == rest && equal_bytes(expected, line.text.data() + at, rest);
}

std::optional<Skeletons::Found> Skeletons::find_or_add(const ScannedLine& line, bool may_add) {
  if (line.text.size() > kLongestLine || line.slots.size() > kMostSlots) return std::nullopt;
  std::string text;
  skeleton_text(line, text);
  if (static_cast<std::size_t>(std::count(text.begin(), text.end(), Skeleton::kSlot)) != line.slots.size())
    return std::nullopt;
  const std::unique_lock lock(mutex_);
  if (const auto found = numbers_.find(text); found != numbers_.end()) return Found{found->second, false};
  if (!may_add || skeletons_.size() >= kLimit) return std::nullopt;
  const auto number = static_cast<std::uint32_t>(skeletons_.size());
  skeletons_.push_back({std::move(text), std::string(line.text), static_cast<std::uint32_t>(line.slots.size())});
  numbers_.emplace(skeletons_.back().text, number);
  return Found{number, true};
}

void Skeletons::add(Skeleton skeleton) {
  const std::unique_lock lock(mutex_);
  const auto number = static_cast<std::uint32_t>(skeletons_.size());
  skeletons_.push_back(std::move(skeleton));
  numbers_.emplace(skeletons_.back().text, number);
}

const Skeleton& Skeletons::operator[](std::uint32_t number) const {
  const std::shared_lock lock(mutex_);
  return skeletons_.at(number);
}

std::uint32_t Skeletons::size() const {
  const std::shared_lock lock(mutex_);
  return static_cast<std::uint32_t>(skeletons_.size());
}

}  // namespace debrief::logs
