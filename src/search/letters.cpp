// SPDX-License-Identifier: Apache-2.0
#include "search/letters.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace debrief::search {
namespace {

struct Range {
  char32_t first, last;
};

// Sorted. What lies outside and above U+00BF is taken for a letter.
constexpr Range kSeparators[] = {
    {0xD7, 0xD7},       {0xF7, 0xF7},       {0x2C2, 0x2DF},     {0x37E, 0x37E},     {0x387, 0x387},
    {0x55A, 0x55F},     {0x589, 0x58F},     {0x5BE, 0x5BE},     {0x5F3, 0x60F},     {0x61B, 0x61F},
    {0x66A, 0x66D},     {0x6D4, 0x6D4},     {0x964, 0x965},     {0xE3F, 0xE3F},     {0x2000, 0x200A},
    {0x200E, 0x2070},   {0x2074, 0x207E},   {0x2080, 0x208F},   {0x20A0, 0x20CF},   {0x2100, 0x2BFF},
    {0x2E00, 0x2FFF},   {0x3000, 0x3004},   {0x3007, 0x3030},   {0x303D, 0x303F},   {0x30FB, 0x30FB},
    {0xE000, 0xF8FF},   {0xFD3E, 0xFD3F},   {0xFE10, 0xFE1F},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF0F},
    {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},   {0xFFE0, 0xFFFF},   {0x1D000, 0x1D7FF},
    {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};

constexpr Range kIgnored[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},  {0x64B, 0x65F},
                              {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x2060, 0x2060},
                              {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};

constexpr Range kWide[] = {{0x2E80, 0x2EFF}, {0x3005, 0x3006},   {0x3031, 0x303C},  {0x3040, 0x30FA},
                           {0x30FC, 0x30FF}, {0x31F0, 0x31FF},   {0x3400, 0x4DBF},  {0x4E00, 0x9FFF},
                           {0xF900, 0xFAFF}, {0xFF66, 0xFF9F},   {0x20000, 0x3FFFF}};

template <std::size_t N>
bool is_in(const Range (&ranges)[N], char32_t code) {
  const Range* after = std::upper_bound(std::begin(ranges), std::end(ranges), code,
                                        [](char32_t c, const Range& range) { return c < range.first; });
  return after != std::begin(ranges) && code <= (after - 1)->last;
}

// Base letters of U+00C0..U+017F (Unicode's canonical decompositions, and the usual spellings of the
// letters that have none). '2' marks letters that become two, '.' those that are no letters.
constexpr std::string_view kLatinBase =
    "aaaaaa2ceeeeiiii"
    "dnooooo.ouuuuy22"
    "aaaaaa2ceeeeiiii"
    "dnooooo.ouuuuy2y"
    "aaaaaaccccccccdd"
    "ddeeeeeeeeeegggg"
    "gggghhhhiiiiiiii"
    "ii22jjkkklllllll"
    "lllnnnnnnnnnoooo"
    "oo22rrrrrrssssss"
    "ssttttttuuuuuuuu"
    "uuuuwwyyyzzzzzzs";
static_assert(kLatinBase.size() == 0x180 - 0xC0);

// The forms that Greek accents fold to, for U+0386..U+03CE; 0 where the plain rule applies.
char32_t greek_base(char32_t code) {
  switch (code) {
    case 0x386: case 0x3AC: return 0x3B1;
    case 0x388: case 0x3AD: return 0x3B5;
    case 0x389: case 0x3AE: return 0x3B7;
    case 0x38A: case 0x390: case 0x3AA: case 0x3AF: case 0x3CA: return 0x3B9;
    case 0x38C: case 0x3CC: return 0x3BF;
    case 0x38E: case 0x3AB: case 0x3B0: case 0x3CB: case 0x3CD: return 0x3C5;
    case 0x38F: case 0x3CE: return 0x3C9;
    case 0x3C2: return 0x3C3;
    default: return code >= 0x391 && code <= 0x3A9 ? code + 32 : code;
  }
}

char32_t cyrillic_base(char32_t code) {
  if (code == 0x401 || code == 0x451) return 0x435;
  if (code >= 0x400 && code <= 0x40F) return code + 80;
  if (code >= 0x410 && code <= 0x42F) return code + 32;
  if (code == 0x4C0) return 0x4CF;
  if (code >= 0x4C1 && code <= 0x4CE) return code % 2 == 1 ? code + 1 : code;
  if (code >= 0x460) return code % 2 == 0 ? code + 1 : code;
  return code;
}

std::string_view two_letters(char32_t code) {
  switch (code) {
    case 0xC6: case 0xE6: return "ae";
    case 0xDE: case 0xFE: return "th";
    case 0xDF: return "ss";
    case 0x132: case 0x133: return "ij";
    default: return "oe";
  }
}

bool is_upper(char32_t code) {
  if (code >= 0xC0 && code <= 0xDE) return true;
  if ((code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177)) return code % 2 == 0;
  if ((code >= 0x139 && code <= 0x148) || (code >= 0x178 && code <= 0x17E)) return code % 2 == 1 || code == 0x178;
  if (code >= 0x386 && code <= 0x3AB) return code != 0x390;
  if (code >= 0x400 && code <= 0x42F) return true;
  if (code >= 0x460 && code <= 0x52F) return cyrillic_base(code) != code;
  if (code >= 0x1E00 && code <= 0x1EFF) return code % 2 == 0;
  return code >= 0xFF21 && code <= 0xFF3A;
}

char32_t fold_other(char32_t code) {
  if (code >= 0x370 && code <= 0x3FF) return greek_base(code);
  if (code >= 0x400 && code <= 0x52F) return cyrillic_base(code);
  if (code >= 0x531 && code <= 0x556) return code + 48;
  if (code >= 0x1E00 && code <= 0x1EFF) return code % 2 == 0 ? code + 1 : code;
  if (code >= 0xFF10 && code <= 0xFF19) return code - 0xFF10 + '0';
  if (code >= 0xFF21 && code <= 0xFF3A) return code - 0xFF21 + 'a';
  if (code >= 0xFF41 && code <= 0xFF5A) return code - 0xFF41 + 'a';
  return code;
}

void append_utf8(std::string& word, char32_t code) {
  const auto byte = [&](char32_t bits) { word += static_cast<char>(bits); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

constexpr Character kBroken{0xFFFD, 1};

}  // namespace

Character decode_beyond_ascii(std::string_view text) {
  const auto at = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[i]); };
  const char32_t lead = at(0);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return kBroken;
  char32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0U) != 0x80) return kBroken;
    code = code << 6 | (at(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < smallest[length] || surrogate || code > 0x10FFFF ? kBroken : Character{code, length};
}

CharClass class_beyond_ascii(char32_t code) {
  if (code < 0xC0) {
    if (code == 0xAD) return CharClass::ignored;
    return code == 0xAA || code == 0xB5 || code == 0xBA ? CharClass::lower : CharClass::separator;
  }
  if (code >= 0xFF10 && code <= 0xFF19) return CharClass::digit;
  if (is_in(kIgnored, code)) return CharClass::ignored;
  if (is_in(kWide, code)) return CharClass::wide;
  if (is_in(kSeparators, code)) return CharClass::separator;
  return is_upper(code) ? CharClass::upper : CharClass::lower;
}

void append_folded(std::string& word, char32_t code) {
  if (code < 0x80) {
    word += static_cast<char>(code >= 'A' && code <= 'Z' ? code + 32 : code);
  } else if (code >= 0xC0 && code < 0x180 && kLatinBase[code - 0xC0] != '.') {
    const char base = kLatinBase[code - 0xC0];
    if (base == '2') word += two_letters(code);
    else word += base;
  } else {
    append_utf8(word, fold_other(code));
  }
}

}  // namespace debrief::search
