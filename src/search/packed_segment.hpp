// SPDX-License-Identifier: Apache-2.0
// A segment that no longer changes, laid out in a few arrays that can be written to a file as they are.
#pragma once

#include "search/segment.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

/// Strings in one array. string i lies between ends[i-1] (0 for the first) and ends[i].
struct StringArray {
  std::string bytes;
  std::vector<std::uint32_t> ends;

  [[nodiscard]] std::size_t size() const { return ends.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : ends[i - 1];
    return std::string_view(bytes).substr(begin, ends[i] - begin);
  }
  void add(std::string_view text) {
    bytes += text;
    ends.push_back(static_cast<std::uint32_t>(bytes.size()));
  }
  [[nodiscard]] std::size_t memory_bytes() const { return bytes.capacity() + ends.capacity() * sizeof(ends[0]); }
};

/// `terms` are sorted. A list holds its number of documents as a varint, the BlockStart records of all
/// blocks but the first, and the postings.
struct PackedArrays {
  StringArray keys;
  std::vector<std::uint32_t> lengths;
  std::vector<DocumentNumber> by_key;  ///< documents in the order of their keys
  StringArray terms;
  StringArray lists;  ///< by term
};

class PackedSegment final : public Segment {
 public:
  explicit PackedSegment(PackedArrays arrays) : arrays_(std::move(arrays)) {}

  [[nodiscard]] std::span<const std::uint32_t> lengths() const override { return arrays_.lengths; }
  [[nodiscard]] std::string_view key(DocumentNumber document) const override { return arrays_.keys[document]; }
  [[nodiscard]] std::optional<PostingsView> find(std::string_view term) const override;
  [[nodiscard]] std::size_t memory_bytes() const override;

  [[nodiscard]] std::optional<DocumentNumber> find_key(std::string_view key) const;
  [[nodiscard]] const StringArray& terms() const { return arrays_.terms; }
  [[nodiscard]] PostingsView list(std::size_t term) const;
  [[nodiscard]] const PackedArrays& arrays() const { return arrays_; }

 private:
  PackedArrays arrays_;
};

}  // namespace debrief::search
