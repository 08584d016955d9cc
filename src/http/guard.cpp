// SPDX-License-Identifier: Apache-2.0
#include "http/guard.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace debrief::http {
namespace {

struct Block4 {
  std::uint32_t network;
  int bits;
};
constexpr std::uint32_t quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}
constexpr std::array<Block4, 15> kReserved4{{{quad(0, 0, 0, 0), 8},
                                             {quad(10, 0, 0, 0), 8},
                                             {quad(100, 64, 0, 0), 10},
                                             {quad(127, 0, 0, 0), 8},
                                             {quad(169, 254, 0, 0), 16},
                                             {quad(172, 16, 0, 0), 12},
                                             {quad(192, 0, 0, 0), 24},
                                             {quad(192, 0, 2, 0), 24},
                                             {quad(192, 88, 99, 0), 24},
                                             {quad(192, 168, 0, 0), 16},
                                             {quad(198, 18, 0, 0), 15},
                                             {quad(198, 51, 100, 0), 24},
                                             {quad(203, 0, 113, 0), 24},
                                             {quad(224, 0, 0, 0), 4},
                                             {quad(240, 0, 0, 0), 4}}};

bool is_public4(std::uint32_t address) {
  return std::none_of(kReserved4.begin(), kReserved4.end(), [&](const Block4& block) {
    return address >> (32 - block.bits) == block.network >> (32 - block.bits);
  });
}

using Bytes6 = std::array<std::uint8_t, 16>;

std::uint32_t quad_at(const Bytes6& bytes, std::size_t at) {
  return quad(bytes.at(at), bytes.at(at + 1), bytes.at(at + 2), bytes.at(at + 3));
}

// Only 2000::/3 is given out; some of it stands for IPv4 addresses, or is not for use.
bool is_public6(const Bytes6& bytes) {
  const auto begins = [&](std::initializer_list<std::uint8_t> prefix) {
    return std::equal(prefix.begin(), prefix.end(), bytes.begin());
  };
  if (begins({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return is_public4(quad_at(bytes, 12));     // v4-mapped
  if (begins({0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public4(quad_at(bytes, 12));  // NAT64
  if ((bytes[0] & 0xe0) != 0x20) return false;
  if (begins({0x20, 0x02})) return is_public4(quad_at(bytes, 2));  // 6to4
  const bool teredo_and_others = begins({0x20, 0x01}) && bytes[2] < 0x02;
  const bool documentation = begins({0x20, 0x01, 0x0d, 0xb8}) || (begins({0x3f, 0xff}) && bytes[2] < 0x10);
  return !teredo_and_others && !documentation;
}

// The host of an address, in lower case and without brackets, and "host:port" as it stands there. Empty where readers of
// addresses may differ about what the host is: with a name of a user, or a backslash.
struct Named {
  std::string host;
  std::string with_port;
};
Named named_in(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (url.find_first_of("@\\") != std::string_view::npos) return {};
  Named named{to_lower(url), to_lower(url)};
  if (named.host.starts_with('[')) named.host = named.host.substr(1, named.host.find(']') - 1);
  else named.host = named.host.substr(0, named.host.find(':'));
  return named;
}

}  // namespace

bool is_public_address(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return is_public4(ntohl(four.s_addr));
  Bytes6 six{};
  return inet_pton(AF_INET6, text.c_str(), six.data()) == 1 && is_public6(six);
}

std::function<bool(std::string_view address)> guard_for(std::string_view url, const std::vector<std::string>& allowed) {
  const Named named = named_in(url);
  const bool anywhere = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& one) {
    const std::string wanted = to_lower(trim(one));
    return !wanted.empty() && (wanted == named.host || wanted == named.with_port);
  });
  return [anywhere](std::string_view address) { return anywhere || is_public_address(address); };
}

}  // namespace debrief::http
