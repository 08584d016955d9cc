// SPDX-License-Identifier: Apache-2.0
// Bytes in compressed pieces, so that a reader unpacks only the pieces it needs.
#pragma once

#include "logs/store/bytes.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace debrief::logs {

/// Compresses with zstd; one for each thread.
class Compressor {
 public:
  explicit Compressor(int level);
  /// Appends the compressed bytes to `out`.
  void compress(std::string_view bytes, std::string& out);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  std::unique_ptr<char[]> packed_;  // room for the result, kept since fresh memory is slow
  std::size_t room_ = 0;
};

/// The inverse; throws Damaged unless exactly `size` bytes come out.
[[nodiscard]] std::string decompress(std::string_view bytes, std::size_t size);

/// Writes pieces one after another; a piece never lies in two frames.
class FrameWriter {
 public:
  static constexpr std::size_t kFrameSize = 192UL * 1024;

  /// The compressor must outlive the writer.
  explicit FrameWriter(Compressor& compressor) : compressor_(compressor) {}
  void add(std::string_view piece);
  /// Appends the table of frames and the frames themselves. The writer is empty afterwards and can be used again.
  void finish(std::string& out);

 private:
  void close();

  Compressor& compressor_;
  std::string open_;
  std::string closed_;
  std::vector<std::pair<std::size_t, std::size_t>> sizes_;  // of each frame: unpacked, packed
};

/// Reads pieces by where they lie in the whole. Views live as long as the reader. Not for two threads at once.
class FrameReader {
 public:
  /// `bytes` must outlive the reader.
  explicit FrameReader(std::string_view bytes);
  [[nodiscard]] std::string_view piece(std::size_t offset, std::size_t size);

 private:
  struct Frame {
    std::size_t begin = 0;  // in the whole
    std::size_t size = 0;
    std::string_view packed;
    std::unique_ptr<std::string> unpacked;
  };
  std::vector<Frame> frames_;
};

}  // namespace debrief::logs
