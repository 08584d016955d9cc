// SPDX-License-Identifier: Apache-2.0
#include "http/mail_message.hpp"

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <date/date.h>

#include <algorithm>

namespace debrief::http {
namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kQuotedLine = 75;  // "=" of a soft line break makes 76

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
}

std::string one_line(std::string_view text) {
  std::string line(trim(text));
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return line;
}

// RFC 2047: words of at most 75 bytes, none of which ends inside a character.
std::string encode_words(std::string_view text) {
  constexpr std::size_t kBytesPerWord = 42;
  std::string encoded;
  while (!text.empty()) {
    std::size_t size = std::min(kBytesPerWord, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    encoded += (encoded.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + to_base64(text.substr(0, size)) + "?=");
    text.remove_prefix(size);
  }
  return encoded;
}

std::string header_text(std::string_view text) {
  const std::string line = one_line(to_utf8(text));
  return is_plain(line) && line.size() < 900 && line.find("=?") == std::string::npos ? line : encode_words(line);
}

std::string mailbox_header(std::string_view mailbox) {
  const std::size_t open = mailbox.rfind('<');
  const auto address = address_of(mailbox);
  const std::string plain = address ? *address : std::string();
  const std::string name = open == std::string_view::npos ? "" : one_line(mailbox.substr(0, open));
  if (name.empty()) return plain;
  return encode_words(name) + " <" + plain + ">";
}

void append_quoted(std::string& out, std::size_t& width, std::string_view piece) {
  if (width + piece.size() > kQuotedLine) {
    out += "=\r\n";
    width = 0;
  }
  out += piece;
  width += piece.size();
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto c = static_cast<unsigned char>(line[i]);
      const bool at_end = i + 1 == line.size();
      const bool literal = (c > 0x20 && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !at_end);
      append_quoted(out, width, literal ? std::string(1, line[i]) : fmt::format("={:02X}", c));
    }
    out += "\r\n";
  }
  return out;
}

std::string part(std::string_view type, std::string_view text) {
  return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}", type,
                     quoted_printable(to_utf8(text)));
}

}  // namespace

Result<std::string> address_of(std::string_view mailbox) {
  std::string_view address = trim(mailbox);
  if (const std::size_t open = address.rfind('<'); open != std::string_view::npos && address.ends_with('>'))
    address = trim(address.substr(open + 1, address.size() - open - 2));
  const std::size_t at = address.rfind('@');
  const bool fits = !address.empty() && address.size() <= kLongestAddress && at != std::string_view::npos && at > 0 &&
                    at + 1 < address.size() && address.find_first_of("<>,;\"\\") == std::string_view::npos &&
                    std::none_of(address.begin(), address.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7F; });
  if (!fits) return invalid("'{}' is no mail address", shorten(to_utf8(address), 100)).with_help("Write it like name@example.com.");
  return std::string(address);
}

std::string compose(const Mail& mail) {
  const auto when = date::sys_time<Micros>(Micros(mail.date.micros));
  std::string text = "Date: " + date::format("%a, %d %b %Y %T +0000", date::floor<std::chrono::seconds>(when)) + "\r\n";
  text += "From: " + mailbox_header(mail.from) + "\r\n";
  text += "To: " + mailbox_header(mail.to) + "\r\n";
  text += "Subject: " + header_text(mail.subject) + "\r\n";
  text += "Message-ID: <" + one_line(mail.message_id) + ">\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n";
  if (!mail.unsubscribe.empty() && is_plain(mail.unsubscribe))
    text += "List-Unsubscribe: <" + mail.unsubscribe + ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  if (mail.html.empty()) return text + part("text/plain", mail.text);
  const std::string boundary = "=_" + to_hex(sha256(mail.message_id + mail.text)).substr(0, 32);
  text += "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
  text += "--" + boundary + "\r\n" + part("text/plain", mail.text);
  text += "--" + boundary + "\r\n" + part("text/html", mail.html);
  return text + "--" + boundary + "--\r\n";
}

}  // namespace debrief::http
