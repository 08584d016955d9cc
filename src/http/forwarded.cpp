// SPDX-License-Identifier: Apache-2.0
#include "http/forwarded.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace debrief::http {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

std::optional<Bytes> bytes_of_address(std::string_view text) {
  const std::string whole(text);
  Bytes bytes{};
  if (inet_pton(AF_INET6, whole.c_str(), bytes.data()) == 1) return bytes;
  bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (inet_pton(AF_INET, whole.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

// "192.0.2.1:4711" and "[2001:db8::1]:4711" are written by some proxies.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') == std::string_view::npos ? 0 : text.find(']') - 1);
  return std::count(text.begin(), text.end(), ':') == 1 ? text.substr(0, text.find(':')) : text;
}

bool is_in(const std::vector<AddressBlock>& blocks, const Bytes& address) {
  return std::any_of(blocks.begin(), blocks.end(), [&](const AddressBlock& block) { return block.contains(address); });
}

// One address must not count as two because it is written in two ways.
std::string written(const Bytes& bytes) {
  static constexpr Bytes kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const bool four = std::equal(kMapped.begin(), kMapped.begin() + 12, bytes.begin());
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(four ? AF_INET : AF_INET6, four ? bytes.data() + 12 : bytes.data(), text.data(), text.size());
  return text.data();
}

}  // namespace

bool AddressBlock::contains(const Bytes& address) const {
  for (int bit = 0; bit < bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if ((network[at] & mask) != (address[at] & mask)) return false;
  }
  return true;
}

Result<AddressBlock> parse_block(std::string_view text) {
  const auto refuse = [&] {
    return invalid("'{}' is no address and no block of addresses", text.substr(0, 60)).with_help("Write it like 10.0.0.0/8, fd00::/8 or 192.0.2.7.");
  };
  const std::string_view whole = trim(text);
  const std::size_t slash = whole.find('/');
  const auto network = bytes_of_address(whole.substr(0, slash));
  if (!network) return refuse();
  AddressBlock block{*network, 128};
  if (slash == std::string_view::npos) return block;
  const std::string_view length = whole.substr(slash + 1);
  const int offset = whole.find(':') == std::string_view::npos ? 96 : 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), block.bits);
  if (error != std::errc{} || end != length.data() + length.size() || block.bits < 0 || block.bits + offset > 128) return refuse();
  block.bits += offset;
  return block;
}

std::string client_address(std::string_view peer, std::string_view forwarded, const std::vector<AddressBlock>& trusted) {
  const auto connected = bytes_of_address(peer);
  if (trusted.empty() || !connected) return std::string(peer);
  Bytes client = *connected;
  std::string_view rest = forwarded;
  while (is_in(trusted, client) && !trim(rest).empty()) {
    const std::size_t comma = rest.rfind(',');
    const auto before = bytes_of_address(without_port(trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1))));
    if (!before) break;
    client = *before;
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
  }
  return written(client);
}

}  // namespace debrief::http
