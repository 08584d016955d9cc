// SPDX-License-Identifier: Apache-2.0
#include "changeset/utf16.hpp"

#include <cstdint>

namespace debrief::changeset {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

void append_utf16(std::u16string& out, char32_t code) {
  if (code < 0x10000) {
    out += static_cast<char16_t>(code);
    return;
  }
  out += static_cast<char16_t>(0xD7C0 + (code >> 10));
  out += static_cast<char16_t>(0xDC00 + (code & 0x3FF));
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      put(0xE0 | (code >> 12));
    } else {
      put(0xF0 | (code >> 18));
      put(0x80 | ((code >> 12) & 0x3F));
    }
    put(0x80 | ((code >> 6) & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

// How many bytes the character has that begins with this byte; 0 when none does.
std::size_t length_after(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

char32_t decode(std::string_view bytes) {
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const std::size_t size = bytes.size();
  char32_t code = static_cast<unsigned char>(bytes[0]) & (size == 1 ? 0x7F : 0xFF >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if ((byte & 0xC0) != 0x80) return kReplacement;
    code = (code << 6) | (byte & 0x3F);
  }
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return code < kLeast[size] || surrogate || code > 0x10FFFF ? kReplacement : code;
}

bool is_pair(std::u16string_view text, std::size_t at) {
  return is_high_surrogate(text[at]) && at + 1 < text.size() && is_low_surrogate(text[at + 1]);
}

}  // namespace

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = length_after(static_cast<unsigned char>(text[i]));
    const bool whole = size > 0 && i + size <= text.size();
    const char32_t code = whole ? decode(text.substr(i, size)) : kReplacement;
    append_utf16(out, code);
    i += code == kReplacement && (!whole || text.substr(i, size) != "\xEF\xBF\xBD") ? 1 : size;
  }
  return out;
}

std::string to_utf8(std::u16string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t unit = text[i];
    if (is_pair(text, i)) {
      append_utf8(out, 0x10000 + ((static_cast<char32_t>(unit) & 0x3FF) << 10) + (text[++i] & 0x3FF));
    } else {
      append_utf8(out, is_high_surrogate(unit) || is_low_surrogate(unit) ? kReplacement : unit);
    }
  }
  return out;
}

std::size_t utf8_size(std::u16string_view text) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_pair(text, i)) {
      size += 4;
      ++i;
    } else {
      size += text[i] < 0x80 ? 1 : text[i] < 0x800 ? 2 : 3;
    }
  }
  return size;
}

bool splits_pair(std::u16string_view text, std::size_t offset) {
  return offset > 0 && offset < text.size() && is_low_surrogate(text[offset]) && is_high_surrogate(text[offset - 1]);
}

bool is_document_text(std::u16string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == u'\0' || text[i] == u'\r') return false;
    if (is_pair(text, i)) {
      ++i;
    } else if (is_high_surrogate(text[i]) || is_low_surrogate(text[i])) {
      return false;
    }
  }
  return true;
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

}  // namespace debrief::changeset
