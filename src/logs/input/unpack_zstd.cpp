// SPDX-License-Identifier: Apache-2.0
#include "logs/input/byte_source.hpp"

#include <zstd.h>

#include <new>

namespace debrief::logs {
namespace {

constexpr std::size_t kZstdPiece = 64 * 1024;
constexpr int kLargestWindow = 27;  // 128 MiB, what zstd itself allows without being asked

struct Free {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

class ZstdSource final : public ByteSource {
 public:
  explicit ZstdSource(ByteSource& packed) : packed_(packed), context_(ZSTD_createDCtx()) {
    if (!context_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kLargestWindow);
  }

  std::size_t read(char* buffer, std::size_t size) override {
    ZSTD_outBuffer out{buffer, size, 0};
    while (out.pos == 0 && !ended_) step(out);
    return out.pos;
  }

 private:
  void step(ZSTD_outBuffer& out) {
    if (in_.pos == in_.size && !flushing_) {
      in_ = {input_.data(), packed_.read(input_.data(), input_.size()), 0};
      if (in_.size == 0) {
        if (inside_) damaged("the zstd file ends before its end: it was cut off, or is still being written");
        if (!packed_.damage().empty()) damaged(packed_.damage());
        ended_ = true;
        return;
      }
    }
    const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in_);
    if (ZSTD_isError(left) != 0U) {
      damaged(std::string("the zstd data is damaged: ") + ZSTD_getErrorName(left));
      ended_ = true;
      return;
    }
    inside_ = left != 0;
    flushing_ = inside_ && out.pos == out.size;  // there may be more of what has been read
  }

  ByteSource& packed_;
  std::unique_ptr<ZSTD_DCtx, Free> context_;
  std::array<char, kZstdPiece> input_{};
  ZSTD_inBuffer in_{};
  bool inside_ = false, ended_ = false, flushing_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> unpack_zstd(ByteSource& packed) {
  return std::make_unique<ZstdSource>(packed);
}

}  // namespace debrief::logs
