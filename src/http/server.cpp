// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include "http/connection.hpp"
#include "http/loop.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <deque>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace debrief::http {
namespace {

using asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr std::chrono::milliseconds kAcceptPause{100};

[[noreturn]] void fail(const error_code& error, const ServerOptions& options) {
  throw std::system_error(static_cast<std::error_code>(error),
                          "cannot listen on " + options.host + ":" + std::to_string(options.port));
}

tcp::endpoint endpoint_of(asio::io_context::executor_type executor, const ServerOptions& options) {
  error_code error;
  const auto address = asio::ip::make_address(options.host, error);
  if (!error) return {address, options.port};
  asio::ip::basic_resolver<tcp, Executor> resolver(executor);
  const auto found = resolver.resolve(options.host, std::to_string(options.port), error);
  if (error || found.empty()) fail(error, options);
  return found.begin()->endpoint();
}

void listen(Acceptor& acceptor, const ServerOptions& options) {
  error_code error;
  const tcp::endpoint endpoint = endpoint_of(acceptor.get_executor(), options);
  const auto check = [&] {
    if (error) fail(error, options);
  };
  acceptor.open(endpoint.protocol(), error);
  check();
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  check();
  acceptor.bind(endpoint, error);
  check();
  acceptor.listen(4096, error);
  check();
}

std::string text_of(asio::ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address.to_string();
}

// The socket does not block, and the kernel's send buffer has room for this.
void turn_away(TcpSocket& socket) {
  static constexpr std::string_view kAnswer =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n";
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::const_buffer(kAnswer.data(), kAnswer.size()), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

struct Server::State {
  Service service;
  std::deque<Loop> loops;
  Acceptor acceptor;
  std::uint16_t port = 0;

  State(ServerOptions options, ServerCallbacks callbacks)
      : service(std::move(options), std::move(callbacks)),
        loops(std::max<std::size_t>(service.options.io_threads, 1)),
        acceptor(loops.front().executor()) {}

  // Workers post to the loops, so they end first.
  ~State() { service.workers.finish(); }

  Task<void> accept_all();
  void welcome(Loop& loop, TcpSocket socket, const tcp::endpoint& from);
};

Task<void> Server::State::accept_all() {
  error_code error;
  auto token = into(error);
  Timer pause(acceptor.get_executor());
  std::size_t turn = 0;
  while (acceptor.is_open()) {
    Loop& loop = loops[turn++ % loops.size()];
    TcpSocket socket(loop.executor());
    tcp::endpoint from;
    co_await acceptor.async_accept(socket, from, token);
    if (!error) {
      welcome(loop, std::move(socket), from);
    } else if (acceptor.is_open() && error != asio::error::connection_aborted) {
      // Out of descriptors or memory: both come back when connections end.
      if (service.callbacks.failed) service.callbacks.failed("cannot accept a connection: " + error.message());
      pause.expires_after(kAcceptPause);
      co_await pause.async_wait(token);
    }
  }
}

void Server::State::welcome(Loop& loop, TcpSocket socket, const tcp::endpoint& from) {
  if (service.connections >= service.options.max_connections) {
    turn_away(socket);
    return;
  }
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  auto connection = std::make_shared<Connection>(service, loop, std::move(socket), text_of(from.address()));
  asio::post(loop.executor(), [this, &loop, connection = std::move(connection)] {
    loop.add(connection);
    asio::co_spawn(loop.executor(), Connection::serve(connection),
                   [this, &loop, connection](const std::exception_ptr& thrown) {
                     loop.remove(connection);
                     if (!thrown) return;
                     try {
                       std::rethrow_exception(thrown);
                     } catch (...) {
                       report_exception(service.callbacks, "connection");
                     }
                   });
  });
}

Server::Server(ServerOptions options, ServerCallbacks callbacks)
    : state_(std::make_unique<State>(std::move(options), std::move(callbacks))) {
  listen(state_->acceptor, state_->service.options);
  state_->port = state_->acceptor.local_endpoint().port();
}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return state_->port;
}

void Server::run() {
  State& state = *state_;
  const auto done = [](const std::exception_ptr&) {};
  asio::co_spawn(state.acceptor.get_executor(), state.accept_all(), done);
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < state.loops.size(); ++i) {
    threads.emplace_back([&loop = state.loops[i]] { loop.run(); });
  }
  state.loops.front().run();
  for (std::thread& thread : threads) thread.join();
}

void Server::stop(std::chrono::milliseconds grace) {
  State& state = *state_;
  state.service.stopping = true;
  asio::post(state.acceptor.get_executor(), [&state] {
    error_code ignored;
    state.acceptor.close(ignored);
  });
  const Moment deadline = std::chrono::steady_clock::now() + grace;
  for (Loop& loop : state.loops) loop.stop(deadline);
}

}  // namespace debrief::http
