// SPDX-License-Identifier: Apache-2.0
// Addresses of people and machines: e-mail (RFC 5321, as far as it occurs), IPv4, IPv6 (RFC 4291), and the password in
// "scheme://user:password@host".
#pragma once

#include "logs/secrets/secrets.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace debrief::logs::secrets {

/// The mail address around the "@" at `at`. Not versions ("left-pad@1.3.0"), objects ("Listener@493"), nor units of
/// systemd ("user@1000.service").
[[nodiscard]] std::optional<Secret> read_email(std::string_view text, std::size_t at);

/// The IPv4 address that holds the digit at `inside`. Not versions, numbers of more than four parts, and addresses that
/// belong to nobody.
[[nodiscard]] std::optional<Secret> read_ipv4(std::string_view text, std::size_t inside);

/// The IPv6 address that holds the colon at `colon`. Not times, MAC addresses, and names with "::" of programs.
[[nodiscard]] std::optional<Secret> read_ipv6(std::string_view text, std::size_t colon);

/// The password in the address whose "://" begins at `colon`.
[[nodiscard]] std::optional<Secret> read_url_password(std::string_view text, std::size_t colon);

}  // namespace debrief::logs::secrets
