// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/generalise.hpp"

#include <algorithm>
#include <span>

#include "logs/mine/mixing.hpp"

namespace debrief::logs {

namespace {

/// One place of one pattern, under the hash of everything around it.
struct Around {
  std::uint64_t hash = 0;
  std::uint32_t pattern = 0, place = 0;
};

void list_places(const Pattern& pattern, std::uint32_t index, const SymbolTable& symbols, std::vector<Around>& places) {
  const auto& symbol = pattern.symbols;
  std::vector<std::uint64_t> behind(symbol.size() + 1, symbol.size());
  for (std::size_t i = symbol.size(); i-- > 0;) behind[i] = mix(behind[i + 1], symbol[i]);
  std::uint64_t before = 1;
  for (std::size_t i = 0; i < symbol.size(); ++i) {
    if (symbol[i] == kVariable || symbols.is_word(symbol[i]))
      places.push_back({mix(mix(before, i), behind[i + 1]), index, static_cast<std::uint32_t>(i)});
    before = mix(before, symbol[i]);
  }
}

Place describe(std::span<const Around> group, const std::vector<Pattern>& patterns, const SymbolTable& symbols) {
  Place place;
  for (const Around& one : group) {
    const std::uint32_t symbol = patterns[one.pattern].symbols[one.place];
    if (symbol == kVariable) place.holds_values = true;
    else place.words.push_back(symbols.text(symbol));
  }
  const auto& all = patterns[group[0].pattern].symbols;
  place.is_first = true;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_word = all[i] != kVariable && symbols.is_word(all[i]);
    if (i < group[0].place && (is_word || all[i] == kVariable)) place.is_first = false;
    if (i != group[0].place && is_word) ++place.words_around;
  }
  return place;
}

}  // namespace

std::vector<std::uint32_t> generalise(std::vector<Pattern>& patterns, const SymbolTable& symbols) {
  std::vector<Around> places;
  for (std::size_t i = 0; i < patterns.size(); ++i)
    list_places(patterns[i], static_cast<std::uint32_t>(i), symbols, places);
  std::sort(places.begin(), places.end(), [](const Around& a, const Around& b) { return a.hash < b.hash; });
  std::vector<Around> variable;
  for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
    while (end < places.size() && places[end].hash == places[begin].hash) ++end;
    if (end - begin < 2) continue;
    const std::span<const Around> group(&places[begin], end - begin);
    if (is_variable_place(describe(group, patterns, symbols)))
      variable.insert(variable.end(), group.begin(), group.end());
  }
  std::vector<std::uint32_t> changed;
  for (const Around& one : variable) {
    std::uint32_t& symbol = patterns[one.pattern].symbols[one.place];
    if (symbol == kVariable) continue;
    symbol = kVariable;
    changed.push_back(one.pattern);
  }
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  return changed;
}

}  // namespace debrief::logs
