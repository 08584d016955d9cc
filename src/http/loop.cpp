// SPDX-License-Identifier: Apache-2.0
#include "http/loop.hpp"

namespace debrief::http {
namespace {

constexpr std::chrono::milliseconds kStoppingTick{10};
// For what must still happen after connections are cut: WebSockets' last callbacks.
constexpr std::chrono::seconds kAfterAbort{1};

}  // namespace

Loop::Loop() : timer_(context_.get_executor()) {
  schedule(kTick);
}

Loop::~Loop() {
  for (const std::shared_ptr<Tenant>& tenant : tenants_) tenant->detach();
  tenants_.clear();  // their sockets must not outlive the context
}

void Loop::run() {
  context_.run();
}

void Loop::stop(Moment deadline) {
  asio::post(context_, [this, deadline] {
    if (stopping_) return;
    stopping_ = true;
    deadline_ = deadline;
    for (const std::shared_ptr<Tenant>& tenant : tenants_) tenant->stop();
    schedule(std::chrono::milliseconds(0));
  });
}

void Loop::schedule(std::chrono::milliseconds delay) {
  timer_.expires_after(delay);
  timer_.async_wait([this](const error_code& error) {
    if (!error) tick();
  });
}

void Loop::tick() {
  const Moment now = std::chrono::steady_clock::now();
  for (const std::shared_ptr<Tenant>& tenant : tenants_) tenant->sweep(now);
  if (stopping_) finish_when_empty(now);
  schedule(stopping_ ? kStoppingTick : kTick);
}

void Loop::finish_when_empty(Moment now) {
  if (tenants_.empty() || now > deadline_ + kAfterAbort) {
    context_.stop();
  } else if (now > deadline_ && !aborted_) {
    aborted_ = true;
    for (const std::shared_ptr<Tenant>& tenant : tenants_) tenant->abort();
  }
}

}  // namespace debrief::http
