// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "fuzz.hpp"
#include "http/target.hpp"

#include <algorithm>

using namespace debrief;

namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

void check(const http::Target& target) {
  fuzz::require(target.path.starts_with('/'), "the path begins with a slash");
  fuzz::require(is_utf8(target.path), "the path is UTF-8");
  fuzz::require(std::none_of(target.path.begin(), target.path.end(), is_control), "the path has no control characters");
  for (const std::string_view segment : split(target.path, '/'))
    fuzz::require(segment != "." && segment != "..", "no segment leads elsewhere");
  for (const auto& [name, value] : target.query) fuzz::require(is_utf8(name) && is_utf8(value), "the query is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view raw = fuzz::text(data, size);
  if (const auto target = http::parse_target(raw)) check(*target);
  if (const auto decoded = http::percent_decode(raw, size % 2 == 0))
    fuzz::require(is_utf8(*decoded), "what is decoded is UTF-8");
  const auto back = http::percent_decode(http::percent_encode(raw));
  const bool decodable = is_utf8(raw) && raw.find('\0') == std::string_view::npos;
  fuzz::require(back.has_value() == decodable && (!back || *back == raw), "what is encoded comes back");
  return 0;
}
