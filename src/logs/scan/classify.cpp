// SPDX-License-Identifier: Apache-2.0
#include "logs/scan/classify.hpp"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace debrief::logs {
namespace {

constexpr std::uint8_t kWord = 1, kDigit = 2, kNewline = 4;

constexpr std::array<std::uint8_t, 256> kClassOf = [] {
  std::array<std::uint8_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool joint = c == '_' || c == '.' || c == ':' || c == '/' || c == '-' || c == '+';
    table[static_cast<std::size_t>(c)] = static_cast<std::uint8_t>((digit || letter || joint || c >= 0x80 ? kWord : 0) |
                                                                   (digit ? kDigit : 0) | (c == '\n' ? kNewline : 0));
  }
  return table;
}();

#if defined(__x86_64__)

// A byte is in a group when the entries of its two halves share the group's bit. Groups of word bytes:
// 1: "+ - . /"   2: "0"…":"   4: "@"+1 … "O", "`"+1 … "o"   8: "P"…"Z", "p"…"z"   16: "_"   32: not ASCII.
__attribute__((target("avx2"))) std::uint64_t bits(const __m256i& matches) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(matches));
}

__attribute__((target("avx2"))) void classify_64(const char* bytes, std::uint64_t& newline, std::uint64_t& word,
                                                 std::uint64_t& digit) {
  const __m256i low_halves = _mm256_setr_epi8(42, 46, 46, 46, 46, 46, 46, 46, 46, 46, 46, 37, 36, 37, 37, 53, 42, 46,
                                              46, 46, 46, 46, 46, 46, 46, 46, 46, 37, 36, 37, 37, 53);
  const __m256i high_halves = _mm256_setr_epi8(0, 0, 1, 2, 4, 24, 4, 8, 32, 32, 32, 32, 32, 32, 32, 32, 0, 0, 1, 2, 4,
                                               24, 4, 8, 32, 32, 32, 32, 32, 32, 32, 32);
  const __m256i half = _mm256_set1_epi8(0x0f);
  const __m256i nine = _mm256_set1_epi8(9);
  const __m256i zero = _mm256_setzero_si256();
  newline = word = digit = 0;
  for (int part = 0; part < 2; ++part) {
    const __m256i text = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32 * part));
    const __m256i low = _mm256_shuffle_epi8(low_halves, _mm256_and_si256(text, half));
    const __m256i high = _mm256_shuffle_epi8(high_halves, _mm256_and_si256(_mm256_srli_epi16(text, 4), half));
    const __m256i value = _mm256_sub_epi8(text, _mm256_set1_epi8('0'));
    word |= (~bits(_mm256_cmpeq_epi8(_mm256_and_si256(low, high), zero)) & 0xffffffffU) << (32 * part);
    digit |= bits(_mm256_cmpeq_epi8(_mm256_min_epu8(value, nine), value)) << (32 * part);
    newline |= bits(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('\n'))) << (32 * part);
  }
}

__attribute__((target("avx2"))) void classify_avx2(std::string_view bytes, const ByteClasses& classes) {
  const std::size_t whole = bytes.size() / 64;
  for (std::size_t k = 0; k < whole; ++k)
    classify_64(bytes.data() + 64 * k, classes.newline[k], classes.word[k], classes.digit[k]);
  if (const std::size_t rest = bytes.size() % 64; rest != 0) {
    std::array<char, 64> last{};
    std::memcpy(last.data(), bytes.data() + 64 * whole, rest);
    classify_64(last.data(), classes.newline[whole], classes.word[whole], classes.digit[whole]);
  }
}

#endif

}  // namespace

void classify_plainly(std::string_view bytes, const ByteClasses& classes) {
  for (std::size_t k = 0; k < words_for(bytes.size()); ++k) {
    std::uint64_t newline = 0, word = 0, digit = 0;
    const std::string_view part = bytes.substr(64 * k, 64);
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::uint8_t byte_class = kClassOf[static_cast<unsigned char>(part[i])];
      word |= static_cast<std::uint64_t>(byte_class & kWord) << i;
      digit |= static_cast<std::uint64_t>((byte_class & kDigit) != 0) << i;
      newline |= static_cast<std::uint64_t>((byte_class & kNewline) != 0) << i;
    }
    classes.newline[k] = newline;
    classes.word[k] = word;
    classes.digit[k] = digit;
  }
}

void classify(std::string_view bytes, const ByteClasses& classes) {
#if defined(__x86_64__)
  static const bool kAvx2 = __builtin_cpu_supports("avx2") != 0;
  if (kAvx2) return classify_avx2(bytes, classes);
#endif
  classify_plainly(bytes, classes);
}

}  // namespace debrief::logs
