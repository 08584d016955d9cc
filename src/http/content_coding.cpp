// SPDX-License-Identifier: Apache-2.0
#include "http/content_coding.hpp"

#include "base/text.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace debrief::http {
namespace {

constexpr std::size_t kLeastBytes = 1024;
constexpr int kLevel = 3;             // about half the time of zlib's default for a few per cent more bytes
constexpr int kGzipWindow = 15 + 16;  // the largest window, gzip instead of zlib framing

std::string_view header_of(const Response& response, std::string_view lower_case_name) {
  for (const auto& [name, value] : response.headers) {
    if (to_lower(name) == lower_case_name) return value;
  }
  return {};
}

bool is_compressible(std::string_view content_type) {
  static constexpr std::array<std::string_view, 5> kTypes{"application/json", "application/javascript",
                                                          "application/xml", "application/x-ndjson", "image/svg+xml"};
  const std::string type = to_lower(trim(content_type.substr(0, content_type.find(';'))));
  if (type.starts_with("text/")) return type != "text/event-stream";
  if (type.ends_with("+json") || type.ends_with("+xml")) return true;
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// "q=0", "q=0.0" and so on.
bool is_refused(std::string_view parameters) {
  for (std::string_view parameter : split(parameters, ';')) {
    parameter = trim(parameter);
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    return parameter.find_first_of("123456789") == std::string_view::npos;
  }
  return false;
}

struct Stream {
  z_stream state{};
  Stream() {
    if (deflateInit2(&state, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  ~Stream() { deflateEnd(&state); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  for (std::string_view entry : split(accept_encoding, ',')) {
    const std::size_t semicolon = std::min(entry.find(';'), entry.size());
    const std::string coding = to_lower(trim(entry.substr(0, semicolon)));
    const bool accepted = !is_refused(entry.substr(semicolon));
    if (coding == "gzip" || coding == "x-gzip") return accepted;
    if (coding == "*") any = accepted;
  }
  return any;
}

std::string gzip(std::string_view bytes) {
  Stream stream;
  std::string out;
  std::string piece(64 * 1024, '\0');
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 30U;  // zlib counts in 32 bits
  int outcome = Z_OK;
  while (outcome != Z_STREAM_END) {
    if (stream.state.avail_in == 0 && !bytes.empty()) {
      const std::string_view next = bytes.substr(0, kMostAtOnce);
      // zlib's interface lacks const; it does not write to its input.
      stream.state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(next.data()));
      stream.state.avail_in = static_cast<uInt>(next.size());
      bytes.remove_prefix(next.size());
    }
    stream.state.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.state.avail_out = static_cast<uInt>(piece.size());
    outcome = deflate(&stream.state, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    if (outcome == Z_STREAM_ERROR) throw std::bad_alloc();
    out.append(piece, 0, piece.size() - stream.state.avail_out);
  }
  return out;
}

void compress(Response& response, std::string_view accept_encoding) {
  if (response.shared_body || response.body.size() <= kLeastBytes || response.status == 206) return;
  if (!header_of(response, "content-encoding").empty()) return;
  if (!is_compressible(header_of(response, "content-type"))) return;
  response.set("Vary", "Accept-Encoding");
  if (!accepts_gzip(accept_encoding)) return;
  response.body = gzip(response.body);
  response.set("Content-Encoding", "gzip");
}

}  // namespace debrief::http
