// SPDX-License-Identifier: Apache-2.0
#include "app/mail.hpp"

#include "http/mail.hpp"

#include <atomic>
#include <chrono>
#include <memory>

namespace debrief::app {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kLeftAlone{20};

}  // namespace

std::function<Result<>(const features::notify::OutgoingMail&)> mail_through(const Config& config) {
  if (config.mail_server.empty()) return {};
  const auto next_try = std::make_shared<std::atomic<steady_clock::time_point>>(steady_clock::time_point::min());
  return [next_try, server = http::MailServer{config.mail_server, config.mail_user, config.mail_password},
          from = config.mail_from](const features::notify::OutgoingMail& mail) -> Result<> {
    if (steady_clock::now() < next_try->load())
      return make_error(ErrorCode::unavailable, "the mail server could not be reached a moment ago");
    auto sent = http::send_mail(
        server, {from, mail.address, mail.subject, mail.text, "", mail.id + "@debrief", mail.created_at, mail.unsubscribe});
    const bool for_all = !sent && (sent.error().code == ErrorCode::unavailable || sent.error().code == ErrorCode::unauthenticated);
    if (for_all) next_try->store(steady_clock::now() + kLeftAlone);
    return sent;
  };
}

}  // namespace debrief::app
