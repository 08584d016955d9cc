// SPDX-License-Identifier: Apache-2.0
#include "http/socket_peer.hpp"

#include <algorithm>
#include <utility>

namespace debrief::http {

bool SocketPeer::send(std::shared_ptr<const std::string> text) {
  OutgoingFrame frame = make_frame(Opcode::text, std::move(text));
  const std::lock_guard lock(mutex_);
  if (closing_) return false;
  if (waiting_ > 0 && waiting_ + frame.size() > limit_) {
    // What waits behind a slow client could only delay the close.
    for (const OutgoingFrame& dropped : queue_) waiting_ -= dropped.size();
    queue_.clear();
    push_close(kTryAgainLater, "too slow: come back with the last cursor");
    return false;
  }
  push(std::move(frame));
  return true;
}

void SocketPeer::close(std::uint16_t code, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  if (!closing_) push_close(code, reason);
}

void SocketPeer::send_control(Opcode opcode, std::string payload) {
  const std::lock_guard lock(mutex_);
  if (!closing_) push(make_frame(opcode, std::make_shared<const std::string>(std::move(payload))));
}

// Called with the lock held.
void SocketPeer::push(OutgoingFrame frame) {
  waiting_ += frame.size();
  queue_.push_back(std::move(frame));
  if (queue_.size() == 1 && wake_) wake_();
}

// Called with the lock held.
void SocketPeer::push_close(std::uint16_t code, std::string_view reason) {
  push(make_close(code, reason));
  closing_ = true;
}

std::vector<OutgoingFrame> SocketPeer::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(queue_, {});
}

void SocketPeer::written(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  waiting_ -= bytes;
}

bool SocketPeer::closing() const {
  const std::lock_guard lock(mutex_);
  return closing_;
}

void SocketPeer::detach() {
  const std::lock_guard lock(mutex_);
  closing_ = true;
  wake_ = nullptr;
  queue_.clear();
}

}  // namespace debrief::http
