// SPDX-License-Identifier: Apache-2.0
// Values whose key says that they are secret: password=…, "apiKey": "…", --token …, Authorization: Bearer …, Cookie: …
#pragma once

#include "logs/secrets/secrets.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace debrief::logs::secrets {

/// What a key promises, and so what its value must look like to be taken.
enum class KeyKind : std::uint8_t {
  password,       ///< any value that does not stand for one
  secret,         ///< as `password`, but longer and not a word
  token,          ///< must look drawn
  key,            ///< as `token`, and longer: the word alone says little
  authorization,  ///< a scheme and credentials
  cookie,         ///< name=value pairs up to the end
  bearer,         ///< the word itself is followed by the token
  basic,          ///< … by base64 of "user:password"
  user_option,    ///< "-u user:password" of curl and wget
};

struct KeyRule {
  std::string_view word;  ///< in lower case; the key may begin before it: "db_password"
  std::string_view name;
  KeyKind kind = KeyKind::password;
};

[[nodiscard]] std::span<const KeyRule> key_rules();

/// How much may still be read in vain of one text, so that many keys with long values that are none cost no more than
/// a few readings of the text. When it is used up, values are cut after 128 bytes.
struct Effort {
  std::size_t bytes_left = 0;
};

/// The value of the key that holds `rule.word` at `begin`. Absent when the key goes on as another word, when no value
/// follows, or when the value does not look like one.
[[nodiscard]] std::optional<Secret> read_assignment(std::string_view text, std::size_t begin, const KeyRule& rule,
                                                    Effort& effort);

}  // namespace debrief::logs::secrets
