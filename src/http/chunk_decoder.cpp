// SPDX-License-Identifier: Apache-2.0
#include "http/chunk_decoder.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace debrief::http {
namespace {

constexpr std::size_t kMostDigits = 15;  // keeps the size below 2^60
constexpr std::size_t kMostExtensionBytes = 256;
constexpr std::size_t kMostTrailerBytes = 8 * 1024;

bool is_token_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool is_text(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7F) || byte == '\t';
}

std::size_t token_length(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_token_char) - text.begin());
}

// The length of a quoted string at the start, quotes included, or 0.
std::size_t quoted_length(std::string_view text) {
  if (!text.starts_with('"')) return 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return 0;
}

// *( ";" token [ "=" ( token / quoted-string ) ] )
bool are_extensions(std::string_view text) {
  while (!text.empty()) {
    if (text.front() != ';') return false;
    text.remove_prefix(1);
    const std::size_t name = token_length(text);
    if (name == 0) return false;
    text.remove_prefix(name);
    if (!text.starts_with('=')) continue;
    text.remove_prefix(1);
    const std::size_t value = std::max(token_length(text), quoted_length(text));
    if (value == 0) return false;
    text.remove_prefix(value);
  }
  return true;
}

bool is_field_line(std::string_view line) {
  const std::size_t name = token_length(line);
  return name > 0 && name < line.size() && line[name] == ':';
}

}  // namespace

ChunkDecoder::State ChunkDecoder::refuse(std::string_view reason) {
  reason_ = reason;
  return State::malformed;
}

ChunkDecoder::State ChunkDecoder::take_size(char c) {
  if (const int digit = hex_digit(c); digit >= 0) {
    if (++digits_ > kMostDigits) return refuse("the size of a chunk has too many digits");
    size_ = size_ * 16 + static_cast<std::uint64_t>(digit);
    return State::incomplete;
  }
  if (digits_ == 0) return refuse("a chunk begins without its size");
  if (c == '\r') {
    part_ = Part::size_lf;
  } else if (c == ';') {
    line_ = c;
    part_ = Part::extension;
  } else {
    return refuse("the size of a chunk is not a hexadecimal number");
  }
  return State::incomplete;
}

ChunkDecoder::State ChunkDecoder::end_size_line() {
  if (!are_extensions(line_)) return refuse("the extensions of a chunk are malformed");
  line_.clear();
  digits_ = 0;
  if (size_ > limit_ - decoded_) return State::too_large;
  part_ = size_ == 0 ? Part::trailer : Part::data;
  return State::incomplete;
}

ChunkDecoder::State ChunkDecoder::take_trailer(char c) {
  if (c == '\r') {
    part_ = Part::trailer_lf;
    return State::incomplete;
  }
  if (!is_text(c)) return refuse("a trailer contains a control character");
  if (++trailer_bytes_ > kMostTrailerBytes) return refuse("the trailers are too long");
  line_ += c;
  return State::incomplete;
}

ChunkDecoder::State ChunkDecoder::end_trailer_line() {
  if (line_.empty()) return State::complete;
  if (!is_field_line(line_)) return refuse("a trailer is malformed");
  line_.clear();
  part_ = Part::trailer;
  return State::incomplete;
}

ChunkDecoder::State ChunkDecoder::take(char c) {
  switch (part_) {
    case Part::size: return take_size(c);
    case Part::extension:
      if (c == '\r') {
        part_ = Part::size_lf;
      } else if (!is_text(c) || line_.size() >= kMostExtensionBytes) {
        return refuse("the extensions of a chunk are malformed");
      } else {
        line_ += c;
      }
      return State::incomplete;
    case Part::size_lf:
      if (c != '\n') return refuse("the size of a chunk is not followed by CRLF");
      return end_size_line();
    case Part::data_cr:
      if (c != '\r') return refuse("the data of a chunk is not followed by CRLF");
      part_ = Part::data_lf;
      return State::incomplete;
    case Part::data_lf:
      if (c != '\n') return refuse("the data of a chunk is not followed by CRLF");
      part_ = Part::size;
      return State::incomplete;
    case Part::trailer: return take_trailer(c);
    case Part::trailer_lf:
      if (c != '\n') return refuse("a trailer does not end with CRLF");
      return end_trailer_line();
    case Part::data: break;
  }
  return State::incomplete;
}

ChunkDecoder::State ChunkDecoder::feed(std::string_view& input, std::string& body) {
  while (!input.empty()) {
    if (part_ == Part::data) {
      const std::size_t piece = static_cast<std::size_t>(std::min<std::uint64_t>(size_, input.size()));
      body.append(input.substr(0, piece));
      input.remove_prefix(piece);
      decoded_ += piece;
      size_ -= piece;
      if (size_ == 0) part_ = Part::data_cr;
      continue;
    }
    const State state = take(input.front());
    input.remove_prefix(1);
    if (state != State::incomplete) return state;
  }
  return State::incomplete;
}

}  // namespace debrief::http
