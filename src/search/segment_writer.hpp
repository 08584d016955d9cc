// SPDX-License-Identifier: Apache-2.0
// Lays out a packed segment: first all documents, then the terms in ascending order, each with its postings.
#pragma once

#include "search/packed_segment.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace debrief::search {

class SegmentWriter {
 public:
  /// Makes room, so that the large arrays need not move while they grow. Wrong guesses cost memory only until
  /// finish().
  void expect(std::size_t documents, std::size_t list_bytes);

  /// The number of the new document. Keys must differ.
  DocumentNumber add_document(std::string_view key, std::uint32_t length);

  void begin_term(std::string_view term);
  /// `occurrences` are packed (occurrences.hpp) and get copied. Documents in ascending order.
  void add_posting(DocumentNumber document, std::string_view occurrences);
  /// A term without postings is left out.
  void end_term();

  [[nodiscard]] std::shared_ptr<const PackedSegment> finish() &&;

 private:
  PackedArrays arrays_;
  std::string term_;
  PostingsWriter writer_;
  std::uint32_t count_ = 0;
  std::string blocks_;    // of the current list
  std::string postings_;  // of the current list
  std::string list_;
};

}  // namespace debrief::search
