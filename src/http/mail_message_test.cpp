// SPDX-License-Identifier: Apache-2.0
#include "http/mail_message.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief::http {
namespace {

Mail mail() {
  return {"Debrief <debrief@example.com>", "ana@example.com", "Postmortem is due", "Hello\nAna", "", "n1@debrief",
          *parse_rfc3339("2026-11-23T05:49:07Z")};
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(MailMessage, HasTheHeadersThatServersExpect) {
  const std::string text = compose(mail());
  EXPECT_TRUE(text.starts_with("Date: Mon, 23 Nov 2026 05:49:07 +0000\r\n")) << text;
  EXPECT_TRUE(holds(text, "\r\nFrom: =?UTF-8?B?RGVicmllZg==?= <debrief@example.com>\r\n"));
  EXPECT_TRUE(holds(text, "\r\nTo: ana@example.com\r\nSubject: Postmortem is due\r\nMessage-ID: <n1@debrief>\r\n"));
  EXPECT_TRUE(text.ends_with("\r\n\r\nHello\r\nAna\r\n"));
}

TEST(MailMessage, EncodesWhatIsNotAscii) {
  Mail wanted = mail();
  wanted.subject = std::string("Störung — ") + std::string(60, 'x') + "ü";
  wanted.text = "a = b\nspace at the end \nГотово";
  const std::string text = compose(wanted);
  EXPECT_TRUE(holds(text, "Subject: =?UTF-8?B?"));
  EXPECT_TRUE(holds(text, "?=\r\n =?UTF-8?B?"));
  EXPECT_TRUE(holds(text, "a =3D b\r\nspace at the end=20\r\n=D0=93"));
  for (std::size_t begin = 0, end = 0; (end = text.find("\r\n", begin)) != std::string::npos; begin = end + 2)
    EXPECT_LE(end - begin, 78U) << text.substr(begin, end - begin);
}

TEST(MailMessage, LetsNobodyAddHeaders) {
  Mail wanted = mail();
  wanted.subject = "due\r\nBcc: all@example.com";
  wanted.to = "ana@example.com\r\nBcc: all@example.com";
  EXPECT_FALSE(holds(compose(wanted), "\r\nBcc:"));
  EXPECT_FALSE(address_of(wanted.to));
}

TEST(MailMessage, ReadsAddresses) {
  EXPECT_EQ(*address_of(" Ana <ana@example.com> "), "ana@example.com");
  EXPECT_EQ(*address_of("ana@localhost"), "ana@localhost");
  for (const char* bad : {"", "ana", "@example.com", "ana@", "a b@example.com", "a@b>", "ana@example.com, bo@example.com"})
    EXPECT_FALSE(address_of(bad)) << bad;
}

TEST(MailMessage, GivesBothFormsToThoseWhoShowHtml) {
  Mail wanted = mail();
  wanted.html = "<p>Hello</p>";
  const std::string text = compose(wanted);
  EXPECT_TRUE(holds(text, "multipart/alternative; boundary=\"=_"));
  EXPECT_TRUE(holds(text, "Content-Type: text/plain;"));
  EXPECT_TRUE(holds(text, "Content-Type: text/html;"));
  EXPECT_TRUE(text.ends_with("--\r\n"));
}

}  // namespace
}  // namespace debrief::http
