// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/pattern.hpp"

#include <utility>

#include "logs/mine/mixing.hpp"

namespace debrief::logs {

namespace {

std::uint64_t hash_of(const std::vector<std::uint32_t>& symbols) {
  std::uint64_t hash = symbols.size();
  for (const std::uint32_t symbol : symbols) hash = mix(hash, symbol);
  return hash;
}

}  // namespace

void Pattern::absorb(const Pattern& other) {
  count += other.count;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    const int type = looks[i] / 2 == other.looks[i] / 2 ? looks[i] / 2 : static_cast<int>(VariableType::any);
    looks[i] = static_cast<std::uint8_t>(2 * type + ((looks[i] | other.looks[i]) & 1));
  }
}

Pattern SymbolTable::pattern_of(const std::vector<MessageToken>& tokens) {
  Pattern pattern;
  pattern.symbols.reserve(tokens.size());
  pattern.looks.reserve(tokens.size());
  for (const MessageToken& token : tokens) {
    std::uint32_t symbol = kVariable;
    if (token.kind != TokenKind::variable) {
      auto& numbers = token.kind == TokenKind::word ? words_ : signs_;
      auto found = numbers.find(token.text);
      if (found == numbers.end()) {
        const std::string_view text = texts_.emplace_back(token.text);
        found = numbers.emplace(text, static_cast<std::uint32_t>(all_.size())).first;
        all_.push_back({text, token.kind == TokenKind::word});
      }
      symbol = found->second;
    }
    pattern.symbols.push_back(symbol);
    pattern.looks.push_back(static_cast<std::uint8_t>(2 * static_cast<int>(token.type) + (token.after_space ? 1 : 0)));
  }
  return pattern;
}

std::vector<MessageToken> SymbolTable::tokens_of(const Pattern& pattern) const {
  std::vector<MessageToken> tokens;
  tokens.reserve(pattern.symbols.size());
  for (std::size_t i = 0; i < pattern.symbols.size(); ++i) {
    const std::uint32_t symbol = pattern.symbols[i];
    const TokenKind kind = symbol == kVariable ? TokenKind::variable
                           : is_word(symbol)   ? TokenKind::word
                                               : TokenKind::sign;
    tokens.push_back(
        {kind, static_cast<VariableType>(pattern.looks[i] / 2), (pattern.looks[i] & 1) != 0, text(symbol)});
  }
  return tokens;
}

std::uint32_t PatternSet::add(Pattern pattern) {
  const std::uint64_t hash = hash_of(pattern.symbols);
  for (auto [place, last] = places_.equal_range(hash); place != last; ++place) {
    if (patterns_[place->second].symbols != pattern.symbols) continue;
    patterns_[place->second].absorb(pattern);
    return place->second;
  }
  const auto place = static_cast<std::uint32_t>(patterns_.size());
  places_.emplace(hash, place);
  patterns_.push_back(std::move(pattern));
  return place;
}

std::vector<Pattern> PatternSet::take() {
  places_.clear();
  return std::exchange(patterns_, {});
}

}  // namespace debrief::logs
