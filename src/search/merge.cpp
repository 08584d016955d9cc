// SPDX-License-Identifier: Apache-2.0
#include "search/merge.hpp"

#include "search/segment_writer.hpp"

#include <algorithm>
#include <queue>
#include <utility>
#include <vector>

namespace debrief::search {
namespace {

// New numbers of a source's documents; kNoDocument for the erased.
using Renumbering = std::vector<DocumentNumber>;

Renumbering add_documents(const Segment& source, const Tombstones& erased, SegmentWriter& writer) {
  Renumbering numbers(source.documents(), kNoDocument);
  for (DocumentNumber document = 0; document < source.documents(); ++document)
    if (!erased.has(document))
      numbers[document] = writer.add_document(source.key(document), source.lengths()[document]);
  return numbers;
}

void add_postings(const PostingsView& list, const Renumbering& numbers, SegmentWriter& writer) {
  for (PostingCursor cursor(list); cursor.document() != kNoDocument; cursor.next()) {
    const DocumentNumber number = numbers[cursor.document()];
    if (number == kNoDocument) continue;
    const char* begin = cursor.occurrences();
    writer.add_posting(number, {begin, static_cast<std::size_t>(skip_occurrences(begin) - begin)});
  }
}

// The next term of one source.
struct Head {
  std::string_view term;
  std::size_t source = 0;
  std::size_t index = 0;
};

struct Later {
  bool operator()(const Head& a, const Head& b) const {
    const int order = a.term.compare(b.term);
    return order != 0 ? order > 0 : a.source > b.source;
  }
};

// The first eight bytes, as a number that sorts like them.
std::uint64_t prefix_of(std::string_view term) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i)
    prefix = prefix << 8 | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  return prefix;
}

std::vector<std::uint32_t> sorted_terms(const TermTable& terms) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(terms.size());
  for (std::uint32_t number = 0; number < terms.size(); ++number)
    order.emplace_back(prefix_of(terms.term(number)), number);
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : terms.term(a.second) < terms.term(b.second);
  });
  std::vector<std::uint32_t> numbers;
  numbers.reserve(order.size());
  for (const auto& [prefix, number] : order) numbers.push_back(number);
  return numbers;
}

}  // namespace

std::shared_ptr<const PackedSegment> merge(std::span<const MergeSource> sources) {
  SegmentWriter writer;
  std::size_t documents = 0;
  std::size_t list_bytes = 0;
  for (const MergeSource& source : sources) {
    documents += source.segment->documents() - source.erased->count();
    list_bytes += source.segment->arrays().lists.bytes.size();
  }
  writer.expect(documents, list_bytes);
  std::vector<Renumbering> numbers;
  std::priority_queue<Head, std::vector<Head>, Later> heads;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    numbers.push_back(add_documents(*sources[i].segment, *sources[i].erased, writer));
    if (sources[i].segment->terms().size() > 0) heads.push({sources[i].segment->terms()[0], i, 0});
  }
  while (!heads.empty()) {
    const std::string_view term = heads.top().term;
    writer.begin_term(term);
    while (!heads.empty() && heads.top().term == term) {
      Head head = heads.top();
      heads.pop();
      const PackedSegment& source = *sources[head.source].segment;
      add_postings(source.list(head.index), numbers[head.source], writer);
      if (++head.index == source.terms().size()) continue;
      head.term = source.terms()[head.index];
      heads.push(head);
    }
    writer.end_term();
  }
  return std::move(writer).finish();
}

std::shared_ptr<const PackedSegment> pack(const FreshSegment& segment, const Tombstones& erased) {
  SegmentWriter writer;
  writer.expect(segment.documents() - erased.count(), segment.postings_bytes());
  const Renumbering numbers = add_documents(segment, erased, writer);
  for (const std::uint32_t term : sorted_terms(segment.terms())) {
    writer.begin_term(segment.terms().term(term));
    add_postings(segment.list(term), numbers, writer);
    writer.end_term();
  }
  return std::move(writer).finish();
}

}  // namespace debrief::search
