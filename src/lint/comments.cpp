// SPDX-License-Identifier: Apache-2.0
#include "lint/comments.hpp"

#include "base/front_matter.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <optional>

namespace debrief::lint {
namespace {

constexpr std::string_view kOpen = "<!--";
constexpr std::string_view kClose = "-->";
constexpr std::string_view kPrefix = "lint:";
constexpr std::string_view kVerb = "allow";
constexpr std::size_t kMostAllowances = 1'000;

std::string_view line_at(std::string_view source, std::size_t begin) {
  return source.substr(begin, source.find('\n', begin) - begin);
}

std::string_view fence_of(std::string_view line) {
  line = trim(line);
  for (const std::string_view fence : {"```", "~~~"})
    if (line.starts_with(fence)) return fence;
  return {};
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < std::min(end, text.size()); ++i)
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
}

std::string_view take_word(std::string_view& rest) {
  rest = trim(rest);
  const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest = trim(rest.substr(end));
  return word;
}

std::optional<Allowance> read_allowance(const Comment& comment) {
  std::string_view rest = trim(comment.text);
  if (!rest.starts_with(kPrefix)) return std::nullopt;
  rest.remove_prefix(kPrefix.size());
  if (take_word(rest) != kVerb) return std::nullopt;
  Allowance allowance;
  for (bool more = true; more && !rest.empty();) {
    std::string_view word = take_word(rest);
    more = word.ends_with(',');
    for (const std::string_view rule : split(word, ','))
      if (const std::string_view name = trim(rule); !name.empty())
        allowance.rules.emplace_back(name.ends_with(':') ? name.substr(0, name.size() - 1) : name);
  }
  allowance.reason = std::string(rest);
  allowance.begin = comment.begin;
  allowance.end = comment.end;
  return allowance;
}

/// Lines of a text without its comments.
class VisibleLines {
 public:
  explicit VisibleLines(std::string_view visible) {
    for (std::size_t at = 0; at <= visible.size();) {
      const std::string_view line = line_at(visible, at);
      begins_.push_back(at);
      blank_.push_back(trim(line).empty());
      at += line.size() + 1;
    }
    paragraph_end_.resize(blank_.size());
    for (std::size_t i = blank_.size(); i-- > 0;) {
      const bool last = i + 1 == blank_.size();
      paragraph_end_[i] = last || (blank_[i + 1] && !blank_[i]) ? i : paragraph_end_[i + 1];
    }
  }

  /// Lines are counted from 0.
  [[nodiscard]] std::size_t line_of(std::size_t offset) const {
    return static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), offset) - begins_.begin()) - 1;
  }
  [[nodiscard]] bool is_blank(std::size_t line) const { return blank_[line]; }
  /// The last line of the paragraph that `line` is in or, when it is blank, of the next one.
  [[nodiscard]] std::size_t paragraph_end(std::size_t line) const { return paragraph_end_[line]; }

 private:
  std::vector<std::size_t> begins_;
  std::vector<bool> blank_;
  std::vector<std::size_t> paragraph_end_;
};

}  // namespace

std::vector<Comment> find_comments(std::string_view source) {
  std::vector<Comment> comments;
  std::string_view fence;
  for (std::size_t at = 0; at < source.size();) {
    const std::string_view line = line_at(source, at);
    const std::string_view here = fence_of(line);
    if (!here.empty() && (fence.empty() || fence == here)) fence = fence.empty() ? here : std::string_view{};
    const std::size_t open = fence.empty() ? line.find(kOpen) : std::string_view::npos;
    if (open == std::string_view::npos) {
      at += line.size() + 1;
      continue;
    }
    const std::size_t begin = at + open;
    const std::size_t close = source.find(kClose, begin + kOpen.size());
    if (close == std::string_view::npos) break;
    const std::size_t inner = begin + kOpen.size();
    comments.push_back({begin, close + kClose.size(), source.substr(inner, close - inner)});
    at = close + kClose.size();
  }
  return comments;
}

void blank_unseen(std::string& source, const std::vector<Comment>& comments) {
  std::size_t body = 0;
  if (const auto front = read_front_matter(source)) body = front->body;
  for (const Comment& comment : comments) blank(source, comment.begin, comment.end);
  blank(source, 0, body);
}

std::vector<Allowance> read_allowances(std::string_view source, const std::vector<Comment>& comments) {
  std::vector<Allowance> allowances;
  std::string visible(source);
  for (const Comment& comment : comments) blank(visible, comment.begin, comment.end);
  const VisibleLines lines(visible);
  for (const Comment& comment : comments) {
    auto allowance = read_allowance(comment);
    if (!allowance) continue;
    if (allowances.size() == kMostAllowances) break;
    const std::size_t first = lines.line_of(comment.begin);
    const std::size_t last = lines.line_of(comment.end - 1);
    const bool alone = lines.is_blank(first) && lines.is_blank(last);
    allowance->first_line = first + 1;
    allowance->last_line = (alone ? lines.paragraph_end(last) : last) + 1;
    allowances.push_back(std::move(*allowance));
  }
  return allowances;
}

}  // namespace debrief::lint
