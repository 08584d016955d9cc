// SPDX-License-Identifier: Apache-2.0
// The queue between everyone who sends to a WebSocket client and the loop that writes to it.
#pragma once

#include "http/server.hpp"
#include "http/websocket_frame.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace debrief::http {

/// May outlive the connection and the server: it then sends nothing. All members are safe from any thread.
class SocketPeer final : public Peer {
 public:
  /// `wake` is called, with the lock held, when the queue gets its first frame; it must not block or call
  /// back. `limit` is the most bytes that may wait.
  SocketPeer(std::size_t limit, std::function<void()> wake) : limit_(limit), wake_(std::move(wake)) {}

  bool send(std::shared_ptr<const std::string> text) override;
  void close(std::uint16_t code, std::string_view reason) override;

  /// Queues a control frame. Ignored once closing.
  void send_control(Opcode opcode, std::string payload);

  /// Everything that waits, in order. Its bytes count as waiting until `written` says otherwise.
  [[nodiscard]] std::vector<OutgoingFrame> take();
  void written(std::size_t bytes);

  /// Whether a close frame has been queued: nothing is accepted after it.
  [[nodiscard]] bool closing() const;
  /// Lets go of the loop.
  void detach();

 private:
  void push(OutgoingFrame frame);
  void push_close(std::uint16_t code, std::string_view reason);

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::function<void()> wake_;
  std::vector<OutgoingFrame> queue_;
  std::size_t waiting_ = 0;
  bool closing_ = false;
};

}  // namespace debrief::http
