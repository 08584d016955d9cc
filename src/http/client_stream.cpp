// SPDX-License-Identifier: Apache-2.0
// Coroutines here keep to the forms that g++ 12 compiles correctly; tools/check_coroutines.py checks it.
#include "http/client_stream.hpp"

#include <algorithm>
#include <array>

namespace debrief::http {
namespace {

constexpr std::size_t kKeptBytes = 4 * 1024;
constexpr std::size_t kLingerRead = 64 * 1024;
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;

}  // namespace

std::string_view ClientStream::pending() const {
  const auto bytes = buffer_.data();
  return {static_cast<const char*>(bytes.data()), bytes.size()};
}

void ClientStream::shrink() {
  if (buffer_.size() == 0 && buffer_.capacity() > kKeptBytes) buffer_.shrink_to_fit();
}

Task<bool> ClientStream::read_more(std::size_t most) {
  if (expired_) co_return false;
  const auto space = buffer_.prepare(most);
  auto token = into(error_);
  const std::size_t received = co_await socket_.async_read_some(space, token);
  buffer_.commit(received);
  co_return !error_ && received > 0;
}

Task<bool> ClientStream::write(std::string_view head, std::string_view body) {
  auto token = into(error_);
  while (!head.empty() || !body.empty()) {
    if (expired_) co_return false;
    deadline_ = std::chrono::steady_clock::now() + write_timeout_;
    const std::array<asio::const_buffer, 2> buffers = {asio::const_buffer(head.data(), head.size()),
                                                       asio::const_buffer(body.data(), body.size())};
    const std::size_t written = co_await socket_.async_write_some(buffers, token);
    if (error_) co_return false;
    const std::size_t of_head = std::min(written, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(written - of_head);
  }
  no_deadline();
  co_return true;
}

Task<void> ClientStream::linger(std::chrono::milliseconds most) {
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  deadline_ = std::chrono::steady_clock::now() + most;
  std::size_t discarded = 0;
  bool more = true;
  while (more && discarded < kLingerBytes) {
    discarded += buffer_.size();
    buffer_.consume(buffer_.size());
    more = co_await read_more(kLingerRead);
  }
}

void ClientStream::close() {
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
}

void ClientStream::cancel() {
  error_code ignored;
  socket_.cancel(ignored);
}

void ClientStream::sweep(Moment now) {
  if (now <= deadline_) return;
  no_deadline();
  expired_ = true;
  cancel();
}

}  // namespace debrief::http
