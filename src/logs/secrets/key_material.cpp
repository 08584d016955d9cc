// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/key_material.hpp"

#include "logs/secrets/character.hpp"

#include <algorithm>

namespace debrief::logs::secrets {
namespace {

constexpr std::size_t kLongestBlock = 65'536;

bool in_base64(char c) {
  return is_letter_or_digit(c) || c == '+' || c == '/';
}
bool in_url_base64(char c) {
  return is_word(c) || c == '-';
}

std::size_t skip_url_base64(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kLongestBlock);
  while (at < limit && in_url_base64(text[at])) ++at;
  return at;
}

}  // namespace

std::optional<Secret> read_private_key(std::string_view text, std::size_t begin) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  constexpr std::string_view kEnd = "-----END ";
  constexpr std::size_t kMostTitle = 64;
  if (!text.substr(begin).starts_with(kBegin)) return std::nullopt;
  const std::string_view head = text.substr(begin + kBegin.size(), kMostTitle);
  const std::size_t title_end = head.find("-----");
  if (title_end == std::string_view::npos || head.substr(0, title_end).find("PRIVATE KEY") == std::string_view::npos)
    return std::nullopt;
  const std::size_t body = begin + kBegin.size() + title_end + 5;
  const std::string_view rest = text.substr(body, kLongestBlock);
  const std::size_t last = rest.find(kEnd);
  if (last == std::string_view::npos) return secret_at(begin, body + rest.size(), "private-key");
  const std::size_t close = rest.find("-----", last + kEnd.size());
  const std::size_t end =
      close == std::string_view::npos || close > last + kEnd.size() + kMostTitle ? last + kEnd.size() : close + 5;
  return secret_at(begin, body + end, "private-key");
}

std::optional<Secret> read_key_line(std::string_view text) {
  constexpr std::size_t kShortest = 16;
  constexpr std::size_t kLongest = 76;
  std::size_t begin = 0, end = text.size();
  while (begin < end && is_blank(text[begin])) ++begin;
  while (end > begin && (is_blank(text[end - 1]) || text[end - 1] == '\r' || text[end - 1] == '\n')) --end;
  const std::string_view line = text.substr(begin, end - begin);
  if (line.size() < kShortest || line.size() > kLongest) return std::nullopt;
  const bool padded = line.back() == '=' && line.size() % 4 == 0;
  if (!padded && line.size() != 64 && line.size() != 70 && line.size() != 76) return std::nullopt;
  const std::string_view body = line.substr(0, std::min(line.find('='), line.size()));
  if (line.size() - body.size() > 2 || !std::all_of(body.begin(), body.end(), in_base64)) return std::nullopt;
  const bool mixed = std::any_of(body.begin(), body.end(), is_upper) &&
                     std::any_of(body.begin(), body.end(), is_lower) && std::any_of(body.begin(), body.end(), is_digit);
  if (!mixed) return std::nullopt;
  return secret_at(begin, end, "private-key");
}

std::optional<Secret> read_jwt(std::string_view text, std::size_t begin) {
  constexpr std::size_t kShortestPart = 8;
  if (!text.substr(begin).starts_with("eyJ") || in_url_base64(char_before(text, begin))) return std::nullopt;
  const std::size_t header = skip_url_base64(text, begin);
  if (header - begin < kShortestPart || char_at(text, header) != '.') return std::nullopt;
  const std::size_t payload = skip_url_base64(text, header + 1);
  if (payload - header <= kShortestPart) return std::nullopt;
  std::size_t end = payload;
  // A signed token has three parts, an encrypted one five.
  for (int part = 0; part < 3 && char_at(text, end) == '.'; ++part) {
    const std::size_t next = skip_url_base64(text, end + 1);
    if (next == end + 1) break;
    end = next;
  }
  if (end == payload && text.substr(header + 1, 3) != "eyJ") return std::nullopt;
  return secret_at(begin, end, "jwt");
}

}  // namespace debrief::logs::secrets
