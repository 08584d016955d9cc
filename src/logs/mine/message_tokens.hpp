// SPDX-License-Identifier: Apache-2.0
// A message as words, signs and variables: what its template is made of before it is compared with others.
#pragma once

#include "logs/mine/variable.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

enum class TokenKind : std::uint8_t { word, sign, variable };

/// `text` points into the message; of a variable it is the first value of it.
struct MessageToken {
  TokenKind kind = TokenKind::word;
  VariableType type = VariableType::any;  ///< of a variable
  bool after_space = false;
  std::string_view text;
};

/// The first line of the message, cut after 8 KiB or 256 tokens (what is cut off becomes one variable at the end).
/// Variables: words that are values by their form (variable.hpp), what is in quotation marks, and what stands behind
/// "key=", be it empty or not, what an object's name and braces hold ("Token{7a8f 3}"), and words of more than 1 KiB.
/// Of a quoted request ("GET /x HTTP/1.1") the method stays. Variables that follow each other, in a list or joined by
/// signs without a space, are one. Linear in the message.
[[nodiscard]] std::vector<MessageToken> tokens_of_message(std::string_view message);

/// Joins variables that follow each other, as tokens_of_message() does, after words became variables.
void join_variables(std::vector<MessageToken>& tokens);

/// As a person reads it: "Took <duration> to build <id>".
[[nodiscard]] std::string text_of(const std::vector<MessageToken>& tokens);

}  // namespace debrief::logs
