// SPDX-License-Identifier: Apache-2.0
#include "http_call.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace debrief::bench {
namespace {

constexpr std::string_view kAccount = R"("email":"bench@example.org","password":"only-for-benchmarks")";

std::size_t content_length(std::string_view head) {
  constexpr std::string_view kName = "\r\nContent-Length: ";
  const std::size_t at = head.find(kName);
  return at == std::string_view::npos ? 0 : std::stoul(std::string(head.substr(at + kName.size(), 20)));
}

}  // namespace

LoopbackSocket::LoopbackSocket(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int yes = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  const int error = errno;
  ::close(descriptor_);
  throw std::system_error(error, std::generic_category(), "cannot connect to the server");
}

LoopbackSocket::~LoopbackSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

LoopbackSocket::LoopbackSocket(LoopbackSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

std::optional<Answer> take_answer(std::string& buffer) {
  const std::size_t end = buffer.find("\r\n\r\n");
  if (end == std::string::npos) return std::nullopt;
  const std::string_view head = std::string_view(buffer).substr(0, end);
  const std::size_t size = end + 4 + content_length(head);
  if (buffer.size() < size) return std::nullopt;
  Answer answer{std::stoi(buffer.substr(9, 3)), std::string(head), buffer.substr(end + 4, size - end - 4)};
  buffer.erase(0, size);
  return answer;
}

std::string request_bytes(std::string_view method, std::string_view path, std::string_view body,
                          std::string_view headers) {
  return fmt::format(
      "{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", method,
      path, headers, body.size(), body);
}

Answer HttpCall::send(std::string_view method, std::string_view path, std::string_view body) {
  const std::string headers =
      "Sec-Fetch-Site: same-origin\r\n" + (cookie_.empty() ? "" : "Cookie: " + cookie_ + "\r\n");
  const std::string request = request_bytes(method, path, body, headers);
  for (std::size_t sent = 0; sent < request.size();) {
    const ssize_t count = ::send(socket_.descriptor(), request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) throw std::runtime_error("the server closed the connection");
    sent += static_cast<std::size_t>(count);
  }
  std::array<char, 64 * 1024> bytes{};
  for (;;) {
    if (auto answer = take_answer(received_)) return std::move(*answer);
    const ssize_t count = ::recv(socket_.descriptor(), bytes.data(), bytes.size(), 0);
    if (count <= 0) throw std::runtime_error("the server closed the connection");
    received_.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

Answer HttpCall::expect(std::string_view method, std::string_view path, std::string_view body) {
  Answer answer = send(method, path, body);
  if (answer.status / 100 != 2)
    throw std::runtime_error(fmt::format("{} {} was answered {}: {}", method, path, answer.status, answer.body));
  return answer;
}

void HttpCall::sign_in() {
  Answer answer = send("POST", "/api/v1/setup", fmt::format(R"({{"name":"Bench",{}}})", kAccount));
  if (answer.status == 409) answer = expect("POST", "/api/v1/sessions", fmt::format("{{{}}}", kAccount));
  constexpr std::string_view kName = "\r\nSet-Cookie: ";
  const std::size_t at = answer.head.find(kName);
  if (at == std::string::npos) throw std::runtime_error("signing in was answered: " + answer.body);
  cookie_ = answer.head.substr(at + kName.size());
  cookie_.resize(cookie_.find(';'));
}

}  // namespace debrief::bench
