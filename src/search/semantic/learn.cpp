// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/basis.hpp"
#include "search/semantic/model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace debrief::search::semantic {
namespace {

constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

// The texts that are learned from, with all of their terms.
struct Sample {
  TermTable terms;
  std::vector<std::uint32_t> documents_with;  // by term
  std::vector<std::size_t> ends;
  std::vector<TermCount> counts;
};

// An even sample that depends on nothing but the key.
std::uint32_t dice_of(std::string_view key) {
  std::uint32_t hash = 2'166'136'261U;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
  hash ^= hash >> 16U;
  hash *= 0x85EBCA6BU;
  return hash ^ hash >> 13U;
}

std::optional<Sample> take_sample(const EachDocument& documents, std::size_t expected, const Settings& settings,
                                  std::size_t limit, const std::function<bool()>& go_on) {
  Sample sample;
  const double share = expected <= limit ? 1 : static_cast<double>(limit) / static_cast<double>(expected);
  bool stopped = false;
  documents([&](const Document& document) {
    if (stopped || sample.ends.size() >= limit || dice_of(document.key) > share * 4'294'967'295.0) return;
    const SplitText text = split(document, settings);
    for (const TermCount& counted : text.whole) {
      const std::uint32_t term = sample.terms.intern(text.terms.term(counted.term));
      if (term == sample.documents_with.size()) sample.documents_with.push_back(0);
      ++sample.documents_with[term];
      sample.counts.push_back({term, counted.count});
    }
    sample.ends.push_back(sample.counts.size());
    if (sample.ends.size() % 256 == 0) stopped = !go_on();
  });
  if (stopped || sample.ends.size() < kFewestDocuments) return std::nullopt;
  return sample;
}

float rarity_of(std::uint32_t with, std::size_t documents) {
  return static_cast<float>(std::log1p((static_cast<double>(documents) - with + 0.5) / (with + 0.5)));
}

// New numbers of the terms that are kept: those that several texts have, the most frequent ones first.
std::vector<std::uint32_t> choose_terms(const Sample& sample, std::size_t limit) {
  const std::uint32_t fewest = sample.ends.size() > 20'000 ? 3 : 2;
  std::vector<std::uint32_t> order;
  for (std::uint32_t term = 0; term < sample.terms.size(); ++term)
    if (sample.documents_with[term] >= fewest) order.push_back(term);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (sample.documents_with[a] != sample.documents_with[b])
      return sample.documents_with[a] > sample.documents_with[b];
    return sample.terms.term(a) < sample.terms.term(b);
  });
  if (order.size() > limit) order.resize(limit);
  std::vector<std::uint32_t> numbers(sample.terms.size(), kUnknown);
  for (std::uint32_t i = 0; i < order.size(); ++i) numbers[order[i]] = i;
  return numbers;
}

// tf-idf, each text of length 1 with all of its terms.
Rows weigh(const Sample& sample, const std::vector<std::uint32_t>& numbers, const std::vector<float>& rarities,
           std::size_t width) {
  Rows rows;
  rows.width = width;
  std::size_t begin = 0;
  for (const std::size_t end : sample.ends) {
    double square = 0;
    const std::size_t first = rows.weights.size();
    for (std::size_t i = begin; i < end; ++i) {
      const TermCount& counted = sample.counts[i];
      const float weight = (1 + std::log(std::max(1.0F, counted.count))) * rarities[counted.term];
      square += static_cast<double>(weight) * weight;
      if (numbers[counted.term] == kUnknown) continue;
      rows.terms.push_back(numbers[counted.term]);
      rows.weights.push_back(weight);
    }
    for (std::size_t i = first; i < rows.weights.size(); ++i) rows.weights[i] /= static_cast<float>(std::sqrt(square));
    rows.ends.push_back(rows.weights.size());
    begin = end;
  }
  return rows;
}

}  // namespace

std::optional<Model> learn(const EachDocument& documents, std::size_t expected, const Settings& settings,
                           const LearnOptions& options, const std::function<bool()>& go_on) {
  auto sample = take_sample(documents, expected, settings, options.documents, go_on);
  if (!sample) return std::nullopt;
  const auto numbers = choose_terms(*sample, options.terms);
  std::vector<float> rarities;
  for (const std::uint32_t with : sample->documents_with) rarities.push_back(rarity_of(with, sample->ends.size()));
  std::vector<std::uint32_t> kept(numbers.size());
  std::iota(kept.begin(), kept.end(), 0U);
  std::erase_if(kept, [&](std::uint32_t term) { return numbers[term] == kUnknown; });
  std::sort(kept.begin(), kept.end(), [&](std::uint32_t a, std::uint32_t b) { return numbers[a] < numbers[b]; });
  TermTable terms;
  std::vector<float> kept_rarities;
  for (const std::uint32_t term : kept) {
    terms.intern(sample->terms.term(term));
    kept_rarities.push_back(rarities[term]);
  }
  const Rows rows = weigh(*sample, numbers, rarities, terms.size());
  sample.reset();
  std::size_t dimensions = options.dimensions;
  const auto basis = learn_basis(rows, dimensions);
  if (dimensions == 0 || !go_on()) return std::nullopt;
  return Model(std::move(terms), std::move(kept_rarities), basis, dimensions, rows.ends.size());
}

}  // namespace debrief::search::semantic
