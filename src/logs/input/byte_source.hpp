// SPDX-License-Identifier: Apache-2.0
// Streams of bytes on top of one another: a file, what gzip or zstd packed in it, an entry of an archive.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace debrief::logs {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `size` bytes; 0 at the end, or where damage ends it.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  /// What ended the stream before its end; empty when nothing did.
  [[nodiscard]] const std::string& damage() const { return damage_; }

 protected:
  void damaged(std::string what) {
    if (damage_.empty()) damage_ = std::move(what);
  }

 private:
  std::string damage_;
};

/// A stream whose first bytes have been looked at.
class PeekedSource final : public ByteSource {
 public:
  static constexpr std::size_t kPeeked = 512;
  explicit PeekedSource(ByteSource& source);
  [[nodiscard]] std::string_view head() const { return {head_.data(), head_length_}; }
  std::size_t read(char* buffer, std::size_t size) override;

 private:
  ByteSource& source_;
  std::array<char, kPeeked> head_{};
  std::size_t head_length_ = 0;
  std::size_t at_ = 0;
};

/// What gzip packed, members one after another. What can be unpacked before the damage is delivered.
[[nodiscard]] std::unique_ptr<ByteSource> unpack_gzip(ByteSource& packed);

/// The same for zstd. Frames that need more than 128 MiB of memory are damage.
[[nodiscard]] std::unique_ptr<ByteSource> unpack_zstd(ByteSource& packed);

/// What the first bytes say.
enum class Packing { none, gzip, zstd, archive };
[[nodiscard]] Packing packing_of(std::string_view head);

}  // namespace debrief::logs
