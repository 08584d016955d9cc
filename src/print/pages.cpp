// SPDX-License-Identifier: Apache-2.0
#include "print/pages.hpp"

namespace debrief::print {
namespace {

// A header that takes more of the page is not repeated.
constexpr double kMostForHeader = 0.25;

double header_height(const std::vector<Piece>& pieces, const std::vector<Header>& headers, std::size_t at,
                     double height) {
  const std::uint32_t table = pieces[at].table;
  if (table == Piece::kNoTable || at < headers[table].last) return 0;
  return headers[table].height <= kMostForHeader * height ? headers[table].height : 0;
}

std::size_t end_of_page(const std::vector<Piece>& pieces, std::size_t first, double room) {
  std::size_t last = first;
  double used = 0;
  for (; last < pieces.size(); ++last) {
    const double needed = pieces[last].height + (last == first ? 0 : pieces[last].before);
    // Heights are rounded to float.
    if (last > first && used + needed > room + 0.01) break;
    used += needed;
  }
  if (last == pieces.size()) return last;
  for (std::size_t at = last; at > first; --at)
    if (pieces[at].may_break) return at;
  return last;
}

}  // namespace

std::vector<PageSpan> paginate(const std::vector<Piece>& pieces, const std::vector<Header>& headers, double height) {
  std::vector<PageSpan> pages;
  for (std::size_t first = 0; first < pieces.size();) {
    const double header = header_height(pieces, headers, first, height);
    const std::size_t last = end_of_page(pieces, first, height - header);
    pages.push_back({first, last, header > 0 ? pieces[first].table : Piece::kNoTable});
    first = last;
  }
  return pages;
}

}  // namespace debrief::print
