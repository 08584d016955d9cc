// SPDX-License-Identifier: Apache-2.0
#include "app/editing_socket.hpp"

#include <charconv>

namespace debrief::app {
namespace {

namespace editing = features::postmortems::editing;

// A text of 5 MB, twice as long in JSON, and what others type while it is on its way.
constexpr std::size_t kSendQueueBytes = 24UL * 1024 * 1024;

class SocketEnd final : public editing::Peer {
 public:
  explicit SocketEnd(std::shared_ptr<http::Peer> peer) : peer_(std::move(peer)) {}
  bool send(std::shared_ptr<const std::string> message) override { return peer_->send(std::move(message)); }
  void close(std::uint16_t code, std::string_view reason) override { peer_->close(code, reason); }

 private:
  std::shared_ptr<http::Peer> peer_;
};

}  // namespace

http::Request credentials_of(const http::Request& request) {
  http::Request kept;
  for (const char* name : {"authorization", "cookie"})
    if (const auto header = request.headers.find(name); header != request.headers.end()) kept.headers.insert(*header);
  return kept;
}

std::optional<std::int64_t> incident_to_edit(const http::Request& request) {
  constexpr std::string_view kBefore = "/api/v1/incidents/";
  constexpr std::string_view kAfter = "/postmortem/live";
  std::string_view path = request.path;
  if (!path.starts_with(kBefore) || !path.ends_with(kAfter) || path.size() < kBefore.size() + kAfter.size()) return std::nullopt;
  path.remove_prefix(kBefore.size());
  path.remove_suffix(kAfter.size());
  if (path.starts_with("INC-") || path.starts_with("inc-")) path.remove_prefix(4);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(path.data(), path.data() + path.size(), number);
  if (error != std::errc{} || end != path.data() + path.size() || number < 1) return std::nullopt;
  return number;
}

http::Socket editing_socket(editing::LiveDocuments& live, std::int64_t incident,
                            std::function<std::optional<domain::Principal>(const http::Request&)> authenticate,
                            const http::Request& request) {
  // The callbacks of one peer are never called at once.
  const auto session = std::make_shared<std::shared_ptr<editing::Session>>();
  auto ask = [authenticate = std::move(authenticate), credentials = credentials_of(request)] { return authenticate(credentials); };
  http::Socket socket;
  socket.opened = [session, incident, ask = std::move(ask)](const std::shared_ptr<http::Peer>& peer) {
    *session = std::make_shared<editing::Session>(incident, std::make_shared<SocketEnd>(peer), ask);
  };
  socket.received = [&live, session](const std::shared_ptr<http::Peer>&, std::string_view text) { live.receive(*session, text); };
  socket.closed = [&live, session](const std::shared_ptr<http::Peer>&) {
    if (*session) live.leave(*session);
  };
  socket.most_message_bytes = editing::kPushLimit;
  socket.send_queue_bytes = kSendQueueBytes;
  return socket;
}

}  // namespace debrief::app
