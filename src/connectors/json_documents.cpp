// SPDX-License-Identifier: Apache-2.0
#include "connectors/json_documents.hpp"

#include "base/text.hpp"
#include "connectors/decode_text.hpp"
#include "connectors/unread.hpp"

#include <algorithm>
#include <optional>

namespace debrief::connectors {
namespace {

constexpr std::size_t kLineLimit = 10'000'000;
constexpr std::size_t kDocumentLimit = 64'000'000;
constexpr std::size_t kLinesLookedAt = 50;

// Where one JSON object or array ends, told by brackets alone; absent when the text ends before.
std::optional<std::size_t> end_of_value(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return std::nullopt;
      if (--depth == 0) return i + 1;
    }
  }
  return std::nullopt;
}

std::size_t line_of(std::string_view text, std::size_t position) {
  return 1 +
         static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view name, const TakeDocument& take)
      : text_(text), name_(name), take_(take) {}

  std::vector<domain::Unread> read() {
    if (trim(text_).empty()) {
      unread_.push_back(unread_file(name_, "the file is empty"));
    } else if (is_lines()) {
      read_lines();
    } else if (text_.size() > kDocumentLimit) {
      unread_.push_back(
          unread_file(name_, "one JSON document may have 64 MB; give one payload per line instead", text_));
    } else if (const auto whole = json::parse(text_)) {
      read_whole(*whole);
    } else {
      salvage(whole.error());
    }
    return std::move(unread_);
  }

 private:
  // One payload per line: some line near the beginning is an object by itself. Looking at several lets a file
  // whose first line is damaged pass; an indented document has no such line.
  [[nodiscard]] bool is_lines() const {
    std::string_view rest = text_;
    for (std::size_t looked = 0; looked < kLinesLookedAt && !rest.empty(); ++looked) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = trim(rest.substr(0, end));
      if (rest.front() == '{' && line.size() < trim(text_).size() && line.size() <= kLineLimit && json::parse(line))
        return true;
      rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return false;
  }

  void read_lines() {
    std::size_t number = 0;
    for (const std::string_view raw : split_lines(text_)) {
      const std::string locator = "line " + std::to_string(++number);
      const std::string_view line = trim(raw);
      if (line.empty()) continue;
      if (line.size() > kLineLimit) {
        unread_.push_back(unread_part(name_, locator, "the line is longer than 10 MB", line));
      } else if (const auto payload = json::parse(line)) {
        take_(*payload, locator, line);
      } else {
        unread_.push_back(unread_part(name_, locator, payload.error().message, line));
      }
    }
  }

  void read_whole(const json::value& whole) {
    if (!whole.is_array()) return take_(whole, "", text_);
    std::size_t number = 0;
    for (const json::value& payload : whole.get_array()) take_(payload, "payload " + std::to_string(++number), "");
    if (number == 0) unread_.push_back(unread_file(name_, "the list of payloads is empty"));
  }

  // Complete values of a damaged array, or of documents one after another, up to the damage.
  void salvage(const Error& error) {
    std::size_t position = text_.find_first_not_of(" \t\r\n");
    if (text_[position] == '[') ++position;
    std::size_t number = 0;
    for (;;) {
      position = text_.find_first_not_of(" \t\r\n,", position);
      if (position == std::string_view::npos) return;
      const auto end = text_[position] == '{' ? end_of_value(text_.substr(position)) : std::nullopt;
      const std::string_view one = end ? text_.substr(position, *end) : std::string_view{};
      const auto payload = end ? json::parse(one) : Result<json::value>(error);
      if (!payload) break;
      take_(*payload, "payload " + std::to_string(++number), one);
      position += *end;
    }
    if (number == 0) {
      unread_.push_back(unread_file(name_, error.message, text_));
    } else {
      unread_.push_back(unread_part(name_, "line " + std::to_string(line_of(text_, position)) + " and on",
                                    "the JSON is damaged from here on: " + error.message, text_.substr(position)));
    }
  }

  std::string_view text_;
  std::string_view name_;
  const TakeDocument& take_;
  std::vector<domain::Unread> unread_;
};

}  // namespace

std::vector<domain::Unread> each_json_document(std::string_view bytes, std::string_view name,
                                               const TakeDocument& take) {
  const auto decoded = decode_text(bytes);
  if (!decoded) return {unread_file(name, "the content is binary, not JSON")};
  auto unread = Reader(decoded->text, name, take).read();
  if (!decoded->remark.empty()) unread.push_back(unread_file(name, decoded->remark));
  return unread;
}

std::string locator_within(const std::string& where, std::string_view unit, std::size_t number) {
  return (where.empty() ? "" : where + ", ") + std::string(unit) + " " + std::to_string(number);
}

}  // namespace debrief::connectors
