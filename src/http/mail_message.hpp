// SPDX-License-Identifier: Apache-2.0
// A mail as the text that SMTP carries (RFC 5322, RFC 2045, RFC 2047). Pure.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace debrief::http {

struct Mail {
  std::string from;        ///< "Debrief <debrief@example.com>" or the address alone
  std::string to;          ///< one address
  std::string subject;     ///< one line of UTF-8; line ends become spaces
  std::string text;        ///< UTF-8 with LF or CRLF
  std::string html;        ///< the same for programs that show HTML; may be empty
  std::string message_id;  ///< without angle brackets; the same mail sent again has the same
  Instant date;
  std::string unsubscribe = {};  ///< http or https URL that takes a POST and ends such mails (RFC 8058); may be empty
};

/// The address in "Name <address>", or the text itself. Errors: invalid, when it is no address that SMTP could
/// carry (control characters, spaces, no "@", over 254 bytes).
[[nodiscard]] Result<std::string> address_of(std::string_view mailbox);

/// Headers and body with CRLF; words beyond ASCII are encoded, the text as quoted-printable.
[[nodiscard]] std::string compose(const Mail& mail);

}  // namespace debrief::http
