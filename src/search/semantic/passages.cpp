// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/passages.hpp"

#include "search/tokenise.hpp"

#include <algorithm>
#include <map>

namespace debrief::search::semantic {
namespace {

using Counts = std::map<std::uint32_t, float>;

std::vector<TermCount> to_vector(const Counts& counts) {
  std::vector<TermCount> all;
  all.reserve(counts.size());
  for (const auto& [term, count] : counts) all.push_back({term, count});
  return all;
}

float weight_of(const Settings& settings, std::string_view field) {
  for (const Field& known : settings.fields)
    if (known.name == field) return static_cast<float>(known.weight);
  return 1;
}

}  // namespace

SplitText split(const Document& document, const Settings& settings) {
  SplitText result;
  Counts everywhere;
  std::vector<std::uint32_t> sequence;
  for (const FieldText& part : document.fields) {
    const float weight = weight_of(settings, part.field);
    tokenise(part.text, [&](const Token& token) {
      const std::uint32_t term = result.terms.intern(token.term);
      if (weight == 1) sequence.push_back(term);
      else everywhere[term] += weight;
    });
  }
  if (everywhere.empty() && sequence.empty()) return result;
  const std::size_t count =
      std::clamp<std::size_t>((sequence.size() + kPassageTerms / 2) / kPassageTerms, 1, kPassagesLimit);
  const std::size_t length = (sequence.size() + count - 1) / count;
  Counts whole = everywhere;
  for (std::size_t i = 0; i < count; ++i) {
    Counts passage = everywhere;
    for (std::size_t at = i * length; at < std::min(sequence.size(), (i + 1) * length); ++at) {
      passage[sequence[at]] += 1;
      whole[sequence[at]] += 1;
    }
    result.passages.push_back(to_vector(passage));
  }
  result.whole = to_vector(whole);
  return result;
}

AskedText read_question(std::string_view text) {
  AskedText asked;
  tokenise(text, [&](const Token& token) {
    const std::uint32_t term = asked.terms.intern(token.term);
    if (term == asked.counts.size()) {
      asked.counts.push_back({term, 0});
      asked.surfaces.push_back(token.surface);
    }
    asked.counts[term].count += 1;
  });
  return asked;
}

}  // namespace debrief::search::semantic
