// SPDX-License-Identifier: Apache-2.0
// The distinct tokens of a block, sorted by form, in the order in which they occurred.
#pragma once

#include "logs/store/bytes.hpp"
#include "logs/store/frames.hpp"
#include "logs/store/gram_filter.hpp"
#include "logs/store/token_form.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace debrief::logs {

/// Where a token stands: the class of its form, and its number in it. Class 0 holds tokens without a form.
struct TokenRef {
  std::uint32_t form = 0;
  std::uint32_t index = 0;
};

/// Collects tokens. The views given must live until write() is done.
class TokenDictionary {
 public:
  TokenDictionary();
  /// The refs of some tokens, in their order. Better called for hundreds at once than for one: memory is fetched ahead.
  void add(std::span<const std::string_view> tokens, std::span<TokenRef> refs);
  /// Puts forms with few tokens to those without a form: afterwards `moved` tells where refs of add() stand now.
  void settle();
  [[nodiscard]] TokenRef moved(TokenRef ref) const;
  /// Forms and places to `meta`, columns to `data`, which gains `written` bytes.
  void write(std::string& meta, FrameWriter& data, std::size_t& written);
  [[nodiscard]] const GramFilter& grams() const { return grams_; }
  void clear();

 private:
  struct Entry {
    std::uint32_t hash = 0;   // its upper half
    std::uint32_t token = 0;  // number in tokens_, plus one
  };
  struct Token {
    const char* text = nullptr;
    std::uint32_t size = 0;
    std::uint32_t form = 0;
    std::uint32_t index = 0;
    std::uint32_t hash = 0;  // its lower half
  };
  struct Class {
    std::string form;
    std::size_t runs = 0;
    std::array<std::vector<std::uint64_t>, TokenForm::kMostRuns> values;
    std::array<std::vector<std::uint8_t>, TokenForm::kMostRuns> sizes;
    std::vector<std::string_view> tokens;
    TokenRef moved;  // where its first token stands after settle()
    bool dissolved = false;
  };
  void write_class(const Class& one, std::string& meta, FrameWriter& data, std::size_t& written);
  void start_class(std::string_view form, std::size_t runs);
  TokenRef find_or_insert(std::string_view token, std::uint64_t hash);
  TokenRef insert(std::string_view token);
  void grow();

  std::vector<Entry> table_;
  std::vector<Token> tokens_;
  std::vector<std::uint64_t> hashes_;
  std::deque<Class> classes_;  // those behind class_count_ keep their memory for later
  std::uint32_t class_count_ = 0;
  std::unordered_map<std::string_view, std::uint32_t> class_of_;  // by the form of the class
  std::array<std::uint32_t, 256> recent_{};  // by the first byte of a token: the class of the last one
  std::string planes_, columns_;
  TokenForm form_;
  GramFilter grams_;
};

/// The distinct tokens of a stored block as text.
class StoredTokens {
 public:
  /// Reads what TokenDictionary::write wrote; `offset` is where its columns begin in `data`, and moves behind them.
  StoredTokens(ByteReader& meta, std::size_t& offset);
  /// All tokens of a class, unpacked when first asked for.
  [[nodiscard]] const std::vector<std::string_view>& tokens(std::size_t form, FrameReader& data);
  [[nodiscard]] std::size_t classes() const { return classes_.size(); }
  /// What the tokens of a class share (TokenForm); empty for class 0, whose tokens share nothing.
  [[nodiscard]] const std::string& form(std::size_t form) const { return classes_.at(form).form; }

 private:
  struct Run;
  struct Class {
    std::string form;
    std::size_t count = 0;
    std::string columns;  // their descriptions, as bytes
    std::size_t offset = 0;
    bool unpacked = false;
    std::string text;
    std::vector<std::string_view> tokens;
  };
  static void unpack(Class& one, FrameReader& data);
  std::vector<Class> classes_;
};

}  // namespace debrief::logs
