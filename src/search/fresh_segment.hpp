// SPDX-License-Identifier: Apache-2.0
// The segment that takes new documents, until it is packed. Guarded by its index.
#pragma once

#include "search/analyse.hpp"
#include "search/segment.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace debrief::search {

class FreshSegment final : public Segment {
 public:
  [[nodiscard]] std::span<const std::uint32_t> lengths() const override { return lengths_; }
  [[nodiscard]] std::string_view key(DocumentNumber document) const override { return keys_[document]; }
  [[nodiscard]] std::optional<PostingsView> find(std::string_view term) const override;
  [[nodiscard]] std::size_t memory_bytes() const override;

  /// Appends; the caller has erased an earlier document with the key.
  void add(std::string_view key, const AnalysedDocument& document);

  /// The latest document with the key, erased or not.
  [[nodiscard]] std::optional<DocumentNumber> find_key(std::string_view key) const;

  /// Bytes of postings so far.
  [[nodiscard]] std::size_t postings_bytes() const { return postings_bytes_; }

  [[nodiscard]] const TermTable& terms() const { return terms_; }
  [[nodiscard]] PostingsView list(std::uint32_t term) const;

 private:
  struct List {
    std::string bytes;
    std::uint32_t count = 0;
    PostingsWriter writer;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::vector<std::string> keys_;
  std::unordered_map<std::string, DocumentNumber, Hash, std::equal_to<>> by_key_;
  std::vector<std::uint32_t> lengths_;
  TermTable terms_;
  std::vector<List> lists_;  // by term number
  std::size_t postings_bytes_ = 0;
};

}  // namespace debrief::search
