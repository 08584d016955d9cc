// SPDX-License-Identifier: Apache-2.0
#include "connectors/decode_text.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace debrief::connectors {
namespace {

constexpr std::size_t kProbe = 4096;
enum class Width16 { none, little_endian, big_endian };

// What 0x80 to 0x9F mean; 0 where Windows-1252 defines nothing.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// ASCII text in UTF-16 has a zero in nearly every second byte, always on the same side.
Width16 width16_of(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Width16::little_endian;
  if (bytes.starts_with("\xFE\xFF")) return Width16::big_endian;
  const std::string_view probe = bytes.substr(0, std::min(bytes.size(), kProbe) & ~std::size_t{1});
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < probe.size(); ++i)
    if (probe[i] == '\0') ++zeros[i % 2];
  const std::size_t many = probe.size() / 5;
  if (probe.size() >= 4 && zeros[0] == 0 && zeros[1] > many) return Width16::little_endian;
  if (probe.size() >= 4 && zeros[1] == 0 && zeros[0] > many) return Width16::big_endian;
  return Width16::none;
}

std::string from_utf16(std::string_view bytes, Width16 width) {
  const auto unit_at = [&](std::size_t i) {
    const auto first = static_cast<std::uint8_t>(bytes[i]);
    const auto second = static_cast<std::uint8_t>(bytes[i + 1]);
    return static_cast<char32_t>(width == Width16::little_endian ? first | (second << 8) : (first << 8) | second);
  };
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t code = unit_at(i);
    if (code == 0xFEFF && i == 0) continue;
    if (code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit_at(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
  }
  return out;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    char32_t code = byte;
    if (byte >= 0x80 && byte < 0xA0) code = kWindows1252[byte - 0x80] != 0 ? kWindows1252[byte - 0x80] : U'\uFFFD';
    append_utf8(out, code);
  }
  return out;
}

bool has_nul(std::string_view text) {
  return text.substr(0, kProbe).find('\0') != std::string_view::npos;
}

}  // namespace

std::optional<DecodedText> decode_text(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (const Width16 width = width16_of(bytes); width != Width16::none) {
    DecodedText decoded{from_utf16(bytes, width), ""};
    if (has_nul(decoded.text)) return std::nullopt;
    if (bytes.size() % 2 != 0) decoded.remark = "the file ends within a character of UTF-16: it may be cut off";
    return decoded;
  }
  if (has_nul(bytes)) return std::nullopt;
  if (is_utf8(bytes)) return DecodedText{std::string(bytes), ""};
  return DecodedText{from_windows_1252(bytes),
                     "the text is not UTF-8; it was read as Windows-1252, so that letters beyond ASCII may be wrong"};
}

}  // namespace debrief::connectors
