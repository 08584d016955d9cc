// SPDX-License-Identifier: Apache-2.0
// Finds the end of a request's head and refuses, byte by byte, the forms that request smuggling lives on.
#pragma once

#include <cstddef>
#include <string_view>

namespace debrief::http {

/// Accepts lines ended by CRLF only, without control characters but HTAB, without folded lines (RFC 9112,
/// section 5.2), up to the empty line. At most two empty lines before the request line are skipped
/// (section 2.2). One object serves one head.
class HeadScanner {
 public:
  enum class State { incomplete, complete, malformed };

  /// `buffer` is everything received so far; bytes seen by an earlier call are not looked at again.
  State scan(std::string_view buffer);
  /// What the latest scan said.
  [[nodiscard]] State state() const { return state_; }

  /// Where the head begins and ends (behind the empty line) within the buffer, once complete.
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return position_; }
  /// Whether the request line is complete.
  [[nodiscard]] bool past_request_line() const { return lines_ > 0; }
  /// What is wrong, once malformed.
  [[nodiscard]] std::string_view reason() const { return reason_; }

 private:
  State look_at(unsigned char byte);
  State end_line();
  State refuse(std::string_view reason);

  std::size_t begin_ = 0;
  std::size_t position_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t lines_ = 0;
  std::size_t skipped_ = 0;
  bool after_cr_ = false;
  State state_ = State::incomplete;
  std::string_view reason_;
};

}  // namespace debrief::http
