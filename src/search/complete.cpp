// SPDX-License-Identifier: Apache-2.0
#include "search/complete.hpp"

#include <algorithm>
#include <utility>

namespace debrief::search {

void complete(std::span<ScoredDocument> documents, std::span<const LiveView> views, std::span<const RankedTerm> terms,
              const Ranking& ranking) {
  std::sort(documents.begin(), documents.end(), [](const ScoredDocument& a, const ScoredDocument& b) {
    return std::pair(a.segment, a.document) < std::pair(b.segment, b.document);
  });
  for (const RankedTerm& term : terms) {
    for (auto at = documents.begin(); at != documents.end();) {
      const std::size_t segment = at->segment;
      const auto end = std::find_if(at, documents.end(), [&](const ScoredDocument& d) { return d.segment != segment; });
      if (term.lists[segment]) {
        const auto lengths = views[segment].segment->lengths();
        PostingCursor cursor(*term.lists[segment]);
        for (auto document = at; document != end; ++document) {
          cursor.seek(document->document);
          if (cursor.document() == document->document)
            document->score += ranking.contribution(term, cursor.occurrences(), lengths[document->document]);
        }
      }
      at = end;
    }
  }
}

}  // namespace debrief::search
