// SPDX-License-Identifier: Apache-2.0
#include "base/safe_url.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace debrief {
namespace {

// Browsers drop tabs and line ends anywhere in an address before they look for the scheme.
std::string without_controls(std::string_view address) {
  std::string kept;
  kept.reserve(address.size());
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) kept += c;
  }
  return std::string(trim(kept));
}

bool has_allowed_scheme(std::string_view address) {
  const std::size_t end = address.find_first_of(":/?#\\");
  if (end == std::string_view::npos || address[end] != ':') return true;
  const std::string scheme = to_lower(address.substr(0, end));
  constexpr std::array<std::string_view, 3> kAllowed{"http", "https", "mailto"};
  return std::find(kAllowed.begin(), kAllowed.end(), scheme) != kAllowed.end();
}

// Where the host ends: brackets before it belong to an IPv6 address.
std::size_t end_of_host(std::string_view address) {
  const std::size_t begin = address.find("//");
  if (begin == std::string_view::npos || address.find_first_of("/?#") != begin) return 0;
  return std::min(address.find_first_of("/?#", begin + 2), address.size());
}

}  // namespace

std::optional<std::string> find_safe_url(std::string_view address) {
  const std::string clean = without_controls(address);
  if (!has_allowed_scheme(clean)) return std::nullopt;
  std::string url;
  url.reserve(clean.size() + clean.size() / 8);
  const std::size_t host = end_of_host(clean);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const char c = clean[i];
    const auto byte = static_cast<unsigned char>(c);
    const std::string_view encoded = i < host ? " \"<>\\^`{|}" : " \"<>\\^`{|}[]";
    if (byte >= 0x80 || encoded.find(c) != std::string_view::npos) url += fmt::format("%{:02X}", byte);
    else url += c;
  }
  return url;
}

}  // namespace debrief
