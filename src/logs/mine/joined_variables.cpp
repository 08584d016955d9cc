// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/message_tokens.hpp"

namespace debrief::logs {

namespace {

bool is_variable(const MessageToken& token) {
  return token.kind == TokenKind::variable;
}

/// "Sat Jul 9" is one date.
void mark_dates(std::vector<MessageToken>& tokens) {
  for (std::size_t i = tokens.size(); i-- > 0;) {
    const bool before_value = i + 1 < tokens.size() && is_variable(tokens[i + 1]);
    if (before_value && tokens[i].kind == TokenKind::word && is_part_of_date(tokens[i].text))
      tokens[i].kind = TokenKind::variable;
  }
}

/// Whether a sign between two variables makes them one value: a comma always, others where no space is.
bool joins(const MessageToken& sign, const MessageToken& next) {
  if (sign.kind != TokenKind::sign) return false;
  if (sign.text == ",") return true;
  return !sign.after_space && !next.after_space &&
         std::string_view(":/-.@#+*&~_%").find(sign.text[0]) != std::string_view::npos;
}

bool counts(const MessageToken& number, const MessageToken& word) {
  return number.type == VariableType::number && word.kind == TokenKind::word && type_of_unit(word.text).has_value();
}

void join_types(MessageToken& into, const MessageToken& other) {
  if (into.type != other.type) into.type = VariableType::any;
}

}  // namespace

void join_variables(std::vector<MessageToken>& tokens) {
  mark_dates(tokens);
  std::size_t kept = 0;
  bool listed = false;  // a comma joined the last variable
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    MessageToken& last = tokens[kept == 0 ? 0 : kept - 1];
    if (kept > 0 && is_variable(last)) {
      if (counts(last, tokens[i])) {
        last.type = *type_of_unit(tokens[i].text);
        continue;
      }
      std::size_t next = i;
      while (next + 1 < tokens.size() && next < i + 2 && joins(tokens[next], tokens[next + 1])) ++next;
      // Of "{1=a, 2=b, 3=c}" one pair remains.
      const bool is_pair = listed && kept > 1 && tokens[kept - 2].text == "=" && tokens[i].text == "=";
      if (is_pair && i + 1 < tokens.size()) next = i + 1;
      if (is_variable(tokens[next])) {
        listed = listed || tokens[i].text == ",";
        join_types(last, tokens[next]);
        i = next;
        continue;
      }
    }
    tokens[kept++] = tokens[i];
    listed = false;
  }
  tokens.resize(kept);
}

std::string text_of(const std::vector<MessageToken>& tokens) {
  std::string text;
  for (const MessageToken& token : tokens) {
    if (token.after_space && !text.empty()) text += ' ';
    text += is_variable(token) ? placeholder(token.type) : token.text;
  }
  return text;
}

}  // namespace debrief::logs
