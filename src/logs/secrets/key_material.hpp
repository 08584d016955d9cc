// SPDX-License-Identifier: Apache-2.0
// Keys and signed tokens that are recognised by their form: PEM and PGP private keys (RFC 7468, RFC 9580), the lines of
// base64 within them, and JSON web tokens (RFC 7519).
#pragma once

#include "logs/secrets/secrets.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace debrief::logs::secrets {

/// From the "-----BEGIN" of a private key at `begin` to the end of its last line, or of the text when that is missing.
[[nodiscard]] std::optional<Secret> read_private_key(std::string_view text, std::size_t begin);

/// A line that holds nothing but base64, as the lines of keys and certificates do: 64, 70 or 76 characters, or fewer
/// when it ends with the padding. Only when the text is a single line.
[[nodiscard]] std::optional<Secret> read_key_line(std::string_view text);

/// The token whose "eyJ" is at `begin`: a header and a payload, and a signature unless it has none.
[[nodiscard]] std::optional<Secret> read_jwt(std::string_view text, std::size_t begin);

}  // namespace debrief::logs::secrets
