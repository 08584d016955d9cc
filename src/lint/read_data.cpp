// SPDX-License-Identifier: Apache-2.0
#include "lint/read_data.hpp"

#include "base/front_matter_toml.hpp"

#include <cctype>

namespace debrief::lint {
namespace {

constexpr std::size_t kLongestExpression = 1'000'000;
constexpr std::int64_t kExpressionMemory = 64 << 20;

bool is_name_character(char c) {
  return std::islower(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The name of the list at `at`, where a "{" stands, or an empty view: "{2,5}" is a repetition.
std::string_view list_name_at(std::string_view source, std::size_t at) {
  std::size_t end = at + 1;
  while (end < source.size() && is_name_character(source[end])) ++end;
  const bool is_name = end > at + 1 && end < source.size() && source[end] == '}';
  return is_name ? source.substr(at + 1, end - at - 1) : std::string_view{};
}

Result<std::string> fill_in(std::string_view source, const Vocabulary& vocabulary) {
  std::string filled;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const std::string_view name = source[i] == '{' ? list_name_at(source, i) : std::string_view{};
    if (name.empty()) {
      filled += source[i];
      continue;
    }
    const auto list = vocabulary.find(name);
    if (list == vocabulary.end()) return invalid("there is no list of words '{}', which '{}' uses", name, source);
    filled += list->second;
    i += name.size() + 1;
    if (filled.size() > kLongestExpression) return invalid("the expression '{}' becomes too long", source);
  }
  return filled;
}

std::string alternatives(const std::vector<std::string>& sources) {
  std::string all;
  for (const std::string& source : sources) all += (all.empty() ? "" : "|") + source;
  return "(?:" + all + ")";
}

}  // namespace

Result<FrontMatterValue> read_table(std::string_view toml) {
  std::vector<std::string> remarks;
  FrontMatterValue table = read_toml_fields(toml, 1, remarks);
  if (!remarks.empty()) return invalid("{}", remarks.front());
  return table;
}

Result<> add_words(Vocabulary& vocabulary, const FrontMatterValue& table) {
  for (const FrontMatterField& field : table.fields) {
    const std::string filled = TRY(fill_in(alternatives(field.value.texts()), vocabulary));
    vocabulary.insert_or_assign(field.name, filled);
  }
  return {};
}

Result<Expression> compile(std::string_view source, const Vocabulary& vocabulary) {
  const std::string filled = TRY(fill_in(source, vocabulary));
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(kExpressionMemory);
  auto expression = std::make_unique<const re2::RE2>(filled, options);
  if (!expression->ok()) return invalid("'{}' is no expression: {}", source, expression->error());
  return Expression(std::move(expression));
}

Result<Expression> compile_any(const std::vector<std::string>& sources, const Vocabulary& vocabulary) {
  if (sources.empty()) return Expression();
  return compile(alternatives(sources), vocabulary);
}

std::string text_at(const FrontMatterValue& table, std::string_view key) {
  const FrontMatterValue* value = table.find(key);
  return value == nullptr ? std::string() : value->text;
}

std::vector<std::string> texts_at(const FrontMatterValue& table, std::string_view key) {
  const FrontMatterValue* value = table.find(key);
  return value == nullptr ? std::vector<std::string>() : value->texts();
}

}  // namespace debrief::lint
