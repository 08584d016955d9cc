// SPDX-License-Identifier: Apache-2.0
// Messages to browsers: encryption (RFC 8291, RFC 8188) and who sends them (VAPID, RFC 8292). Pure but for random bytes.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace debrief::features::notify {

/// A pair of keys of the curve P-256, as bytes: the point uncompressed (65), the scalar (32).
struct KeyPair {
  std::string public_key;
  std::string private_key;
};
[[nodiscard]] KeyPair new_key_pair();

/// base64url without padding. Reading also takes padding; absent for what is none.
[[nodiscard]] std::string to_base64url(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

/// What a browser gave: its public key (65 bytes) and its secret (16).
struct BrowserKeys {
  std::string p256dh;
  std::string auth;
};
/// A body of the coding aes128gcm, in one record. `sender` and `salt` (16 bytes) are new for each message. Errors: invalid
/// (a key that is no point of the curve, or more than 3,993 bytes).
[[nodiscard]] Result<std::string> encrypt_push(std::string_view text, const BrowserKeys& browser, const KeyPair& sender, std::string_view salt);
[[nodiscard]] Result<std::string> encrypt_push(std::string_view text, const BrowserKeys& browser);

/// The value of the header Authorization for a push service: valid for `address`'s origin for twelve hours.
[[nodiscard]] Result<std::string> vapid_header(std::string_view address, std::string_view contact, const KeyPair& server, Instant now);

}  // namespace debrief::features::notify
