// SPDX-License-Identifier: Apache-2.0
// Free text and identifiers as index terms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace debrief::search {

/// `word`: a plain word. `whole`: an identifier made of several parts, joined ("kube-dns" "kubedns").
/// `part`: a part of one.
enum class TokenKind : std::uint8_t { word, whole, part };

struct Token {
  std::string_view term;     ///< folded and stemmed; valid during the call only
  std::string_view surface;  ///< as the text has it; points into the text
  TokenKind kind = TokenKind::word;
};

inline constexpr std::size_t kTermLimit = 64;

/// Calls `take` for every term of the text, in order:
///  - words in lower case without accents, English ones stemmed, English function words left out;
///  - identifiers joined by - _ or capitals (kube-dns, max_conns, OOMKilled) as a whole, written together so
///    that spellings of one name meet, and in parts; versions and addresses (1.25.3, 10.0.0.1) as they are;
///  - numbers of up to six digits; Han and Kana as pairs of characters.
/// Left out: dates and times of day, UUIDs, long hexadecimal and long numbers, single digits, terms over
/// kTermLimit bytes. Any bytes are accepted; what is not UTF-8 separates words.
void tokenise(std::string_view text, const std::function<void(const Token&)>& take);

}  // namespace debrief::search
