// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/authorship.hpp"

#include <algorithm>

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
  explicit Pieces(const Authorship& spans) : spans_(spans) {}

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
  const Authorship& spans_;
  std::size_t index_ = 0;
  std::size_t used_ = 0;
};

}  // namespace

Authorship written_by(std::size_t length, std::string_view author) {
  Authorship spans;
  add(spans, length, author);
  return spans;
}

Authorship after(const Authorship& before, const changeset::ChangeSet& change, std::string_view author) {
  Authorship spans;
  Pieces pieces(before);
  for (const changeset::Section& section : change.sections()) {
    pieces.take(section.length, [&](std::size_t length, const std::string& whose) {
      if (section.kept) add(spans, length, whose);
    });
    add(spans, section.text.size(), author);
  }
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
