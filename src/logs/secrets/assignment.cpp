// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/assignment.hpp"

#include "base/base64.hpp"
#include "logs/secrets/assigned_value.hpp"
#include "logs/secrets/character.hpp"
#include "logs/secrets/key_material.hpp"
#include "logs/secrets/token_rules.hpp"
#include "logs/secrets/value_shape.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace debrief::logs::secrets {
namespace {

using enum KeyKind;

constexpr KeyRule kKeyRules[] = {
    {"password", "password", password},
    {"passwd", "password", password},
    {"passphrase", "password", password},
    {"passwort", "password", password},
    {"pwd", "password", password},
    {"secret", "secret", secret},
    {"credential", "secret", secret},
    {"token", "token", token},
    {"apikey", "api-key", token},
    {"api_key", "api-key", token},
    {"api-key", "api-key", token},
    {"api key", "api-key", token},
    {"accesskey", "access-key", token},
    {"access_key", "access-key", token},
    {"access-key", "access-key", token},
    {"accountkey", "access-key", token},
    {"account_key", "access-key", token},
    {"account-key", "access-key", token},
    {"privatekey", "secret-key", token},
    {"private_key", "secret-key", token},
    {"private-key", "secret-key", token},
    {"signing_key", "secret-key", token},
    {"signing-key", "secret-key", token},
    {"signingkey", "secret-key", token},
    {"encryption_key", "secret-key", token},
    {"encryption-key", "secret-key", token},
    {"encryptionkey", "secret-key", token},
    {"master_key", "secret-key", token},
    {"masterkey", "secret-key", token},
    {"auth_key", "secret-key", token},
    {"authkey", "secret-key", token},
    {"app_key", "api-key", token},
    {"appkey", "api-key", token},
    {"license_key", "secret-key", token},
    {"licensekey", "secret-key", token},
    {"webhook_key", "secret-key", token},
    {"integration_key", "api-key", token},
    {"routing_key", "api-key", token},
    {"sessionid", "session", token},
    {"session_id", "session", token},
    {"session-id", "session", token},
    {"sessid", "session", token},
    {"signature", "signature", token},
    {"sig=", "signature", token},
    {"_key", "api-key", key},
    {"-key", "api-key", key},
    {"key", "api-key", key},
    {"authorization", "authorization", authorization},
    {"cookie", "cookie", cookie},
    {"bearer ", "bearer-token", bearer},
    {"basic ", "basic-credentials", basic},
    {" -u ", "password", user_option},
    {" --user ", "password", user_option},
};

// What may follow the word within the key: "token" goes on as "token_value", but not as "tokenizer" or "token_type".
constexpr std::array<std::string_view, 20> kEndings = {
    "",    "value", "hash", "text", "string",  "base64", "encoded", "key", "plain", "raw",
    "env", "prod",  "dev",  "test", "staging", "data",   "new",     "old", "user",  "b64"};

// Keys that end in "token" or "session id" and are no secrets: marks of pages and of parsers.
constexpr std::array<std::string_view, 7> kHarmless = {"nextpage",   "page",       "continuation", "sync",
                                                       "pagination", "unexpected", "continue"};

// Keys of tables, caches and queues.
constexpr std::array<std::string_view, 22> kHarmlessKeys = {
    "cache",   "primary",       "foreign",     "partition", "sort",     "row",        "shard", "lock",
    "dedup",   "deduplication", "idempotency", "public",    "object",   "bucket",     "group", "index",
    "storage", "message",       "lookup",      "hash",      "sharding", "fingerprint"};

struct Key {
  std::size_t begin = 0;
  std::size_t end = 0;
};

constexpr std::size_t kLongestKey = 64;
constexpr std::size_t kMostValue = 4'096;
constexpr std::size_t kMostValueOfMany = 128;

bool in_key(char c) {
  return is_word(c) || c == '-' || c == '.';
}

bool has_known_ending(std::string_view ending) {
  std::string bare;
  for (const char c : ending)
    if (is_letter(c) || (is_digit(c) && !bare.empty())) bare += lower(c);
  if (bare == "s" || bare.size() > 8) return false;
  return std::find(kEndings.begin(), kEndings.end(), bare) != kEndings.end();
}

bool is_harmless(std::string_view beginning, KeyKind kind) {
  std::string bare;
  for (const char c : beginning)
    if (is_letter(c)) bare += lower(c);
  const auto ends = [&](std::string_view word) { return bare.ends_with(word); };
  if (kind == password) return bare == "no";  // NOPASSWD in rules of sudo
  if (kind == token) return std::any_of(kHarmless.begin(), kHarmless.end(), ends);
  return kind == KeyKind::key && (bare.empty() || std::any_of(kHarmlessKeys.begin(), kHarmlessKeys.end(), ends));
}

std::optional<Key> read_key(std::string_view text, std::size_t begin, const KeyRule& rule) {
  Key key{begin, begin + rule.word.size()};
  if (rule.word.back() == '=') {
    // The whole key: only as a query parameter or a pair of its own.
    if (is_letter_or_digit(char_before(text, begin))) return std::nullopt;
    --key.end;
  }
  for (std::size_t i = 0; i < kLongestKey && in_key(char_at(text, key.end)); ++i) ++key.end;
  while (key.end > begin + rule.word.size() && text[key.end - 1] == '.') --key.end;
  const std::size_t least = begin > kLongestKey ? begin - kLongestKey : 0;
  while (key.begin > least && in_key(text[key.begin - 1])) --key.begin;
  while (key.begin < begin && text[key.begin] == '-') ++key.begin;
  const std::size_t word_end = std::min(key.end, begin + rule.word.size());
  if (!has_known_ending(text.substr(word_end, key.end - word_end))) return std::nullopt;
  if (rule.word == "key" && is_lower(text[begin])) return std::nullopt;  // "monkey"; "apiKey" goes on
  if (is_harmless(text.substr(key.begin, begin - key.begin), rule.kind)) return std::nullopt;
  return key;
}

// "password: must be changed" tells something, "password: hunter2" gives it away.
bool is_sentence(std::string_view text, const AssignedValue& value, std::string_view held) {
  if (value.form != ValueForm::prose) return false;
  if (!looks_like_name(held)) return false;
  const std::size_t end = value.end;
  return char_at(text, end) == ' ' && is_letter(char_at(text, end + 1));
}

bool is_secret(std::string_view text, const AssignedValue& value, KeyKind kind) {
  const std::string_view held = text.substr(value.begin, value.end - value.begin);
  constexpr std::size_t kShortestSecret = 8;
  constexpr std::size_t kShortestKey = 20;
  if (is_placeholder(held)) return false;
  switch (kind) {
    case password: return !is_sentence(text, value, held);
    case secret:
      if (held.size() < kShortestSecret || held.find("://") != std::string_view::npos) return false;
      return looks_random(held) || is_uuid(held) || (value.form != ValueForm::prose && !looks_like_name(held));
    case KeyKind::key: return held.size() >= kShortestKey && looks_random(held) && entropy(held) >= 3.2;
    default: return looks_random(held) || is_uuid(held);
  }
}

// PWD is where a shell is, too.
bool names_folder(std::string_view value) {
  return value.starts_with('/') || value.starts_with('~') || (is_letter(char_at(value, 0)) && char_at(value, 1) == ':');
}

bool in_credentials(char c) {
  return is_word(c) || std::string_view("-._~+/=:").find(c) != std::string_view::npos;
}

std::size_t end_of_credentials(std::string_view text, std::size_t at) {
  constexpr std::size_t kMost = 16'384;
  const std::size_t limit = std::min(text.size(), at + kMost);
  while (at < limit && in_credentials(text[at])) ++at;
  return at;
}

std::optional<Secret> read_bearer(std::string_view text, std::size_t begin, const KeyRule& rule) {
  if (is_word(char_before(text, begin))) return std::nullopt;
  const std::size_t at = begin + rule.word.size();
  const std::size_t end = end_of_credentials(text, at);
  const std::string_view held = text.substr(at, end - at);
  if (!looks_random(held.substr(0, 200))) return std::nullopt;
  return secret_at(at, end, rule.name);
}

std::optional<Secret> read_basic(std::string_view text, std::size_t begin, const KeyRule& rule) {
  if (is_word(char_before(text, begin))) return std::nullopt;
  const std::size_t at = begin + rule.word.size();
  const std::size_t end = end_of_credentials(text, at);
  if (end - at < 4 || end - at > 1'024) return std::nullopt;
  const auto decoded = from_base64(text.substr(at, end - at));
  if (!decoded || decoded->find(':') == std::string::npos) return std::nullopt;
  return secret_at(at, end, rule.name);
}

std::optional<Secret> read_user_option(std::string_view text, std::size_t begin, const KeyRule& rule) {
  constexpr std::size_t kMostBefore = 256;
  const std::size_t least = begin > kMostBefore ? begin - kMostBefore : 0;
  const std::string_view before = text.substr(least, begin - least);
  if (before.find("curl") == std::string_view::npos && before.find("wget") == std::string_view::npos)
    return std::nullopt;
  std::size_t at = begin + rule.word.size();
  if (is_quote(char_at(text, at))) ++at;
  const std::size_t limit = std::min(text.size(), at + kMostBefore);
  std::size_t end = at;
  while (end < limit && !is_blank(text[end]) && !is_quote(text[end]) && text[end] != '\n') ++end;
  const std::size_t colon = text.substr(at, end - at).find(':');
  if (colon == std::string_view::npos || is_placeholder(text.substr(at + colon + 1, end - at - colon - 1)))
    return std::nullopt;
  return secret_at(at + colon + 1, end, rule.name);
}

// The value of the header: a scheme and what belongs to it, or a bare token.
std::optional<Secret> read_authorization(std::string_view text, const AssignedValue& value, const KeyRule& rule,
                                         std::size_t most) {
  std::size_t end = value.form == ValueForm::quoted ? value.end : end_of_line(text, value.begin, most);
  const std::string_view held = text.substr(value.begin, end - value.begin);
  const std::size_t space = held.find(' ');
  const std::string_view first = held.substr(0, space);
  const bool scheme = space != std::string_view::npos && !first.empty() && first.size() <= 20 &&
                      std::all_of(first.begin(), first.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
  const std::size_t begin = scheme ? value.begin + space + 1 : value.begin;
  const bool digest = scheme && held.find('=') != std::string_view::npos && held.find(',') != std::string_view::npos;
  if (!digest) end = std::min(end, end_of_credentials(text, begin));
  const std::string_view credentials = text.substr(begin, end - begin);
  if (is_placeholder(credentials)) return std::nullopt;
  const bool known = has_word_at(first, 0, "bearer") || has_word_at(first, 0, "basic") ||
                     has_word_at(first, 0, "token") || has_word_at(first, 0, "digest") ||
                     has_word_at(first, 0, "apikey");
  if (!digest && !looks_random(credentials) && !(scheme && known && credentials.size() >= 4)) return std::nullopt;
  return secret_at(begin, end, rule.name);
}

std::optional<Secret> read_cookie(std::string_view text, const AssignedValue& value, const KeyRule& rule,
                                  std::size_t most) {
  const std::size_t end = value.form == ValueForm::quoted ? value.end : end_of_line(text, value.begin, most);
  const std::string_view held = text.substr(value.begin, end - value.begin);
  const std::size_t equals = held.find('=');
  if (equals == std::string_view::npos || equals + 1 >= held.size() || equals > kLongestKey) return std::nullopt;
  return secret_at(value.begin, end, rule.name);
}

std::optional<Secret> read_value(std::string_view text, const AssignedValue& value, const KeyRule& rule,
                                 std::size_t most) {
  if (rule.kind == authorization) return read_authorization(text, value, rule, most);
  if (rule.kind == cookie) return read_cookie(text, value, rule, most);
  if (const auto known = read_any_token(text, value.begin); known && known->begin + known->length >= value.end)
    return known;
  if (const auto known = read_jwt(text, value.begin)) return known;
  if (rule.word == "pwd" && names_folder(text.substr(value.begin))) return std::nullopt;
  if (!is_secret(text, value, rule.kind)) return std::nullopt;
  return secret_at(value.begin, value.end, rule.name);
}

}  // namespace

std::span<const KeyRule> key_rules() {
  return kKeyRules;
}

std::optional<Secret> read_assignment(std::string_view text, std::size_t begin, const KeyRule& rule, Effort& effort) {
  if (rule.kind == bearer) return read_bearer(text, begin, rule);
  if (rule.kind == basic) return read_basic(text, begin, rule);
  if (rule.kind == user_option) return read_user_option(text, begin, rule);
  const auto key = read_key(text, begin, rule);
  if (!key) return std::nullopt;
  const std::size_t most = effort.bytes_left > 0 ? kMostValue : kMostValueOfMany;
  const auto value = find_assigned_value(text, key->begin, key->end, most);
  if (!value || value->begin >= value->end) return std::nullopt;
  auto found = read_value(text, *value, rule, most);
  if (!found) effort.bytes_left -= std::min(effort.bytes_left, most);
  return found;
}

}  // namespace debrief::logs::secrets
