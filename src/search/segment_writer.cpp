// SPDX-License-Identifier: Apache-2.0
#include "search/segment_writer.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace debrief::search {
namespace {

void check_room(const StringArray& array, std::size_t more) {
  if (array.bytes.size() + more > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("a segment of the search index would pass 4 GB");
}

}  // namespace

void SegmentWriter::expect(std::size_t documents, std::size_t list_bytes) {
  arrays_.lengths.reserve(documents);
  arrays_.keys.ends.reserve(documents);
  arrays_.lists.bytes.reserve(list_bytes);
}

DocumentNumber SegmentWriter::add_document(std::string_view key, std::uint32_t length) {
  check_room(arrays_.keys, key.size());
  arrays_.keys.add(key);
  arrays_.lengths.push_back(length);
  return static_cast<DocumentNumber>(arrays_.lengths.size() - 1);
}

void SegmentWriter::begin_term(std::string_view term) {
  term_ = term;
  writer_ = {};
  count_ = 0;
  blocks_.clear();
  postings_.clear();
}

void SegmentWriter::add_posting(DocumentNumber document, std::string_view occurrences) {
  if (count_ > 0 && count_ % kPostingsInBlock == 0) {
    const BlockStart start{writer_.last(), static_cast<std::uint32_t>(postings_.size())};
    blocks_.append(reinterpret_cast<const char*>(&start), sizeof(start));
  }
  writer_.add(postings_, document);
  postings_ += occurrences;
  ++count_;
}

void SegmentWriter::end_term() {
  if (count_ == 0) return;
  list_.clear();
  put_varint(list_, count_);
  list_ += blocks_;
  list_ += postings_;
  check_room(arrays_.terms, term_.size());
  check_room(arrays_.lists, list_.size());
  arrays_.terms.add(term_);
  arrays_.lists.add(list_);
}

std::shared_ptr<const PackedSegment> SegmentWriter::finish() && {
  arrays_.by_key.resize(arrays_.lengths.size());
  std::iota(arrays_.by_key.begin(), arrays_.by_key.end(), DocumentNumber{0});
  std::sort(arrays_.by_key.begin(), arrays_.by_key.end(),
            [&](DocumentNumber a, DocumentNumber b) { return arrays_.keys[a] < arrays_.keys[b]; });
  for (StringArray* array : {&arrays_.keys, &arrays_.terms, &arrays_.lists}) {
    array->bytes.shrink_to_fit();
    array->ends.shrink_to_fit();
  }
  arrays_.lengths.shrink_to_fit();
  return std::make_shared<const PackedSegment>(std::move(arrays_));
}

}  // namespace debrief::search
