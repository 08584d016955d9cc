// SPDX-License-Identifier: Apache-2.0
// How often one document has one term in each field, packed: one byte when a single field has it fewer than
// 32 times (the field in the low three bits, the count above), else 7, a mask of the fields, and a count each.
#pragma once

#include "search/settings.hpp"
#include "search/varint.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace debrief::search {

using FieldCounts = std::array<std::uint32_t, kFieldLimit>;

inline constexpr unsigned kSeveralFields = 7;
static_assert(kFieldLimit <= kSeveralFields);

/// At least one count must not be zero.
void put_occurrences(std::string& bytes, const FieldCounts& counts);

/// The byte after the packed counts at `at`.
inline const char* skip_occurrences(const char* at) {
  if ((static_cast<unsigned char>(*at) & 7U) != kSeveralFields) return at + 1;
  unsigned mask = static_cast<unsigned char>(at[1]);
  for (at += 2; mask != 0; mask &= mask - 1) get_varint(at);
  return at;
}

[[nodiscard]] FieldCounts get_occurrences(const char* at);

/// Turns packed counts into one frequency: the sum over the fields of weight times count.
class FieldWeights {
 public:
  explicit FieldWeights(std::span<const Field> fields);

  [[nodiscard]] float frequency(const char* occurrences) const {
    const auto code = static_cast<unsigned char>(*occurrences);
    return (code & 7U) != kSeveralFields ? of_code_[code] : frequency_of_several(occurrences);
  }

 private:
  [[nodiscard]] float frequency_of_several(const char* occurrences) const;

  std::array<float, kFieldLimit> weights_{};
  std::array<float, 256> of_code_{};
};

}  // namespace debrief::search
