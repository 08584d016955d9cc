// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "fuzz.hpp"
#include "http/websocket_frame.hpp"

#include <algorithm>
#include <vector>

using namespace debrief;
using http::SocketEvent;
using Kind = http::SocketEvent::Kind;

namespace {

constexpr std::size_t kLimit = 4096;

std::vector<SocketEvent> read(std::string_view bytes, std::size_t step) {
  http::FrameReader reader(kLimit);
  std::vector<SocketEvent> events;
  std::size_t used = 0;
  for (std::size_t end = 0; end < bytes.size();) {
    end = std::min(end + step, bytes.size());
    for (;;) {
      std::string_view input = bytes.substr(used, end - used);
      events.push_back(reader.next(input));
      used = end - input.size();
      const Kind kind = events.back().kind;
      if (kind == Kind::close || kind == Kind::broken) return events;
      if (kind == Kind::none) break;
    }
    events.pop_back();
  }
  return events;
}

void check(const SocketEvent& event) {
  fuzz::require(event.data.size() <= kLimit, "a message is limited");
  fuzz::require(event.kind != Kind::text || is_utf8(event.data), "a message is UTF-8");
  fuzz::require(event.kind != Kind::broken || (event.code >= 1002 && event.code <= 1011), "a breach has a code");
}

}  // namespace

// What arrives in pieces is understood as what arrives at once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  const auto at_once = read(bytes, std::max<std::size_t>(size, 1));
  const auto in_pieces = read(bytes, 1 + size % 3);
  for (const SocketEvent& event : at_once) check(event);
  fuzz::require(std::equal(at_once.begin(), at_once.end(), in_pieces.begin(), in_pieces.end(),
                           [](const SocketEvent& a, const SocketEvent& b) {
                             return a.kind == b.kind && a.data == b.data && a.code == b.code;
                           }),
                "pieces give the same events");
  (void)http::accept_key(bytes);
  const auto closed = http::make_close(http::kGoingAway, bytes);
  fuzz::require(closed.payload->size() <= 125 && is_utf8(closed.payload->substr(2)), "a close fits a control frame");
  return 0;
}
