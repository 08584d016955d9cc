// SPDX-License-Identifier: Apache-2.0
// Tokens whose first characters say who issued them, as their issuers document: AWS, GitHub, GitLab, Slack, Google, …
#pragma once

#include "logs/secrets/secrets.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace debrief::logs::secrets {

/// Characters that follow a prefix.
enum class TokenAlphabet : std::uint8_t {
  hex,     ///< 0-9 a-f, either case
  upper,   ///< A-Z 0-9
  alnum,   ///< letters and digits
  word,    ///< … and _
  dashed,  ///< … and -
  base64,  ///< letters, digits, + / = - _
  dotted,  ///< letters, digits, _ - .
  path,    ///< … and /
};

struct TokenRule {
  std::string_view prefix;  ///< in the very case in which it is written
  std::string_view name;
  TokenAlphabet alphabet = TokenAlphabet::dashed;
  std::uint16_t least = 0;  ///< characters after the prefix
  std::uint16_t most = 0;
};

[[nodiscard]] std::span<const TokenRule> token_rules();

/// The token that begins at `begin`, where the prefix of `rule` was found in some case. Absent when case, alphabet,
/// length or what stands around it do not fit.
[[nodiscard]] std::optional<Secret> read_token(std::string_view text, std::size_t begin, const TokenRule& rule);

/// The same with every rule.
[[nodiscard]] std::optional<Secret> read_any_token(std::string_view text, std::size_t begin);

}  // namespace debrief::logs::secrets
