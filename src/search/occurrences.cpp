// SPDX-License-Identifier: Apache-2.0
#include "search/occurrences.hpp"

#include <cstddef>

namespace debrief::search {

void put_occurrences(std::string& bytes, const FieldCounts& counts) {
  unsigned mask = 0;
  std::size_t last = 0;
  for (std::size_t field = 0; field < counts.size(); ++field) {
    if (counts[field] == 0) continue;
    mask |= 1U << field;
    last = field;
  }
  if (mask == 1U << last && counts[last] < 32) {
    bytes += static_cast<char>(counts[last] << 3 | last);
    return;
  }
  bytes += static_cast<char>(kSeveralFields);
  bytes += static_cast<char>(mask);
  for (const std::uint32_t count : counts)
    if (count > 0) put_varint(bytes, count);
}

FieldCounts get_occurrences(const char* at) {
  FieldCounts counts{};
  const auto code = static_cast<unsigned char>(*at);
  if ((code & 7U) != kSeveralFields) {
    counts[code & 7U] = code >> 3;
    return counts;
  }
  const auto mask = static_cast<unsigned char>(at[1]);
  at += 2;
  for (std::size_t field = 0; field < counts.size(); ++field)
    if ((mask >> field & 1U) != 0) counts[field] = get_varint(at);
  return counts;
}

FieldWeights::FieldWeights(std::span<const Field> fields) {
  for (std::size_t field = 0; field < fields.size(); ++field)
    weights_[field] = static_cast<float>(fields[field].weight);
  for (unsigned code = 0; code < of_code_.size(); ++code)
    if ((code & 7U) < kFieldLimit) of_code_[code] = weights_[code & 7U] * static_cast<float>(code >> 3);
}

float FieldWeights::frequency_of_several(const char* occurrences) const {
  const FieldCounts counts = get_occurrences(occurrences);
  float sum = 0;
  for (std::size_t field = 0; field < counts.size(); ++field)
    sum += weights_[field] * static_cast<float>(counts[field]);
  return sum;
}

}  // namespace debrief::search
