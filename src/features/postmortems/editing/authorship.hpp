// SPDX-License-Identifier: Apache-2.0
// Who wrote which part of a text. Pure.
#pragma once

#include "changeset/change_set.hpp"
#include "features/postmortems/editing/edit.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::editing {

/// Consecutive parts of a text, in UTF-16 code units; neighbours have different authors, none is empty.
struct Span {
  std::size_t length = 0;
  std::string author;

  friend bool operator==(const Span&, const Span&) = default;
};
using Authorship = std::vector<Span>;

[[nodiscard]] Authorship written_by(std::size_t length, std::string_view author);

/// After a change: what it inserts is its author's, the rest stays whose it is.
[[nodiscard]] Authorship after(Authorship before, const changeset::ChangeSet& change, std::string_view author);

/// The names of all who made these edits, each once, in the order of their first edit.
[[nodiscard]] std::vector<std::string> authors_of(const std::vector<Edit>& edits);

/// As the column postmortems.authorship holds it.
[[nodiscard]] std::string to_text(const Authorship& authorship);
/// Empty for what is no authorship, or not one of a text of this length.
[[nodiscard]] Authorship authorship_from(std::string_view text, std::size_t length);

}  // namespace debrief::features::postmortems::editing
