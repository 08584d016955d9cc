// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header.hpp"
#include "logs/format/kinds.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::int64_t kExpressionMemory = 16 << 20;
constexpr std::size_t kLongestMatched = 64 * 1024;  // a longer line keeps its end in the last part

using Expression = std::shared_ptr<const re2::RE2>;

Result<Expression> compile(const std::string& pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kExpressionMemory);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);  // logs hold bytes, not always UTF-8
  auto expression = std::make_shared<const re2::RE2>(pattern, options);
  if (expression->ok()) return Expression(std::move(expression));
  return invalid("'{}' is no regular expression: {}", pattern, expression->error())
      .with_help("The syntax is RE2's: https://github.com/google/re2/wiki/Syntax. Name parts as in (?P<body>.*).");
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

class PatternFormat final : public Format {
 public:
  PatternFormat(Definition definition, std::vector<Expression> expressions, Continuation continuation)
      : definition_(std::move(definition)),
        expressions_(std::move(expressions)),
        continuation_(std::move(continuation)) {}

  [[nodiscard]] const std::string& name() const override { return definition_.name; }
  [[nodiscard]] bool continues(std::string_view line) const override {
    return continuation_.holds(line) && !parse(line);
  }

  [[nodiscard]] std::optional<ParsedLine> parse(std::string_view line) const override {
    const std::string_view text = first_line(line).substr(0, kLongestMatched);
    for (const Expression& expression : expressions_) {
      std::vector<re2::StringPiece> groups(static_cast<std::size_t>(expression->NumberOfCapturingGroups()) + 1);
      if (expression->Match(piece(text), 0, text.size(), re2::RE2::UNANCHORED, groups.data(),
                            static_cast<int>(groups.size())))
        return parts_of(*expression, groups, text, line);
    }
    return std::nullopt;
  }

 private:
  ParsedLine parts_of(const re2::RE2& expression, const std::vector<re2::StringPiece>& groups, std::string_view text,
                      std::string_view line) const {
    ParsedLine parsed;
    const auto span = [&](const re2::StringPiece& group) {
      return Span{static_cast<std::uint32_t>(group.data() - text.data()), static_cast<std::uint32_t>(group.size())};
    };
    bool has_body = false;
    for (const auto& [index, name] : expression.CapturingGroupNames()) {
      const re2::StringPiece& group = groups[static_cast<std::size_t>(index)];
      if (group.data() == nullptr) continue;
      const std::string_view value(group.data(), group.size());
      if (name == "time") {
        parsed.time = span(group);
      } else if (name == "body") {
        parsed.body = span(group);
        has_body = true;
      } else if (name == "level") {
        parsed.level_text = span(group);
        parsed.level = level_of(definition_, value);
      } else if (!value.empty() && value != "-") {
        parsed.fields.push_back({name, std::string(value)});
      }
    }
    if (has_body && definition_.inner) read_inner_line(parsed, text, find_embedded_json());
    if (!has_body) parsed.body = {0, static_cast<std::uint32_t>(line.size())};
    if (parsed.body.begin + parsed.body.length == text.size())  // with the lines that follow
      parsed.body.length = static_cast<std::uint32_t>(line.size() - parsed.body.begin);
    return parsed;
  }

  Definition definition_;
  std::vector<Expression> expressions_;
  Continuation continuation_;
};

}  // namespace

std::string_view first_line(std::string_view record) {
  std::string_view line = record.substr(0, record.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Result<Continuation> Continuation::make(const std::string& pattern) {
  Continuation made;
  if (!pattern.empty()) made.expression_ = TRY(compile(pattern));
  return made;
}

bool Continuation::holds(std::string_view line) const {
  if (!expression_) return looks_continued(line);
  const auto& expression = *static_cast<const re2::RE2*>(expression_.get());
  return re2::RE2::PartialMatch(piece(line.substr(0, kLongestMatched)), expression);
}

Result<std::shared_ptr<const Format>> make_pattern_format(Definition definition) {
  std::vector<Expression> expressions;
  for (const std::string& pattern : definition.patterns) expressions.push_back(TRY(compile(pattern)));
  Continuation continuation = TRY(Continuation::make(definition.continues));
  return std::shared_ptr<const Format>(
      std::make_shared<PatternFormat>(std::move(definition), std::move(expressions), std::move(continuation)));
}

}  // namespace debrief::logs
