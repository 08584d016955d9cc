// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include "base/ascii.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace debrief::http {
namespace {

constexpr std::size_t kMostQueryValues = 500;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

Result<std::string> decode_path(std::string_view raw) {
  for (const std::string_view encoded_slash : {"%2F", "%2f"}) {
    if (raw.find(encoded_slash) != std::string_view::npos) return invalid("the path contains an encoded \"/\"");
  }
  std::string path = TRY(percent_decode(raw));
  if (std::any_of(path.begin(), path.end(), is_control)) return invalid("the path contains a control character");
  for (const std::string_view segment : split(path, '/')) {
    if (segment == "." || segment == "..") return invalid("the path contains a \"{}\" segment", segment);
  }
  return path;
}

Result<std::map<std::string, std::string>> decode_query(std::string_view raw) {
  std::map<std::string, std::string> query;
  if (raw.empty()) return query;
  const std::vector<std::string_view> pairs = split(raw, '&');
  if (pairs.size() > kMostQueryValues) return invalid("the query has more than {} values", kMostQueryValues);
  for (const std::string_view pair : pairs) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name = TRY(percent_decode(pair.substr(0, equals), true));
    std::string value = TRY(percent_decode(pair.substr(std::min(equals + 1, pair.size())), true));
    query.insert_or_assign(std::move(name), std::move(value));
  }
  return query;
}

// Removes "http://authority" or "https://authority" from the front and returns the authority.
Result<std::string> take_authority(std::string_view& raw) {
  std::size_t scheme = 0;
  if (to_lower(raw.substr(0, 7)) == "http://") scheme = 7;
  if (to_lower(raw.substr(0, 8)) == "https://") scheme = 8;
  if (scheme == 0) return invalid("the target is neither a path nor an http address");
  const std::size_t end = std::min(raw.find_first_of("/?", scheme), raw.size());
  const std::string authority(raw.substr(scheme, end - scheme));
  if (authority.empty() || authority.find('@') != std::string::npos) return invalid("the target names no valid host");
  raw.remove_prefix(end);
  return authority;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return invalid("a \"%\" is not followed by two hexadecimal digits");
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (decoded.find('\0') != std::string::npos) return invalid("the target contains an encoded NUL");
  if (!is_utf8(decoded)) return invalid("the target is not UTF-8");
  return decoded;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return encoded;
}

Result<Target> parse_target(std::string_view raw) {
  const auto visible_ascii = [](char c) { return c > 0x20 && c < 0x7F; };
  if (!std::all_of(raw.begin(), raw.end(), visible_ascii)) {
    return invalid("the target contains a space, a control character or an unencoded character beyond ASCII");
  }
  if (raw.find('#') != std::string_view::npos) return invalid("the target contains a fragment");
  Target target;
  if (!raw.starts_with('/')) target.authority = TRY(take_authority(raw));
  const std::size_t question = std::min(raw.find('?'), raw.size());
  const std::string_view path = raw.substr(0, question);
  target.path = path.empty() ? "/" : TRY(decode_path(path));
  target.query = TRY(decode_query(raw.substr(std::min(question + 1, raw.size()))));
  return target;
}

}  // namespace debrief::http
