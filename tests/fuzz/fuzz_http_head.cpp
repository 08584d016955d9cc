// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "fuzz.hpp"
#include "http/head_scanner.hpp"
#include "http/request_head.hpp"

#include <algorithm>

using namespace debrief;
using http::HeadScanner;

namespace {

void check(const http::RequestHead& head) {
  fuzz::require(head.request.path.starts_with('/'), "the path begins with a slash");
  fuzz::require(is_utf8(head.request.path), "the path is UTF-8");
  fuzz::require(!head.chunked || head.content_length == 0, "there is one framing only");
  for (const auto& [name, value] : head.request.headers) {
    fuzz::require(to_lower(name) == name && !name.empty(), "names are in lower case");
    fuzz::require(value.find_first_of("\r\n") == std::string::npos, "a value is one line");
  }
  (void)head.request.cookie("session");
}

}  // namespace

// What arrives in pieces is understood as what arrives at once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  HeadScanner at_once;
  at_once.scan(bytes);
  HeadScanner in_pieces;
  const std::size_t step = 1 + size % 7;
  for (std::size_t end = 0; end < size && in_pieces.state() == HeadScanner::State::incomplete;) {
    end = std::min(end + step, size);
    in_pieces.scan(bytes.substr(0, end));
  }
  fuzz::require(at_once.state() == in_pieces.state(), "pieces end in the same state");
  if (at_once.state() != HeadScanner::State::complete) return 0;
  fuzz::require(at_once.begin() == in_pieces.begin() && at_once.end() == in_pieces.end(), "pieces have the same head");
  const std::string_view head = bytes.substr(at_once.begin(), at_once.end() - at_once.begin());
  const auto parsed = http::parse_head(head);
  if (const auto* understood = std::get_if<http::RequestHead>(&parsed)) check(*understood);
  if (const auto* refusal = std::get_if<http::Refusal>(&parsed))
    fuzz::require(refusal->status >= 400 && refusal->status < 600 && !refusal->detail.empty(), "a refusal says why");
  return 0;
}
