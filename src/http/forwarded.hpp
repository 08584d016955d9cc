// SPDX-License-Identifier: Apache-2.0
// Where a request comes from when proxies stand before the server. Pure.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::http {

/// A block of addresses, IPv4 as IPv4-mapped IPv6.
struct AddressBlock {
  std::array<std::uint8_t, 16> network{};
  int bits = 128;

  [[nodiscard]] bool contains(const std::array<std::uint8_t, 16>& address) const;
};

/// "10.0.0.0/8", "fd00::/8", or one address. Errors: invalid.
[[nodiscard]] Result<AddressBlock> parse_block(std::string_view text);

/// The client's address: `peer`, which the connection has, unless that is one of the `trusted` proxies. Then the last
/// address in `forwarded` (the values of X-Forwarded-For, the last proxy's at the end) that is no trusted proxy: whatever
/// stands before it anybody can write. A part that is no address ends the walk at the proxy that sent it.
[[nodiscard]] std::string client_address(std::string_view peer, std::string_view forwarded, const std::vector<AddressBlock>& trusted);

}  // namespace debrief::http
