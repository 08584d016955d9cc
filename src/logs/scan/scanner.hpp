// SPDX-License-Identifier: Apache-2.0
// Splits text into lines, lines into static text and variables. A variable is a longest run of word bytes (see
// classify.hpp) that holds a digit; everything else of a line is its static text. Lines of one static text say the same
// with other values, which is what storage, templates and search are built on.
#pragma once

#include "logs/scan/classify.hpp"
#include "logs/scan/static_hash.hpp"

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// Where a variable lies in its line.
struct Slot {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// One line without its newline. The views live until the next line.
struct ScannedLine {
  std::string_view text;
  std::span<const Slot> slots;
  std::uint64_t static_hash = 0;  ///< of the static text and the places of the slots in it
};

/// Owns the buffers of a scan; one for each thread.
class Scanner {
 public:
  /// Bytes behind a text that must be readable, whatever they hold.
  static constexpr std::size_t kPadding = 16;

  /// Calls `sink(const ScannedLine&)` for each line of `text`, the last one with or without a newline. 16 bytes behind
  /// the text are read. Text may be of any bytes; time is linear, memory 3/8 of the longest line.
  template <class Sink>
  void scan(std::string_view text, Sink&& sink);

 private:
  static constexpr std::size_t kWindow = 32 * 1024;

  /// Classes for text, and ends_ = last bytes of variables.
  void prepare(std::string_view window);
  [[nodiscard]] std::size_t start_of_run(std::size_t last) const;
  template <class Sink>
  void scan_line(const char* window, std::size_t begin, std::size_t end, Sink&& sink);

  std::vector<std::uint64_t> newline_, word_, digit_;
  std::vector<Slot> slots_;
};

inline std::size_t Scanner::start_of_run(std::size_t last) const {
  std::size_t k = last / 64;
  std::uint64_t gaps = ~word_[k] & ((1ULL << (last % 64)) - 1);
  while (gaps == 0) {
    if (k == 0) return 0;
    gaps = ~word_[--k];
  }
  return 64 * k + 64 - static_cast<std::size_t>(std::countl_zero(gaps));
}

template <class Sink>
void Scanner::scan_line(const char* window, std::size_t begin, std::size_t end, Sink&& sink) {
  slots_.clear();
  StaticHash hash;
  const char* piece = window + begin;
  for (std::size_t k = begin / 64; 64 * k < end; ++k) {
    std::uint64_t lasts = digit_[k];
    if (64 * k < begin) lasts &= ~0ULL << (begin % 64);
    if (end - 64 * k < 64) lasts &= (1ULL << (end % 64)) - 1;
    for (; lasts != 0; lasts &= lasts - 1) {
      const std::size_t last = 64 * k + static_cast<std::size_t>(std::countr_zero(lasts));
      const std::size_t first = start_of_run(last);
      slots_.push_back({static_cast<std::uint32_t>(first - begin), static_cast<std::uint32_t>(last + 1 - begin)});
      hash.add(piece, static_cast<std::size_t>(window + first - piece));
      piece = window + last + 1;
    }
  }
  hash.add(piece, static_cast<std::size_t>(window + end - piece));
  sink(ScannedLine{{window + begin, end - begin}, slots_, hash.value()});
}

template <class Sink>
void Scanner::scan(std::string_view text, Sink&& sink) {
  std::size_t size = kWindow;
  while (!text.empty()) {
    const std::string_view window = text.substr(0, size);
    prepare(window);
    std::size_t begin = 0;
    for (std::size_t k = 0; k < words_for(window.size()); ++k) {
      for (std::uint64_t ends = newline_[k]; ends != 0; ends &= ends - 1) {
        const std::size_t end = 64 * k + static_cast<std::size_t>(std::countr_zero(ends));
        scan_line(window.data(), begin, end, sink);
        begin = end + 1;
      }
    }
    if (window.size() == text.size()) {
      if (begin < text.size()) scan_line(window.data(), begin, text.size(), sink);
      return;
    }
    // A line longer than the window is tried again with a larger one.
    size = begin == 0 ? size * 2 : kWindow;
    text.remove_prefix(begin);
  }
}

}  // namespace debrief::logs
