// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/message_tokens.hpp"

#include <algorithm>

#include "logs/mine/bracketed.hpp"
#include "logs/time/characters.hpp"

namespace debrief::logs {

namespace {

constexpr std::size_t kMostBytes = 8192, kMostTokens = 256, kMostQuoted = 512, kMostWord = 1024;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}
/// Bytes beyond ASCII are letters.
bool is_alnum(char c) {
  return is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}
bool is_delimiter(char c) {
  return std::string_view("=,;()[]{}<>\"|").find(c) != std::string_view::npos;
}

/// Where the value of a key may end, besides at a space.
bool ends_value(char c) {
  return std::string_view(",;()[]{}>\"|").find(c) != std::string_view::npos;
}

class Tokeniser {
 public:
  explicit Tokeniser(std::string_view message) : text_(message.substr(0, std::min(message.find('\n'), kMostBytes))) {
    cut_ = text_.size() < message.size() && message[text_.size()] != '\n';
  }

  std::vector<MessageToken> run() {
    while (at_ < text_.size() && tokens_.size() < kMostTokens) step();
    if (at_ < text_.size() || cut_) emit(TokenKind::variable, text_.substr(at_));
    join_variables(tokens_);
    return std::move(tokens_);
  }

 private:
  void step() {
    if (is_space(text_[at_])) {
      space_ = true;
      ++at_;
    } else if (!take_quoted() && !take_url() && !take_bound()) {
      if (is_delimiter(text_[at_])) take_delimiter();
      else take_chunk();
    }
  }

  void emit(TokenKind kind, std::string_view text, VariableType type = VariableType::any) {
    tokens_.push_back({kind, type, space_, text});
    space_ = false;
  }

  /// "…" anywhere; '…' and `…` where they are no apostrophes.
  bool take_quoted() {
    const char mark = text_[at_];
    if (mark != '"' && mark != '\'' && mark != '`') return false;
    if (mark != '"' && at_ > 0 && is_alnum(text_[at_ - 1])) return false;
    const std::size_t end =
        text_.substr(0, std::min(text_.size(), at_ + kMostQuoted)).find(mark == '`' ? '\'' : mark, at_ + 1);
    if (end == std::string_view::npos) return false;
    if (mark != '"' && end + 1 < text_.size() && is_alnum(text_[end + 1])) return false;
    const std::string_view content = text_.substr(at_ + 1, end - at_ - 1);
    std::size_t method = 0;
    while (method < content.size() && is_upper(content[method])) ++method;
    if (method >= 3 && method < content.size() && content[method] == ' ') {
      emit(TokenKind::word, content.substr(0, method));
      space_ = true;
      emit(TokenKind::variable, content.substr(method + 1), VariableType::quoted);
    } else {
      emit(TokenKind::variable, content, VariableType::quoted);
    }
    at_ = end + 1;
    return true;
  }

  bool take_url() {
    std::size_t end = at_;
    while (end < text_.size() && (is_alnum(text_[end]) || text_[end] == '+' || text_[end] == '-')) ++end;
    if (end == at_ || text_.substr(end, 3) != "://") return false;
    while (end < text_.size() && !is_space(text_[end]) &&
           std::string_view("\"'<>").find(text_[end]) == std::string_view::npos)
      ++end;
    while (std::string_view(".,;:)]}").find(text_[end - 1]) != std::string_view::npos) --end;
    emit(TokenKind::variable, text_.substr(at_, end - at_), VariableType::url);
    at_ = end;
    return true;
  }

  /// The sign of "<1 sec" belongs to the number.
  bool take_bound() {
    if ((text_[at_] != '<' && text_[at_] != '>') || at_ + 1 >= text_.size()) return false;
    if (text_[at_ + 1] < '0' || text_[at_ + 1] > '9') return false;
    if (at_ > 0 && !is_space(text_[at_ - 1])) return false;
    const std::size_t begin = at_++;
    while (at_ < text_.size() && !is_space(text_[at_]) && !is_delimiter(text_[at_])) ++at_;
    emit(TokenKind::variable, text_.substr(begin, at_ - begin), VariableType::number);
    return true;
  }

  void take_delimiter() {
    const char c = text_[at_];
    emit(TokenKind::sign, text_.substr(at_++, 1));
    if (c == '=' && assigns(at_ - 1)) take_value();
    if (opens_bracket(c)) take_list();
    if (closes_bracket(c) && depth_ > 0) --depth_;
  }

