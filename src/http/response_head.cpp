// SPDX-License-Identifier: Apache-2.0
#include "http/response_head.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

namespace debrief::http {
namespace {

constexpr std::array<std::string_view, 4> kOwnFields{"content-length", "connection", "date", "transfer-encoding"};

bool is_own_field(std::string_view name) {
  return std::find(kOwnFields.begin(), kOwnFields.end(), to_lower(name)) != kOwnFields.end();
}

void check_field(std::string_view name, std::string_view value) {
  const auto breaks_name = [](char c) { return c <= 0x20 || c >= 0x7F || c == ':'; };
  const auto breaks_value = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  };
  if (name.empty() || std::any_of(name.begin(), name.end(), breaks_name) ||
      std::any_of(value.begin(), value.end(), breaks_value)) {
    throw std::invalid_argument("the response header \"" + to_utf8(name) + "\" contains characters that HTTP forbids");
  }
}

}  // namespace

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

const std::string& body_of(const Response& response) {
  return response.shared_body ? *response.shared_body : response.body;
}

std::string http_date(std::chrono::system_clock::time_point at) {
  static constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss clock{floor<seconds>(at - day)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::string response_head(const Response& response, const ResponseFrame& frame) {
  std::string head;
  head.reserve(256);
  auto out = std::back_inserter(head);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason_phrase(response.status),
                 http_date(frame.now));
  for (const auto& [name, value] : response.headers) {
    if (is_own_field(name)) continue;
    check_field(name, value);
    head.append(name).append(": ").append(value).append("\r\n");
  }
  if (may_have_body(response.status)) fmt::format_to(out, "Content-Length: {}\r\n", body_of(response).size());
  if (!frame.keep_alive) {
    head += "Connection: close\r\n";
  } else if (frame.http_1_0) {
    head += "Connection: keep-alive\r\n";
  }
  head += "\r\n";
  return head;
}

}  // namespace debrief::http
