// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/addresses.hpp"

#include "logs/secrets/character.hpp"
#include "logs/secrets/value_shape.hpp"

#include <algorithm>
#include <array>

namespace debrief::logs::secrets {
namespace {

bool in_local_part(char c) {
  return is_word(c) || std::string_view(".+-%'=").find(c) != std::string_view::npos;
}

// Ends of names that stand after "@" and a dot without being domains.
constexpr std::array<std::string_view, 16> kFileEndings = {"service", "socket", "target", "timer", "mount", "slice",
                                                           "scope",   "device", "png",    "jpg",   "svg",   "js",
                                                           "css",     "gz",     "tgz",    "log"};

bool is_domain(std::string_view domain) {
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view top = domain.substr(dot + 1);
  if (top.size() < 2 || top.size() > 24 || !std::all_of(top.begin(), top.end(), is_letter)) return false;
  if (std::find_if(kFileEndings.begin(), kFileEndings.end(), [&](std::string_view ending) {
        return ending.size() == top.size() && has_word_at(top, 0, ending);
      }) != kFileEndings.end())
    return false;
  const std::string_view rest = domain.substr(0, dot);
  if (rest.front() == '-' || rest.find("..") != std::string_view::npos) return false;
  // "pkg@4.17.21.tgz" is a version; "name@163.com" is not.
  return rest.find('.') == std::string_view::npos || std::any_of(rest.begin(), rest.end(), is_letter);
}

// The word that stands before `at`, over blanks, quotes, colons and equals signs: what an address is said to be.
std::string_view word_before(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostSigns = 4;
  constexpr std::size_t kMostWord = 16;
  std::size_t end = at;
  for (std::size_t i = 0;
       i < kMostSigns && end > 0 && std::string_view(" =:\"'(\\").find(text[end - 1]) != std::string_view::npos; ++i)
    --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kMostWord && is_letter(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

bool tells_version(std::string_view word) {
  for (const std::string_view sign : {"version", "ver", "v", "release", "rev", "revision", "build", "firmware", "oid"})
    if (word.size() >= sign.size() && has_word_at(word, word.size() - sign.size(), sign) &&
        (sign.size() > 3 || word.size() == sign.size()))
      return true;
  return false;
}

struct Octets {
  std::array<int, 4> value = {};
  std::size_t end = 0;
};

std::optional<Octets> read_octets(std::string_view text, std::size_t at) {
  Octets octets;
  for (std::size_t part = 0; part < 4; ++part) {
    if (part > 0 && char_at(text, at++) != '.') return std::nullopt;
    const std::size_t begin = at;
    int value = 0;
    for (; is_digit(char_at(text, at)) && at - begin < 3; ++at) value = value * 10 + (text[at] - '0');
    if (at == begin || value > 255 || (text[begin] == '0' && at - begin > 1)) return std::nullopt;
    octets.value[part] = value;
  }
  octets.end = at;
  return octets;
}

bool belongs_to_nobody(const std::array<int, 4>& o) {
  return o[0] == 127 || o[0] == 0 || o[0] == 255 || (o[2] == 0 && o[3] == 0);
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  const char before = char_before(text, begin);
  if (is_word(before) || before == '.') return false;
  if (before == '-' && is_digit(begin > 1 ? text[begin - 2] : '\0') && char_at(text, end) == '-') return false;
  const char after = char_at(text, end);
  if (is_word(after)) return false;
  const char second = char_at(text, end + 1);
  if (after == '.') return !is_letter_or_digit(second);
  return after != '-' || !is_letter(second);
}

bool in_ipv6(char c) {
  return is_hex(c) || c == ':' || c == '.';
}

// Groups of 1 to 4 hexadecimal digits, eight of them or fewer around one "::"; the last two may be an IPv4 address.
bool is_ipv6(std::string_view address) {
  std::size_t groups = 0, digits = 0;
  bool gap = false, any_digit = false;
  for (std::size_t at = 0; at < address.size(); ++at) {
    const char c = address[at];
    if (is_hex(c)) {
      if (digits++ == 0) ++groups;
      if (digits > 4) return false;
      any_digit = any_digit || is_digit(c);
    } else if (c == '.') {
      const std::size_t begin = at - digits;
      const auto octets = read_octets(address, begin);
      if (!octets || octets->end != address.size()) return false;
      return groups + 1 == 8 || (gap && groups + 1 < 8);
    } else {
      digits = 0;
      if (char_at(address, at + 1) != ':') continue;
      if (gap || char_at(address, at + 2) == ':') return false;
      gap = true;
      ++at;
    }
  }
  const std::size_t first = address.find(':');
  const bool telling =
      groups >= 3 || (first >= 3 && first <= 4);  // "fe80::1" is an address, "a1::b" a name in a program
  return gap ? any_digit && telling && groups < 8 : groups == 8;
}

}  // namespace

std::optional<Secret> read_email(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostLocal = 64;
  constexpr std::size_t kMostDomain = 253;
  std::size_t begin = at;
  while (begin > 0 && at - begin < kMostLocal && in_local_part(text[begin - 1])) --begin;
  // "to='a@b.c'" and "user=a@b.c": the sign belongs to what stands around the address.
  for (std::size_t sign = begin; sign < at; ++sign)
    if (text[sign] == '\'' || text[sign] == '=') begin = sign + 1;
  while (begin < at && !is_word(text[begin])) ++begin;
  if (begin == at || !is_letter_or_digit(text[at - 1])) return std::nullopt;
  std::size_t end = at + 1;
  const std::size_t limit = std::min(text.size(), end + kMostDomain);
  while (end < limit && (is_letter_or_digit(text[end]) || text[end] == '-' || text[end] == '.')) ++end;
  while (end > at + 1 && !is_letter_or_digit(text[end - 1])) --end;
  if (!is_domain(text.substr(at + 1, end - at - 1))) return std::nullopt;
  return secret_at(begin, end, "email");
}

std::optional<Secret> read_ipv4(std::string_view text, std::size_t inside) {
  std::size_t begin = inside;
  while (begin > 0 && inside - begin < 16 && (is_digit(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  const auto octets = read_octets(text, begin);
  if (!octets || belongs_to_nobody(octets->value) || !stands_alone(text, begin, octets->end)) return std::nullopt;
  if (tells_version(word_before(text, begin))) return std::nullopt;
  return secret_at(begin, octets->end, "ip-address");
}

std::optional<Secret> read_ipv6(std::string_view text, std::size_t colon) {
  constexpr std::size_t kMost = 45;
  std::size_t begin = colon;
  while (begin > 0 && colon - begin <= kMost && in_ipv6(text[begin - 1])) --begin;
  std::size_t end = colon;
  while (end < text.size() && end - begin <= kMost && in_ipv6(text[end])) ++end;
  while (end > begin && (text[end - 1] == '.' || (text[end - 1] == ':' && char_before(text, end - 1) != ':'))) --end;
  if (is_word(char_before(text, begin)) || is_word(char_at(text, end)) || !is_ipv6(text.substr(begin, end - begin)))
    return std::nullopt;
  return secret_at(begin, end, "ip-address");
}

std::optional<Secret> read_url_password(std::string_view text, std::size_t colon) {
  constexpr std::size_t kMost = 512;
  if (!is_letter_or_digit(char_before(text, colon))) return std::nullopt;
  const std::size_t user = colon + 3;
  const std::size_t limit = std::min(text.size(), user + kMost);
  std::size_t separator = 0, sign = 0;
  for (std::size_t at = user; at < limit; ++at) {
    const char c = text[at];
    if (c <= ' ' || is_quote(c) || c == '<' || c == '>' || c == '?' || c == '#' || c == '\\' ||
        has_word_at(text, at, "://"))
      break;
    // A password may hold a slash that should have been escaped, but then nothing before the "@" looks like a host.
    if (c == '/' && separator == 0) break;
    if (c == ':' && separator == 0) separator = at;
    if (c == '@' && separator != 0) sign = at;
    if (c == '/' && sign != 0) break;
  }
  if (separator == 0 || sign <= separator + 1 || is_placeholder(text.substr(separator + 1, sign - separator - 1)))
    return std::nullopt;
  return secret_at(separator + 1, sign, "url-password");
}

}  // namespace debrief::logs::secrets