  /// "(yarn, hdfs)": what is listed is a value, as many as there may be.
  void take_list() {
    ++depth_;
    const std::size_t end = text_.find_first_of("([{<)]}>", at_);
    if (end == std::string_view::npos || end - at_ > budget_) return;
    budget_ -= end - at_;
    if (!closes_bracket(text_[end]) || !is_list(text_.substr(at_, end - at_))) return;
    emit(TokenKind::variable, text_.substr(at_, end - at_));
    at_ = end;
  }

  /// Whether the "=" here stands between a key and a value, not in "==", "=>" or "<=".
  bool assigns(std::size_t equals) const {
    const auto is_operator = [](char c) { return c == '=' || c == '<' || c == '>' || c == '!'; };
    return equals > 0 && !is_operator(text_[equals - 1]) &&
           (equals + 1 >= text_.size() || (text_[equals + 1] != '=' && text_[equals + 1] != '>'));
  }

  bool opens_at(std::size_t at) const { return at < text_.size() && (opens_bracket(text_[at]) || text_[at] == '<'); }

  void take_value() {
    std::size_t begin = at_;
    while (begin < text_.size() && is_space(text_[begin])) ++begin;
    if (begin < text_.size() && (text_[begin] == '"' || text_[begin] == '\'')) return;
    const bool apart = begin > at_;
    std::size_t end = depth_ > 0 ? end_of_value_in_brackets(text_, begin, budget_).value_or(begin) : begin;
    if (end == begin) end = end_of_word_value(begin, apart);
    std::size_t next = end;
    while (next < text_.size() && is_space(text_[next])) ++next;
    const bool is_next_key = apart && next < text_.size() && text_[next] == '=';
    if (is_next_key) end = at_;  // the value is empty
    else if (apart) space_ = true;
    const std::string_view value = end > begin ? text_.substr(begin, end - begin) : std::string_view();
    emit(TokenKind::variable, value, variable_type(value).value_or(VariableType::any));
    at_ = std::max(at_, end);
  }

  /// Of a value that ends at a space, or behind the brackets that belong to it: "Rect(0, 0)".
  std::size_t end_of_word_value(std::size_t end, bool apart) {
    while (end < text_.size() && !is_space(text_[end]) && !ends_value(text_[end]) && text_[end] != '<' &&
           !(apart && text_[end] == '='))
      ++end;
    return opens_at(end) ? behind_bracket(text_, end, budget_).value_or(cut_ ? text_.size() : end) : end;
  }

  void take_chunk() {
    std::size_t end = at_;
    while (end < text_.size() && !is_space(text_[end]) && !is_delimiter(text_[end])) ++end;
    std::string_view chunk = text_.substr(at_, end - at_);
    at_ = end;
    if (chunk.size() > kMostWord) return emit(TokenKind::variable, chunk);
    take_signs_before(chunk);
    std::size_t size = chunk.size();
    while (size > 0 && std::string_view(".:!?'`").find(chunk[size - 1]) != std::string_view::npos) --size;
    const std::string_view behind = chunk.substr(size);
    if (takes_range(chunk)) return;
    take_words(chunk.substr(0, size), behind);
    if (behind.empty() && at_ < text_.size() && text_[at_] == '{' && !chunk.empty()) take_dump();
    for (std::size_t i = 0; i < behind.size(); ++i) emit(TokenKind::sign, behind.substr(i, 1));
  }

  /// "node-[40-63]": many names in one, as clusters write them.
  bool takes_range(std::string_view chunk) {
    if (at_ >= text_.size() || text_[at_] != '[' || !chunk.ends_with('-')) return false;
    const std::size_t end = text_.find_first_not_of("0123456789-,", at_ + 1);
    if (end == std::string_view::npos || text_[end] != ']') return false;
    const std::size_t colon = chunk.rfind(':');
    if (colon != std::string_view::npos) take_words(chunk.substr(0, colon + 1), "");
    emit(TokenKind::variable, chunk.substr(colon == std::string_view::npos ? 0 : colon + 1), VariableType::id);
    at_ = end + 1;
    return true;
  }

