// SPDX-License-Identifier: Apache-2.0
#include "changeset/section_walk.hpp"

#include <algorithm>
#include <stdexcept>

namespace debrief::changeset {
namespace {

/// Moves `a` over `b`. A section of `a` may be taken in pieces; its text goes out with one of them.
class Mapping {
 public:
  Mapping(const ChangeSet& a, const ChangeSet& b, bool before) : a_(a), b_(b), before_(before) {}

  ChangeSet run() {
    for (;;) {
      if ((a_.done() && b_.length() > 0) || (b_.done() && a_.length() > 0))
        throw std::invalid_argument("the changes are for texts of different length");
      if (a_.kept() && b_.kept()) keep_both();
      else if (b_.replaces() && b_comes_first()) pass_b();
      else if (a_.replaces()) take_a();
      else if (a_.done() && b_.done()) return std::move(out_);
      else throw std::invalid_argument("the changes are for texts of different length");
    }
  }

 private:
  // Changes are ordered by where they begin, then by length, then by `before`.
  [[nodiscard]] bool b_comes_first() const {
    if (!a_.replaces() || text_is_out()) return true;
    return a_.offset() == 0 && (b_.length() < a_.length() || (b_.length() == a_.length() && !before_));
  }

  [[nodiscard]] bool text_is_out() const { return given_ > a_.index(); }

  void keep_both() {
    const std::size_t length = std::min(a_.length(), b_.length());
    out_.keep(length);
    a_.forward(length);
    b_.forward(length);
  }

  // What b inserted stands in the new text; changes of a to what b took away have nothing left but their text.
  void pass_b() {
    out_.keep(b_.text().size());
    std::size_t left = b_.length();
    while (left > 0) {
      if (a_.done()) throw std::invalid_argument("the changes are for texts of different length");
      const std::size_t piece = std::min(a_.length(), left);
      if (a_.replaces() && !text_is_out() && a_.length() <= piece) give_text(0);
      a_.forward(piece);
      left -= piece;
    }
    b_.next();
  }

  // A change of a up to the next insertion of b within it.
  void take_a() {
    std::size_t length = 0;
    std::size_t left = a_.length();
    while (left > 0) {
      if (b_.kept()) {
        const std::size_t piece = std::min(left, b_.length());
        length += piece;
        left -= piece;
        b_.forward(piece);
      } else if (b_.replaces() && b_.text().empty() && b_.length() < left) {
        left -= b_.length();
        b_.next();
      } else {
        break;
      }
    }
    if (text_is_out()) out_.replace(length, {});
    else give_text(length);
    a_.forward(a_.length() - left);
  }

  void give_text(std::size_t length) {
    out_.replace(length, a_.text());
    given_ = a_.index() + 1;
  }

  ChangeSet out_;
  SectionWalk a_;
  SectionWalk b_;
  bool before_;
  std::size_t given_ = 0;  // sections of a up to here have given their text
};

}  // namespace

ChangeSet ChangeSet::map(const ChangeSet& other, bool before) const {
  if (length_ != other.length_) throw std::invalid_argument("the changes are for texts of different length");
  if (other.empty()) return *this;
  return Mapping(*this, other, before).run();
}

}  // namespace debrief::changeset
