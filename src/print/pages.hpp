// SPDX-License-Identifier: Apache-2.0
// Where pages begin. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace debrief::print {

/// What cannot be divided: a line of text, a line of a table's row, a picture.
struct Piece {
  float height = 0;
  float before = 0;                ///< space above, dropped at the top of a page
  bool may_break = true;           ///< a page may begin with it
  std::uint32_t table = kNoTable;  ///< whose header is repeated above it on a new page

  static constexpr std::uint32_t kNoTable = std::numeric_limits<std::uint32_t>::max();
};

/// The pieces of a table's header.
struct Header {
  std::size_t first = 0;
  std::size_t last = 0;
  double height = 0;
};

struct PageSpan {
  std::size_t first = 0;                  ///< piece
  std::size_t last = 0;                   ///< behind the last piece
  std::uint32_t table = Piece::kNoTable;  ///< whose header stands on top
};

/// The pages of at most `height`, each with one piece at least. A break where none may be is made only when a page
/// has no other place for it.
[[nodiscard]] std::vector<PageSpan> paginate(const std::vector<Piece>& pieces, const std::vector<Header>& headers,
                                             double height);

}  // namespace debrief::print