  /// "Token{7a8f user 3}": the state of an object.
  void take_dump() {
    const auto end = behind_bracket(text_, at_, budget_);
    if (!end) return;
    emit(TokenKind::sign, text_.substr(at_, 1));
    emit(TokenKind::variable, text_.substr(at_ + 1, *end - at_ - 2));
    emit(TokenKind::sign, text_.substr(*end - 1, 1));
    at_ = *end;
  }

  /// What is blanked out with asterisks or dashes is a value. A sign of a number or a path belongs to it.
  void take_signs_before(std::string_view& chunk) {
    if (chunk.size() >= 3 && chunk.find_first_not_of("*") == std::string_view::npos) {
      emit(TokenKind::variable, chunk);
      chunk = {};
    }
    std::size_t size = 0;
    while (size < chunk.size() && !is_alnum(chunk[size])) ++size;
    if (size > 0 && size < chunk.size()) {
      if (chunk[size - 1] == '/') size = std::min(size, chunk.find_first_of("./~"));
      else if (std::string_view("-+.\\~_$%").find(chunk[size - 1]) != std::string_view::npos) --size;
    }
    for (; size > 0; --size) {
      emit(TokenKind::sign, chunk.substr(0, 1));
      chunk.remove_prefix(1);
    }
  }

  /// Words that colons or leading dots join. `behind` are the signs that follow.
  void take_words(std::string_view words, std::string_view behind) {
    while (!words.empty()) {
      const std::size_t dots = variable_type(words) == VariableType::path ? std::string_view::npos : words.find("..");
      const std::size_t dots_end = dots == std::string_view::npos ? dots : words.find_first_not_of('.', dots);
      take_colons(words.substr(0, dots), dots == std::string_view::npos ? behind : "..");
      if (dots == std::string_view::npos) return;
      emit(TokenKind::sign, words.substr(dots, 2));
      words.remove_prefix(std::min(dots_end, words.size()));
    }
  }

  void take_colons(std::string_view words, std::string_view behind) {
    while (!words.empty()) {
      const std::size_t colon = words.find(':');
      const auto type = variable_type(words);
      const bool keyed = colon != std::string_view::npos && is_key(words.substr(0, colon)) && !is_drive(words, colon);
      if (colon == std::string_view::npos || (type && *type != VariableType::id && *type != VariableType::path) ||
          (type && !keyed)) {
        take_word(words, type, behind);
        return;
      }
      const std::string_view head = words.substr(0, colon);
      if (!head.empty()) take_word(head, variable_type(head), ":");
      emit(TokenKind::sign, words.substr(colon, 1));
      words.remove_prefix(colon + 1);
    }
  }

  static bool is_key(std::string_view word) { return !word.empty() && !variable_type(word); }
  static bool is_drive(std::string_view words, std::size_t colon) {
    return colon == 1 && words.size() > 2 && (words[2] == '\\' || words[2] == '/');
  }

  void take_word(std::string_view word, std::optional<VariableType> type, std::string_view behind) {
    // A name that a message begins with, followed by a colon or a bracket, is the part of the program that speaks.
    const bool speaks = tokens_.empty() && type == VariableType::host &&
                        (behind.starts_with(':') || (at_ < text_.size() && text_[at_] == '(')) &&
                        std::none_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (type && !speaks) emit(TokenKind::variable, word, *type);
    else if (behind.empty() && is_keyed_in_brackets()) emit(TokenKind::variable, word);
    else emit(TokenKind::word, word);
  }

  /// Whether a word that ends here is the value of "(key: word)" or "[key: word, …".
  bool is_keyed_in_brackets() const {
    if (depth_ == 0 || !space_ || tokens_.size() < 2) return false;
    if (tokens_.back().text != ":" || tokens_[tokens_.size() - 2].kind != TokenKind::word) return false;
    std::size_t next = at_;
    while (next < text_.size() && is_space(text_[next])) ++next;
    return next < text_.size() && (text_[next] == ',' || text_[next] == ';' || closes_bracket(text_[next]));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = false, cut_ = false;
  std::size_t depth_ = 0;                // of brackets
  std::size_t budget_ = 8 * kMostBytes;  // characters to look ahead
  std::vector<MessageToken> tokens_;
};

}  // namespace

std::vector<MessageToken> tokens_of_message(std::string_view message) {
  return Tokeniser(message).run();
}

}  // namespace debrief::logs
