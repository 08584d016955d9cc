// SPDX-License-Identifier: Apache-2.0
// What a value looks like: made by a machine to be secret, a word, or something that merely stands for a secret.
#pragma once

#include <string_view>

namespace debrief::logs::secrets {

/// "***", "xxxx", "<token>", "${TOKEN}", "{{ token }}", "%s", "null", "[REDACTED]", …
[[nodiscard]] bool is_placeholder(std::string_view value);

/// Shannon's entropy of the bytes, in bits a byte; 0 for an empty value.
[[nodiscard]] double entropy(std::string_view value);

/// Whether a machine drew it: long and with letters and digits in no order. Names of things ("db-creds-2"), paths,
/// versions and numbers are not.
[[nodiscard]] bool looks_random(std::string_view value);

/// Lower-case words, perhaps joined and numbered: "app-config-2", "expired".
[[nodiscard]] bool looks_like_name(std::string_view value);

/// 8-4-4-4-12 hexadecimal digits.
[[nodiscard]] bool is_uuid(std::string_view value);

}  // namespace debrief::logs::secrets
