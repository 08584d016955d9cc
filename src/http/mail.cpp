// SPDX-License-Identifier: Apache-2.0
#include "http/mail.hpp"

#include "http/curl.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace debrief::http {
namespace {

struct Reading {
  std::string_view left;
};

std::size_t read_more(char* buffer, std::size_t size, std::size_t count, void* reading) {
  std::string_view& left = static_cast<Reading*>(reading)->left;
  const std::size_t taken = std::min(left.size(), size * count);
  std::memcpy(buffer, left.data(), taken);
  left.remove_prefix(taken);
  return taken;
}

// 4xx replies are refusals for now, 5xx for good (RFC 5321, section 4.2.1).
Error refusal(CURLcode code, long reply, const char* detail) {
  const std::string_view why = *detail != '\0' ? std::string_view(detail) : std::string_view(curl_easy_strerror(code));
  if (code == CURLE_LOGIN_DENIED || reply == 530 || reply == 535)
    return make_error(ErrorCode::unauthenticated, "the mail server did not accept the name and password: {}", why);
  if (reply >= 500) return invalid("the mail server refused the mail ({}): {}", reply, why);
  if (reply >= 400)
    return make_error(ErrorCode::rate_limited, "the mail server refused the mail for now ({}): {}", reply, why)
        .with_help("It is tried again later.");
  return make_error(ErrorCode::unavailable, "the mail server did not take the mail: {}", why)
      .with_help("It is tried again later. Check --mail-server if this goes on.");
}

}  // namespace

Result<> send_mail(const MailServer& server, const Mail& mail) {
  const std::string from = "<" + TRY(address_of(mail.from)) + ">";
  const std::string to = "<" + TRY(address_of(mail.to)) + ">";
  const std::string message = compose(mail);
  Reading reading{message};
  begin_curl();
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl) throw std::bad_alloc();
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(curl_slist_append(nullptr, to.c_str()), curl_slist_free_all);
  char detail[CURL_ERROR_SIZE] = "";
  CURL* handle = curl.get();
  curl_easy_setopt(handle, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // As other programs that use OpenSSL do: the certificates of a house that has its own authority.
  if (const char* trusted = std::getenv("SSL_CERT_FILE"); trusted != nullptr && *trusted != '\0')
    curl_easy_setopt(handle, CURLOPT_CAINFO, trusted);
  curl_easy_setopt(handle, CURLOPT_USE_SSL, server.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY);
  if (!server.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_more);
  curl_easy_setopt(handle, CURLOPT_READDATA, &reading);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(server.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail);
  const CURLcode code = curl_easy_perform(handle);
  if (code == CURLE_OK) return {};
  long reply = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
  return refusal(code, reply, detail);
}

}  // namespace debrief::http
