// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/frames.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "logs/mine/generalise.hpp"
#include "logs/mine/mixing.hpp"

namespace debrief::logs {

namespace {

constexpr std::size_t kLeastFrameWords = 3, kLeastPatterns = 8, kRarer = 8;

using Frequencies = std::unordered_map<std::uint64_t, std::uint32_t>;

std::uint64_t key_of(const Pattern& pattern, std::size_t place) {
  return mix(mix(pattern.symbols.size(), place), pattern.symbols[place]);
}

Frequencies count_words(const std::vector<Pattern>& patterns, const SymbolTable& symbols) {
  Frequencies frequencies;
  for (const Pattern& pattern : patterns)
    for (std::size_t i = 0; i < pattern.symbols.size(); ++i)
      if (symbols.is_word(pattern.symbols[i])) ++frequencies[key_of(pattern, i)];
  return frequencies;
}

/// The places of a pattern that vary, when what remains can be a frame; otherwise none.
std::vector<std::uint32_t> varying_places(const Pattern& pattern, const SymbolTable& symbols,
                                          const Frequencies& frequencies) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words;  // frequency, place
  for (std::uint32_t i = 0; i < pattern.symbols.size(); ++i)
    if (symbols.is_word(pattern.symbols[i])) words.emplace_back(frequencies.at(key_of(pattern, i)), i);
  if (words.size() < kLeastFrameWords + 2) return {};
  std::sort(words.begin(), words.end(), std::greater<>());
  const std::uint32_t common = words[kLeastFrameWords - 1].first;
  std::vector<std::uint32_t> varying;
  for (const auto& [frequency, place] : words)
    if (frequency * kRarer <= common) varying.push_back(place);
  if (varying.size() < 2 || 2 * varying.size() > words.size()) return {};
  std::sort(varying.begin(), varying.end());
  return varying;
}

std::uint64_t hash_of_frame(const Pattern& pattern, const std::vector<std::uint32_t>& varying) {
  std::uint64_t hash = pattern.symbols.size();
  auto next = varying.begin();
  for (std::uint32_t i = 0; i < pattern.symbols.size(); ++i) {
    const bool varies = next != varying.end() && *next == i;
    if (varies) ++next;
    hash = mix(hash, varies ? ~0ULL : pattern.symbols[i]);
  }
  return hash;
}

struct Framed {
  std::uint64_t frame = 0;
  std::uint32_t pattern = 0;
};

bool all_places_vary(std::span<const Framed> group, const std::vector<std::uint32_t>& places,
                     const std::vector<Pattern>& patterns, const SymbolTable& symbols) {
  const auto& first = patterns[group[0].pattern].symbols;
  const auto words = static_cast<std::size_t>(
      std::count_if(first.begin(), first.end(), [&](std::uint32_t symbol) { return symbols.is_word(symbol); }));
  return std::all_of(places.begin(), places.end(), [&](std::uint32_t at) {
    std::unordered_set<std::uint32_t> distinct;
    for (const Framed& one : group) distinct.insert(patterns[one.pattern].symbols[at]);
    Place place;
    for (const std::uint32_t symbol : distinct) place.words.push_back(symbols.text(symbol));
    place.is_first = at == 0;
    place.words_around = words - places.size();
    return is_variable_place(place);
  });
}

}  // namespace

std::vector<std::uint32_t> generalise_frames(std::vector<Pattern>& patterns, const SymbolTable& symbols) {
  const Frequencies frequencies = count_words(patterns, symbols);
  std::vector<Framed> framed;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    const auto varying = varying_places(patterns[i], symbols, frequencies);
    if (!varying.empty()) framed.push_back({hash_of_frame(patterns[i], varying), i});
  }
  std::sort(framed.begin(), framed.end(), [](const Framed& a, const Framed& b) { return a.frame < b.frame; });
  std::vector<std::uint32_t> changed;
  for (std::size_t begin = 0, end = 0; begin < framed.size(); begin = end) {
    while (end < framed.size() && framed[end].frame == framed[begin].frame) ++end;
    if (end - begin < kLeastPatterns) continue;
    const std::span<const Framed> group(&framed[begin], end - begin);
    const auto places = varying_places(patterns[group[0].pattern], symbols, frequencies);
    if (!all_places_vary(group, places, patterns, symbols)) continue;
    for (const Framed& one : group) {
      for (const std::uint32_t place : places) patterns[one.pattern].symbols[place] = kVariable;
      changed.push_back(one.pattern);
    }
  }
  std::sort(changed.begin(), changed.end());
  return changed;
}

}  // namespace debrief::logs
