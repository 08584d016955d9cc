// SPDX-License-Identifier: Apache-2.0
#include "logs/store/frames.hpp"

#include <zstd.h>

#include <algorithm>

namespace debrief::logs {

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const {
  ZSTD_freeCCtx(context);
}

Compressor::Compressor(int level) : context_(ZSTD_createCCtx()) {
  if (!context_) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
}

void Compressor::compress(std::string_view bytes, std::string& out) {
  if (const std::size_t most = ZSTD_compressBound(bytes.size()); most > room_) {
    packed_.reset(new char[most]);
    room_ = most;
  }
  const std::size_t size = ZSTD_compress2(context_.get(), packed_.get(), room_, bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(size));
  out.append(packed_.get(), size);
}

std::string decompress(std::string_view bytes, std::size_t size) {
  static thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                                         &ZSTD_freeDCtx);
  std::string out(size, '\0');
  const std::size_t got = ZSTD_decompressDCtx(context.get(), out.data(), size, bytes.data(), bytes.size());
  if (ZSTD_isError(got) != 0) throw Damaged(std::string("zstd: ") + ZSTD_getErrorName(got));
  if (got != size) throw Damaged("a frame has another size than it should");
  return out;
}

void FrameWriter::add(std::string_view piece) {
  if (!open_.empty() && open_.size() + piece.size() > kFrameSize) close();
  open_ += piece;
}

void FrameWriter::close() {
  const std::size_t before = closed_.size();
  compressor_.compress(open_, closed_);
  sizes_.emplace_back(open_.size(), closed_.size() - before);
  open_.clear();
}

void FrameWriter::finish(std::string& out) {
  if (!open_.empty()) close();
  put_number(out, sizes_.size());
  for (const auto& [unpacked, packed] : sizes_) {
    put_number(out, unpacked);
    put_number(out, packed);
  }
  out += closed_;
  closed_.clear();
  sizes_.clear();
}

FrameReader::FrameReader(std::string_view bytes) {
  static constexpr std::size_t kLargestFrame = 1UL << 27;
  ByteReader reader(bytes);
  frames_.resize(reader.count(bytes.size()));
  std::vector<std::size_t> packed(frames_.size());
  std::size_t begin = 0;
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    frames_[i].begin = begin;
    frames_[i].size = reader.count(kLargestFrame);
    packed[i] = reader.count(bytes.size());
    begin += frames_[i].size;
  }
  for (std::size_t i = 0; i < frames_.size(); ++i) frames_[i].packed = reader.take(packed[i]);
}

std::string_view FrameReader::piece(std::size_t offset, std::size_t size) {
  if (size == 0) return {};
  const auto after = std::upper_bound(frames_.begin(), frames_.end(), offset,
                                      [](std::size_t at, const Frame& frame) { return at < frame.begin; });
  if (after == frames_.begin()) throw Damaged("there is no such frame");
  Frame& frame = *std::prev(after);
  if (offset + size > frame.begin + frame.size) throw Damaged("a piece reaches over its frame");
  if (!frame.unpacked) frame.unpacked = std::make_unique<std::string>(decompress(frame.packed, frame.size));
  return std::string_view(*frame.unpacked).substr(offset - frame.begin, size);
}

}  // namespace debrief::logs
