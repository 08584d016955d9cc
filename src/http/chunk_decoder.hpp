// SPDX-License-Identifier: Apache-2.0
// The chunked transfer coding of request bodies (RFC 9112, section 7.1), read strictly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace debrief::http {

/// Feeds on pieces of any size and keeps no input. Extensions and trailers are checked and dropped: a
/// trailer never becomes a header.
class ChunkDecoder {
 public:
  enum class State { incomplete, complete, malformed, too_large };

  /// The body may have at most `limit` bytes.
  explicit ChunkDecoder(std::size_t limit) : limit_(limit) {}

  /// Appends what it decodes to `body` and removes what it has used from the front of `input`.
  State feed(std::string_view& input, std::string& body);

  /// What is wrong, once malformed.
  [[nodiscard]] std::string_view reason() const { return reason_; }

 private:
  enum class Part { size, extension, size_lf, data, data_cr, data_lf, trailer, trailer_lf };

  State take(char c);
  State take_size(char c);
  State take_trailer(char c);
  State end_size_line();
  State end_trailer_line();
  State refuse(std::string_view reason);

  std::size_t limit_;
  std::size_t decoded_ = 0;
  std::uint64_t size_ = 0;
  std::size_t digits_ = 0;
  std::size_t trailer_bytes_ = 0;
  Part part_ = Part::size;
  std::string line_;  // the extensions or the trailer line being read
  std::string_view reason_;
};

}  // namespace debrief::http
