// SPDX-License-Identifier: Apache-2.0
#include "search/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace debrief::search {
namespace {

std::string with_thousands(std::uint32_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::vector<std::string> fields_of(const char* occurrences, std::span<const Field> fields) {
  const FieldCounts counts = get_occurrences(occurrences);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (counts[i] > 0) names.push_back(fields[i].name);
  return names;
}

// What one term of the query contributes.
struct Share {
  const RankedTerm* term;
  const char* occurrences;
  double contribution;
};

}  // namespace

Hit explain(const ScoredDocument& found, const Segment& segment, std::span<const RankedTerm> terms,
            const Ranking& ranking, std::span<const Field> fields, Counted& counted, std::size_t reason_limit) {
  const std::uint32_t length = segment.lengths()[found.document];
  std::vector<Share> shares;
  for (const RankedTerm& term : terms) {
    if (!term.lists[found.segment]) continue;
    PostingCursor cursor(*term.lists[found.segment]);
    cursor.seek(found.document);
    if (cursor.document() != found.document) continue;
    shares.push_back({&term, cursor.occurrences(), ranking.contribution(term, cursor.occurrences(), length)});
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const Share& a, const Share& b) { return a.contribution > b.contribution; });
  Hit hit{std::string(found.key), found.score, {}, 0, 0, found.bonus};
  for (const Share& share : shares) {
    if (hit.reasons.size() == reason_limit) {
      hit.rest += share.contribution;
      ++hit.rest_count;
      continue;
    }
    const bool exact = share.term->exact;
    hit.reasons.push_back({share.term->surface, exact,
                           exact ? std::vector<std::string>{} : fields_of(share.occurrences, fields),
                           share.contribution, counted.documents_with(*share.term), counted.documents()});
  }
  return hit;
}

std::string describe_rarity(const Reason& reason) {
  const double share = reason.documents == 0 ? 0 : 100.0 * reason.documents_with / reason.documents;
  const std::string percent = share > 0 && share < 0.01 ? "under 0.01"
                                                        : fmt::format("{:.{}f}", share,
                                                                      share < 0.1  ? 2
                                                                      : share < 10 ? 1
                                                                                   : 0);
  return fmt::format("{} of {} {} it: {} %", with_thousands(reason.documents_with), with_thousands(reason.documents),
                     reason.documents_with == 1 ? "has" : "have", percent);
}

}  // namespace debrief::search
