// SPDX-License-Identifier: Apache-2.0
#include "search/tokenise.hpp"

#include "base/ascii.hpp"

#include "search/letters.hpp"
#include "search/noise.hpp"
#include "search/stem.hpp"
#include "search/stop_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace debrief::search {
namespace {

constexpr std::size_t kPiecesInWhole = 8;

bool is_ascii_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_word(CharClass c) {
  return c == CharClass::lower || c == CharClass::upper || c == CharClass::digit;
}

// A run of letters and digits within a compound: where it stands in the text, and folded in `folded_`.
struct Piece {
  std::size_t begin = 0, end = 0;
  std::size_t folded_begin = 0, folded_end = 0;
};

class Tokeniser {
 public:
  Tokeniser(std::string_view text, const std::function<void(const Token&)>& take) : text_(text), take_(take) {}

  void run() {
    while (at_ < text_.size()) {
      const Character next = decode(text_.substr(at_));
      const CharClass kind = class_of(next.code);
      if (kind == CharClass::wide) {
        take_wide_run();
      } else if (!is_word(kind)) {
        at_ += next.length;
      } else if (const std::size_t noise = noise_prefix(text_.substr(at_)); noise > 0) {
        at_ += noise;
      } else {
        scan_compound();
        emit_compound();
      }
    }
  }

 private:
  [[nodiscard]] Character peek(std::size_t at) const {
    return at < text_.size() ? decode(text_.substr(at)) : Character{0, 0};
  }
  [[nodiscard]] CharClass class_at(std::size_t at) const {
    return at < text_.size() ? class_of(peek(at).code) : CharClass::separator;
  }

  void scan_compound() {
    pieces_.clear();
    folded_.clear();
    open_piece();
    CharClass before = CharClass::separator;
    while (at_ < text_.size()) {
      if (take_lower_run()) {
        before = CharClass::lower;
        continue;
      }
      const Character c = peek(at_);
      const CharClass kind = class_of(c.code);
      if (is_word(kind)) {
        if (begins_part(before, kind, at_ + c.length)) open_piece();
        append_folded(folded_, c.code);
        at_ += c.length;
        close_piece();
        before = kind;
      } else if (kind == CharClass::ignored) {
        at_ += c.length;
      } else if (!pass_joiner(c, before)) {
        return;
      }
    }
  }

  // Most of any text: takes the letters a-z that come next.
  bool take_lower_run() {
    std::size_t end = at_;
    while (end < text_.size() && is_ascii_letter(text_[end])) ++end;
    if (end == at_) return false;
    folded_.append(text_, at_, end - at_);
    at_ = end;
    close_piece();
    return true;
  }

  // Whether the capital after `before` begins a part: maxConns, HTTPServer, S3Guard, but not VMs or SHA256.
  [[nodiscard]] bool begins_part(CharClass before, CharClass kind, std::size_t after) const {
    if (kind != CharClass::upper || before == CharClass::separator) return false;
    if (before == CharClass::lower) return true;
    if (class_at(after) != CharClass::lower) return false;
    const bool plural = text_[after] == 's' && !is_word(class_at(after + 1));
    return !plural;
  }

  // Steps over a character that may stand inside a compound; false where the compound ends.
  bool pass_joiner(const Character& c, CharClass& before) {
    const std::size_t after = at_ + c.length;
    if (!is_word(class_at(after))) return false;
    switch (c.code) {
      case '-':
      case '_':
      case 0x2010:
      case 0x2011:
        at_ = after;
        open_piece();
        before = CharClass::separator;
        return true;
      case '.':
        if (before != CharClass::digit || class_at(after) != CharClass::digit) return false;
        folded_ += '.';
        at_ = after;
        return true;
      case '\'':
      case 0x2019:
        if (before == CharClass::digit || is_possessive(after)) return false;
        at_ = after;
        return true;
      default: return false;
    }
  }

  [[nodiscard]] bool is_possessive(std::size_t at) const {
    return (text_[at] == 's' || text_[at] == 'S') && !is_word(class_at(at + 1));
  }

  void open_piece() { pieces_.push_back({at_, at_, folded_.size(), folded_.size()}); }
  void close_piece() {
    pieces_.back().end = at_;
    pieces_.back().folded_end = folded_.size();
  }

  void emit_compound() {
    if (pieces_.size() == 1) {
      emit_piece(pieces_.front(), TokenKind::word);
      return;
    }
    bool named = pieces_.size() <= kPiecesInWhole;
    for (const Piece& piece : pieces_) named = emit_piece(piece, TokenKind::part) && named;
    const std::size_t begin = pieces_.front().begin;
    if (named) emit(folded_, text_.substr(begin, pieces_.back().end - begin), TokenKind::whole);
  }

  // False when the piece is of no use, not even as part of a name.
  bool emit_piece(const Piece& piece, TokenKind kind) {
    const std::string_view folded =
        std::string_view(folded_).substr(piece.folded_begin, piece.folded_end - piece.folded_begin);
    const std::string_view surface = text_.substr(piece.begin, piece.end - piece.begin);
    if (is_machine_made(folded)) return false;
    if (folded.size() < 2 || is_stop_word(folded)) return true;
    emit(folded, surface, kind);
    emit_stem_of_numbered(folded, surface);
    return true;
  }

  // "web03" is also a "web".
  void emit_stem_of_numbered(std::string_view folded, std::string_view surface) {
    if (!is_digit(folded.back()) || surface.size() != folded.size()) return;
    const auto letters =
        static_cast<std::size_t>(std::find_if_not(folded.begin(), folded.end(), is_ascii_letter) - folded.begin());
    if (letters >= 3 && std::all_of(folded.begin() + static_cast<std::ptrdiff_t>(letters), folded.end(), is_digit))
      emit(folded.substr(0, letters), surface.substr(0, letters), TokenKind::part);
  }

  void emit(std::string_view folded, std::string_view surface, TokenKind kind) {
    if (folded.empty() || folded.size() > kTermLimit) return;
    term_.assign(folded);
    if (std::all_of(term_.begin(), term_.end(), is_ascii_letter)) stem(term_);
    take_({term_, surface, kind});
  }

  void take_wide_run() {
    std::size_t previous = at_;
    bool paired = false;
    const std::size_t start = at_;
    for (Character c = peek(at_); at_ < text_.size() && class_of(c.code) == CharClass::wide; c = peek(at_)) {
      const std::size_t end = at_ + c.length;
      if (at_ > start) {
        emit(text_.substr(previous, end - previous), text_.substr(previous, end - previous), TokenKind::word);
        paired = true;
      }
      previous = at_;
      at_ = end;
    }
    if (!paired) emit(text_.substr(start, at_ - start), text_.substr(start, at_ - start), TokenKind::word);
  }

  std::string_view text_;
  const std::function<void(const Token&)>& take_;
  std::size_t at_ = 0;
  std::vector<Piece> pieces_;
  std::string folded_;  // the pieces of the current compound, one after the other
  std::string term_;
};

}  // namespace

void tokenise(std::string_view text, const std::function<void(const Token&)>& take) {
  Tokeniser(text, take).run();
}

}  // namespace debrief::search
