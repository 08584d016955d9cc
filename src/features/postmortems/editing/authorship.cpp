// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/authorship.hpp"

#include <algorithm>
#include <iterator>
#include <span>

namespace debrief::features::postmortems::editing {
namespace {

void add(Authorship& spans, std::size_t length, std::string_view author) {
  if (length == 0) return;
  if (!spans.empty() && spans.back().author == author) spans.back().length += length;
  else spans.push_back({length, std::string(author)});
}

/// Takes spans off the front of an authorship piece by piece.
class Pieces {
 public:
  explicit Pieces(std::span<const Span> spans) : spans_(spans) {}

  template <class Each>
  void take(std::size_t length, const Each& each) {
    while (length > 0 && index_ < spans_.size()) {
      const std::size_t piece = std::min(length, spans_[index_].length - used_);
      each(piece, spans_[index_].author);
      length -= piece;
      used_ += piece;
      if (used_ < spans_[index_].length) continue;
      ++index_;
      used_ = 0;
    }
  }

 private:
  const std::span<const Span> spans_;
  std::size_t index_ = 0;
  std::size_t used_ = 0;
};

/// The spans that a change touches, with a neighbour at each end, and how much text lies before and behind them.
struct Touched {
  std::size_t first = 0;
  std::size_t last = 0;  ///< behind the last one
  std::size_t before = 0;
  std::size_t behind = 0;
};

std::size_t kept_at(const std::vector<changeset::Section>& sections, std::size_t place) {
  return sections.size() > 1 && sections[place].kept ? sections[place].length : 0;
}

Touched touched_by(const Authorship& spans, const std::vector<changeset::Section>& sections) {
  Touched touched{0, spans.size(), 0, 0};
  const std::size_t head = kept_at(sections, 0);
  const std::size_t tail = kept_at(sections, sections.size() - 1);
  while (touched.first < touched.last && touched.before + spans[touched.first].length <= head)
    touched.before += spans[touched.first++].length;
  while (touched.last > touched.first && touched.behind + spans[touched.last - 1].length <= tail)
    touched.behind += spans[--touched.last].length;
  if (touched.first > 0) touched.before -= spans[--touched.first].length;
  if (touched.last < spans.size()) touched.behind -= spans[touched.last++].length;
  return touched;
}

}  // namespace

Authorship written_by(std::size_t length, std::string_view author) {
  Authorship spans;
  add(spans, length, author);
  return spans;
}

// A text that many wrote has thousands of spans, of which an edit touches few: only those are made anew.
Authorship after(Authorship spans, const changeset::ChangeSet& change, std::string_view author) {
  const auto& sections = change.sections();
  if (sections.empty()) return spans;
  const Touched touched = touched_by(spans, sections);
  const std::span<const Span> all(spans);
  Pieces pieces(all.subspan(touched.first, touched.last - touched.first));
  Authorship fresh;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    std::size_t length = sections[i].length;
    if (i == 0) length -= touched.before;
    if (i + 1 == sections.size()) length -= touched.behind;
    pieces.take(length, [&](std::size_t piece, const std::string& whose) {
      if (sections[i].kept) add(fresh, piece, whose);
    });
    add(fresh, sections[i].text.size(), author);
  }
  const auto from = spans.begin() + static_cast<std::ptrdiff_t>(touched.first);
  const auto replaced = static_cast<std::ptrdiff_t>(std::min(fresh.size(), touched.last - touched.first));
  const auto next = std::move(fresh.begin(), fresh.begin() + replaced, from);
  if (replaced < static_cast<std::ptrdiff_t>(fresh.size()))
    spans.insert(next, std::make_move_iterator(fresh.begin() + replaced), std::make_move_iterator(fresh.end()));
  else spans.erase(next, spans.begin() + static_cast<std::ptrdiff_t>(touched.last));
  return spans;
}

std::vector<std::string> authors_of(const std::vector<Edit>& edits) {
  std::vector<std::string> names;
  for (const Edit& edit : edits)
    if (std::find(names.begin(), names.end(), edit.author) == names.end()) names.push_back(edit.author);
  return names;
}

std::string to_text(const Authorship& authorship) {
  json::array spans;
  for (const Span& span : authorship) spans.push_back(json::array{span.length, span.author});
  return json::write(json::value(std::move(spans)));
}

Authorship authorship_from(std::string_view text, std::size_t length) {
  const auto document = json::parse(text);
  if (!document || !document->is_array()) return {};
  Authorship spans;
  for (const json::value& item : document->get_array()) {
    const json::array* const pair = item.if_array();
    if (pair == nullptr || pair->size() != 2 || !pair->at(0).is_int64() || !pair->at(1).is_string()) return {};
    const auto size = static_cast<std::size_t>(pair->at(0).get_int64());
    if (size > length) return {};
    length -= size;
    add(spans, size, std::string_view(pair->at(1).get_string()));
  }
  return length == 0 ? spans : Authorship{};
}

}  // namespace debrief::features::postmortems::editing
