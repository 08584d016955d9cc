// SPDX-License-Identifier: Apache-2.0
// What must not be shown to everybody: tokens, keys, passwords, card numbers, e-mail and IP addresses, found by rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// A stretch of a line that is masked. Of "password=abc" it is the "abc" alone, so that the line can still be read.
struct Secret {
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
  std::string_view rule =
      {};  ///< "aws-access-key", "password", "card-number", "email", "ip-address", …; lives as long as the program
  friend bool operator==(const Secret&, const Secret&) = default;
};

[[nodiscard]] constexpr Secret secret_at(std::size_t begin, std::size_t end, std::string_view rule) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), rule};
}

/// Secrets in a line or a record of several lines, from left to right, not overlapping; what lies beyond the first 4
/// GiB is not looked at. Time grows with the length of the text, whatever it holds. Pure, from any thread.
///
/// Not secrets: values that stand for one ("***", "${TOKEN}"), UUIDs, hashes and ids unless their key says that they
/// are
/// ("token=…"), versions, and addresses that belong to nobody (127.0.0.1, 0.0.0.0, networks that end in .0.0, ::1).
/// Within a private key that is spread over lines, each line of base64 is found on its own.
[[nodiscard]] std::vector<Secret> find_secrets(std::string_view text);

/// The text with each secret replaced by "[rule]" plus, for addresses, four characters of a keyed hash (HMAC-SHA-256),
/// so that equal ones can still be told to be equal: "[ip-address 7k2f]". `key` is the installation's own.
[[nodiscard]] std::string mask(std::string_view text, std::string_view key);

/// The same where the secrets are known already. `secrets` must be those of `text`.
[[nodiscard]] std::string mask(std::string_view text, const std::vector<Secret>& secrets, std::string_view key);

}  // namespace debrief::logs
