// SPDX-License-Identifier: Apache-2.0
// Messages without their values, as small as a million of them must be.
#pragma once

#include "logs/mine/message_tokens.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace debrief::logs {

/// One token: a number of the word or sign (SymbolTable), or kVariable, and what belongs to its looks only.
inline constexpr std::uint32_t kVariable = 0;

struct Pattern {
  std::vector<std::uint32_t> symbols;
  std::vector<std::uint8_t> looks;  ///< of each symbol: the VariableType times 2, plus 1 after a space
  std::uint64_t count = 0;          ///< lines

  /// Takes in another pattern of the same symbols. Looks that differ become the more general ones, whatever the order.
  void absorb(const Pattern& other);
};

/// Words and signs by number, from 1. Owns their texts.
class SymbolTable {
 public:
  [[nodiscard]] Pattern pattern_of(const std::vector<MessageToken>& tokens);
  [[nodiscard]] std::vector<MessageToken> tokens_of(const Pattern& pattern) const;
  [[nodiscard]] std::string_view text(std::uint32_t symbol) const { return all_[symbol].text; }
  [[nodiscard]] bool is_word(std::uint32_t symbol) const { return all_[symbol].is_word; }

 private:
  struct Symbol {
    std::string_view text;
    bool is_word = false;
  };
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> words_, signs_;
  std::vector<Symbol> all_ = {Symbol{}};
};

/// Patterns that differ in more than looks.
class PatternSet {
 public:
  /// Where the pattern will be among those taken.
  std::uint32_t add(Pattern pattern);
  /// All patterns; the set is empty then.
  [[nodiscard]] std::vector<Pattern> take();

 private:
  std::unordered_multimap<std::uint64_t, std::uint32_t> places_;  // by hash of the symbols
  std::vector<Pattern> patterns_;
};

}  // namespace debrief::logs
