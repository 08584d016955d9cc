// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace debrief::cli {
namespace {

void put(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fputc('\n', stream);
}

}  // namespace

void print(std::string_view data) { put(stdout, data); }
void print_bytes(std::string_view data) { std::fwrite(data.data(), 1, data.size(), stdout); }
void say(std::string_view talk) { put(stderr, talk); }

int report(const Error& error) {
  std::string text = "debrief: " + harmless(error.message);
  if (!error.field.empty()) text += " (" + harmless(error.field) + ")";
  say(text);
  if (!error.help.empty()) say("  " + harmless(error.help));
  return kFailed;
}

std::string harmless(std::string_view text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    // U+202A…U+202E and U+2066…U+2069 change the direction of what follows.
    const bool bidi = c == 0xE2 && i + 2 < text.size() &&
                      ((static_cast<unsigned char>(text[i + 1]) == 0x80 && static_cast<unsigned char>(text[i + 2]) >= 0xAA && static_cast<unsigned char>(text[i + 2]) <= 0xAE) ||
                       (static_cast<unsigned char>(text[i + 1]) == 0x81 && static_cast<unsigned char>(text[i + 2]) >= 0xA6 && static_cast<unsigned char>(text[i + 2]) <= 0xA9));
    if (bidi) {
      safe += '?';
      i += 2;
    } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
      safe += '?';
    } else {
      safe += text[i];
    }
  }
  return safe;
}

Progress::Progress(std::string what, std::size_t total) : what_(std::move(what)), total_(total), shown_(isatty(STDERR_FILENO) == 1 && total > 1) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::step(std::size_t done) {
  if (!shown_) return;
  constexpr std::size_t kWidth = 30;
  const std::size_t filled = total_ == 0 ? kWidth : std::min(kWidth, done * kWidth / total_);
  std::fprintf(stderr, "\r\033[K%s [%s%s] %zu of %zu", what_.c_str(), std::string(filled, '=').c_str(), std::string(kWidth - filled, ' ').c_str(), done, total_);
  std::fflush(stderr);
}

}  // namespace debrief::cli
