// SPDX-License-Identifier: Apache-2.0
#include "alert_senders.hpp"

#include "figures.hpp"
#include "http_call.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <deque>
#include <stdexcept>

namespace debrief::bench {
namespace {

constexpr std::uint64_t kServices = 50;
constexpr int kPatienceMilliseconds = 10'000;

struct Sender {
  explicit Sender(std::uint16_t port) : socket(port) {}
  LoopbackSocket socket;
  std::string request;
  std::size_t sent = 0;
  std::string received;
  double since = 0;
};

std::size_t recorded_in(const std::string& body) {
  constexpr std::string_view kName = "\"recorded\":";
  const std::size_t at = body.find(kName);
  return at == std::string::npos ? 0 : std::stoul(body.substr(at + kName.size()));
}

class Senders {
 public:
  explicit Senders(const Load& load)
      : load_(load), next_alert_(load.first_alert), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    for (std::size_t i = 0; i < load.senders; ++i) {
      Sender& sender = senders_.emplace_back(load.port);
      ::fcntl(sender.socket.descriptor(), F_SETFL, O_NONBLOCK);
      epoll_event event{};
      event.events = EPOLLIN | EPOLLOUT | EPOLLET;
      event.data.ptr = &sender;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, sender.socket.descriptor(), &event);
    }
  }
  ~Senders() { ::close(epoll_); }
  Senders(const Senders&) = delete;
  Senders& operator=(const Senders&) = delete;

  Sent run() {
    const double start = now_seconds();
    end_ = start + load_.seconds;
    for (Sender& sender : senders_) begin(sender);
    std::array<epoll_event, 256> events{};
    while (under_way_ > 0) {
      const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), kPatienceMilliseconds);
      if (count == 0) throw std::runtime_error("the server has not answered for ten seconds");
      for (int i = 0; i < count; ++i) serve(*static_cast<Sender*>(events[static_cast<std::size_t>(i)].data.ptr));
    }
    done_.seconds = now_seconds() - start;
    return std::move(done_);
  }

 private:
  void begin(Sender& sender) {
    sender.request = request_bytes("POST", load_.path, webhook(next_alert_, load_.alerts));
    sender.sent = 0;
    next_alert_ += load_.alerts;
    ++under_way_;
    sender.since = now_seconds();
    push(sender);
  }

  static void push(Sender& sender) {
    while (sender.sent < sender.request.size()) {
      const ssize_t count = ::send(sender.socket.descriptor(), sender.request.data() + sender.sent,
                                   sender.request.size() - sender.sent, MSG_NOSIGNAL);
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) throw std::runtime_error("the server closed the connection of a sender");
      sender.sent += static_cast<std::size_t>(count);
    }
  }

  void serve(Sender& sender) {
    push(sender);
    std::array<char, 4096> bytes{};
    for (;;) {
      const ssize_t count = ::recv(sender.socket.descriptor(), bytes.data(), bytes.size(), 0);
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) throw std::runtime_error("the server closed the connection of a sender");
      sender.received.append(bytes.data(), static_cast<std::size_t>(count));
      if (const auto answer = take_answer(sender.received)) finish(sender, *answer);
    }
  }

  void finish(Sender& sender, const Answer& answer) {
    --under_way_;
    const double now = now_seconds();
    done_.milliseconds.push_back(1000 * (now - sender.since));
    if (answer.status == 202) ++done_.requests;
    else ++done_.refused;
    done_.facts += recorded_in(answer.body);
    if (now < end_) begin(sender);
  }

  const Load& load_;
  std::uint64_t next_alert_;
  double end_ = 0;
  std::size_t under_way_ = 0;
  Sent done_;
  int epoll_;
  std::deque<Sender> senders_;
};

std::string alert(std::uint64_t number) {
  return fmt::format(
      R"({{"status":"firing","labels":{{"alertname":"HighErrorRate","service":"service-{0}","instance":"node-{1}:9100",)"
      R"("severity":"critical","job":"api","cluster":"eu-1"}},"annotations":{{"summary":"Errors of service-{0} above 5%",)"
      R"("description":"{1} of 100000 requests to service-{0} failed in the last five minutes.","runbook_url":)"
      R"("https://runbooks.example.org/high-error-rate"}},"startsAt":"2026-01-05T10:{2:02}:{3:02}.{4:03}Z",)"
      R"("endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus.example.org/graph?g0.expr=errors","fingerprint":"{1:016x}"}})",
      number % kServices, number, number / 60'000 % 60, number / 1000 % 60, number % 1000);
}

}  // namespace

std::string webhook(std::uint64_t first, std::size_t alerts) {
  std::string list;
  for (std::size_t i = 0; i < alerts; ++i) list += (i == 0 ? "" : ",") + alert(first + i);
  return R"({"receiver":"debrief","status":"firing","alerts":[)" + list +
         R"(],"groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{"alertname":"HighErrorRate","severity":"critical"},)"
         R"("commonAnnotations":{},"externalURL":"http://alertmanager.example.org","version":"4",)"
         R"("groupKey":"{}:{alertname=\"HighErrorRate\"}","truncatedAlerts":0})";
}

Sent send_alerts(const Load& load) {
  return Senders(load).run();
}

}  // namespace debrief::bench
