// SPDX-License-Identifier: Apache-2.0
// Sending mail through an SMTP server, by libcurl.
#pragma once

#include "http/mail_message.hpp"

#include <chrono>
#include <string>

namespace debrief::http {

struct MailServer {
  std::string url;  ///< "smtp://mail.example.com:587" (STARTTLS when offered) or "smtps://mail.example.com"
  std::string user = {};
  std::string password = {};
  bool require_tls = false;  ///< refuse a server of smtp:// that offers no STARTTLS
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{30'000};  ///< for the whole exchange
};

/// Returns when the server has taken the mail. Certificates are checked, against $SSL_CERT_FILE where that is set. Errors:
/// unavailable (not reached: no other mail would get through now), rate_limited (this mail was refused for now, with 4xx),
/// invalid (an address or the mail was refused for good), unauthenticated.
/// Never tells the password. Safe from any thread; blocks for at most `timeout`.
[[nodiscard]] Result<> send_mail(const MailServer& server, const Mail& mail);

}  // namespace debrief::http
