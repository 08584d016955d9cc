// SPDX-License-Identifier: Apache-2.0
#include "logs/input/byte_source.hpp"

#include <zlib.h>

#include <new>

namespace debrief::logs {
namespace {

constexpr std::size_t kGzipPiece = 64 * 1024;
constexpr int kGzipOnly = 15 + 16;

class GzipSource final : public ByteSource {
 public:
  explicit GzipSource(ByteSource& packed) : packed_(packed) {
    if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::size_t read(char* buffer, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size && !ended_) step();
    return size - stream_.avail_out;
  }

 private:
  void step() {
    if (stream_.avail_in == 0) refill();
    if (stream_.avail_in == 0) {
      if (inside_) damaged("the gzip file ends before its end: it was cut off, or is still being written");
      if (!packed_.damage().empty()) damaged(packed_.damage());
      ended_ = true;
      return;
    }
    if (!inside_ && !begins_member()) {  // what follows the last member is padding, or nobody's
      ended_ = true;
      return;
    }
    inside_ = true;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inflateReset(&stream_);
      inside_ = false;
      first_ = false;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      damaged(std::string("the gzip data is damaged: ") + (stream_.msg != nullptr ? stream_.msg : "unknown"));
      ended_ = true;
    }
  }

  [[nodiscard]] bool begins_member() const { return first_ || stream_.next_in[0] == 0x1f; }

  void refill() {
    const std::size_t got = packed_.read(input_.data(), input_.size());
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(got);
  }

  ByteSource& packed_;
  z_stream stream_{};
  std::array<char, kGzipPiece> input_{};
  bool inside_ = false, ended_ = false, first_ = true;
};

}  // namespace

std::unique_ptr<ByteSource> unpack_gzip(ByteSource& packed) {
  return std::make_unique<GzipSource>(packed);
}

}  // namespace debrief::logs
