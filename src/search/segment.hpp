// SPDX-License-Identifier: Apache-2.0
// A part of the index: some documents, numbered from 0, with their own lists of postings.
#pragma once

#include "search/postings.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace debrief::search {

class Segment {
 public:
  virtual ~Segment() = default;

  /// Documents put, erased ones included.
  [[nodiscard]] DocumentNumber documents() const { return static_cast<DocumentNumber>(lengths().size()); }

  /// Length of each document: its words times their field's weight, in sixteenths.
  [[nodiscard]] virtual std::span<const std::uint32_t> lengths() const = 0;
  [[nodiscard]] virtual std::string_view key(DocumentNumber document) const = 0;
  [[nodiscard]] virtual std::optional<PostingsView> find(std::string_view term) const = 0;
  [[nodiscard]] virtual std::size_t memory_bytes() const = 0;
};

/// Which documents of a segment are erased.
class Tombstones {
 public:
  [[nodiscard]] bool has(DocumentNumber document) const {
    const std::size_t word = document / 64;
    return word < words_.size() && (words_[word] >> (document % 64) & 1U) != 0;
  }
  void add(DocumentNumber document) {
    if (has(document)) return;
    if (words_.size() <= document / 64) words_.resize(document / 64 + 1);
    words_[document / 64] |= std::uint64_t{1} << (document % 64);
    ++count_;
  }
  [[nodiscard]] DocumentNumber count() const { return count_; }
  /// Bit d % 64 of word d / 64 stands for document d; words past the last erased document may be missing.
  [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }
  [[nodiscard]] std::size_t memory_bytes() const { return words_.capacity() * sizeof(std::uint64_t); }

 private:
  std::vector<std::uint64_t> words_;
  DocumentNumber count_ = 0;
};

/// A segment as a search sees it: without its erased documents.
struct LiveView {
  const Segment* segment = nullptr;
  const Tombstones* erased = nullptr;
};

}  // namespace debrief::search
