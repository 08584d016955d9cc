// SPDX-License-Identifier: Apache-2.0
// The documents that have one term, in ascending order: gaps as varints, each followed by its occurrences.
#pragma once

#include "search/occurrences.hpp"
#include "search/varint.hpp"

#include <cstdint>
#include <cstring>
#include <string>

namespace debrief::search {

/// A document within its segment, counted from 0.
using DocumentNumber = std::uint32_t;
inline constexpr DocumentNumber kNoDocument = 0xFFFFFFFF;

inline constexpr std::uint32_t kPostingsInBlock = 128;

/// Where a block begins, for lists of more than one block: the last document before it, and its first byte.
struct BlockStart {
  DocumentNumber before = 0;
  std::uint32_t offset = 0;
};

/// A list inside a segment, valid as long as the segment. `blocks` points at BlockStart records, not
/// aligned, of the second and following blocks; null when the list cannot be entered in the middle.
struct PostingsView {
  const char* bytes = nullptr;
  std::uint32_t count = 0;
  const char* blocks = nullptr;
};

/// Appends postings to a list; the documents must come in ascending order.
class PostingsWriter {
 public:
  void add(std::string& bytes, DocumentNumber document) {
    put_varint(bytes, document - last_ - 1);
    last_ = document;
  }
  [[nodiscard]] DocumentNumber last() const { return last_; }

 private:
  DocumentNumber last_ = kNoDocument;  // one before document 0
};

/// Walks a list. Not for concurrent use.
class PostingCursor {
 public:
  explicit PostingCursor(const PostingsView& list) : list_(list), at_(list.bytes), left_(list.count) { next(); }

  /// kNoDocument after the last.
  [[nodiscard]] DocumentNumber document() const { return document_; }
  /// Packed, as occurrences.hpp has it.
  [[nodiscard]] const char* occurrences() const { return occurrences_; }

  void next() {
    if (left_ == 0) {
      document_ = kNoDocument;
      return;
    }
    --left_;
    document_ = before_ + 1 + get_varint(at_);
    before_ = document_;
    occurrences_ = at_;
    at_ = skip_occurrences(at_);
  }

  /// Steps forward to the first posting at or after `target`.
  void seek(DocumentNumber target) {
    if (document_ >= target) return;
    if (list_.blocks != nullptr && left_ >= kPostingsInBlock) skip_blocks(target);
    while (document_ < target) next();
  }

 private:
  void skip_blocks(DocumentNumber target);

  PostingsView list_;
  const char* at_;
  const char* occurrences_ = nullptr;
  std::uint32_t left_;
  DocumentNumber before_ = kNoDocument;
  DocumentNumber document_ = kNoDocument;
};

}  // namespace debrief::search
