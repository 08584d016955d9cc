// SPDX-License-Identifier: Apache-2.0
// Names for the parts of Boost.Asio that the connection layer uses. Nothing outside src/http includes it.
#pragma once

#include "http/workers.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace debrief::http {

namespace asio = boost::asio;
using boost::system::error_code;

// The concrete executor instead of any_io_executor: no type erasure on the way of each operation.
using Executor = asio::io_context::executor_type;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
using UseTask = asio::use_awaitable_t<Executor>;

/// The completion token that reports into `error` instead of throwing.
inline asio::redirect_error_t<UseTask> into(error_code& error) {
  return {UseTask{}, error};
}

namespace detail {

template <class Work, class Handler>
class WorkJob final : public Job {
 public:
  WorkJob(Work* work, Handler handler) : work_(work), handler_(std::move(handler)) {}
  void run() override {
    (*work_)();
    asio::post(std::move(handler_));
  }

 private:
  Work* work_;
  Handler handler_;
};

struct StartOnWorker {
  template <class Handler, class Work>
  void operator()(Handler&& handler, Workers* workers, Work* work) const {
    workers->submit(std::make_unique<WorkJob<Work, std::decay_t<Handler>>>(work, std::forward<Handler>(handler)));
  }
};

}  // namespace detail

/// Runs `work`, which must not throw, on a worker; the awaiting coroutine goes on in its own context.
/// `work` must live until then: a named local of the coroutine does.
template <class Work>
Task<void> on_worker(Workers& workers, Work& work) {
  UseTask token;
  return asio::async_initiate<UseTask, void()>(detail::StartOnWorker{}, token, &workers, &work);
}

}  // namespace debrief::http
