// SPDX-License-Identifier: Apache-2.0
#include "changeset/section_walk.hpp"

#include <algorithm>
#include <stdexcept>

namespace debrief::changeset {
namespace {

// Both walks stand at the same place of the text between the two changes; takes the longest piece that lies within
// one section of each.
void compose_piece(ChangeSet& out, SectionWalk& a, SectionWalk& b, bool& open) {
  const std::size_t length = std::min(a.new_length(), b.length());
  const std::size_t sections = out.sections().size();
  const std::size_t from_a = a.offset() > 0 ? 0 : a.length();
  const std::u16string_view from_b = b.offset() > 0 ? std::u16string_view{} : b.text();
  if (a.kept() && b.kept()) out.keep(length);
  else if (a.kept()) out.replace(length, from_b, open);
  else if (b.kept()) out.replace(from_a, a.text_piece(length), open);
  else out.replace(from_a, from_b, open);
  const bool goes_on = (a.replaces() && a.inserted() > length) || (b.replaces() && b.length() > length);
  open = goes_on && (open || out.sections().size() > sections);
  a.forward_new(length);
  b.forward(length);
}

}  // namespace

ChangeSet ChangeSet::compose(const ChangeSet& next) const {
  if (new_length_ != next.length_) throw std::invalid_argument("the changes do not follow each other");
  if (empty()) return next;
  if (next.empty()) return *this;
  ChangeSet out;
  SectionWalk a(*this);
  SectionWalk b(next);
  bool open = false;
  while (!a.done() || !b.done()) {
    if (a.replaces() && a.inserted() == 0) {
      out.replace(a.length(), {}, open);
      a.next();
    } else if (!b.done() && b.length() == 0) {
      out.replace(0, b.text(), open);
      b.next();
    } else if (a.done() || b.done()) {
      throw std::invalid_argument("the changes do not follow each other");
    } else {
      compose_piece(out, a, b, open);
    }
  }
  return out;
}

}  // namespace debrief::changeset
