// SPDX-License-Identifier: Apache-2.0
#include "http/head_scanner.hpp"

namespace debrief::http {

HeadScanner::State HeadScanner::refuse(std::string_view reason) {
  reason_ = reason;
  return State::malformed;
}

// position_ is behind CRLF.
HeadScanner::State HeadScanner::end_line() {
  const bool empty = position_ - line_begin_ == 2;
  line_begin_ = position_;
  if (!empty) {
    ++lines_;
    return State::incomplete;
  }
  if (lines_ > 0) return State::complete;
  begin_ = position_;
  if (++skipped_ > 2) return refuse("empty lines come instead of a request");
  return State::incomplete;
}

HeadScanner::State HeadScanner::look_at(unsigned char byte) {
  const bool first_of_line = position_ == line_begin_;
  ++position_;
  if (after_cr_) {
    if (byte != '\n') return refuse("a carriage return is not followed by a line feed");
    after_cr_ = false;
    return end_line();
  }
  if (byte == '\r') {
    after_cr_ = true;
    return State::incomplete;
  }
  if (byte == '\n') return refuse("a line ends without a carriage return");
  if (first_of_line && (byte == ' ' || byte == '\t')) return refuse("a line begins with white space");
  if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return refuse("the head contains a control character");
  return State::incomplete;
}

HeadScanner::State HeadScanner::scan(std::string_view buffer) {
  while (state_ == State::incomplete && position_ < buffer.size()) {
    state_ = look_at(static_cast<unsigned char>(buffer[position_]));
  }
  return state_;
}

}  // namespace debrief::http
