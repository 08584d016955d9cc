// SPDX-License-Identifier: Apache-2.0
#include "print/theme.hpp"

namespace debrief::print {

PageSize page_size(Paper paper) {
  if (paper == Paper::letter) return {.width = 612, .height = 792};
  return {};
}

Look look_of(Style style) {
  switch (style) {
    case Style::body: return {10, 15, 8};
    case Style::tight: return {10, 15, 2};
    case Style::continued: return {10, 15, 0};
    case Style::heading1: return {17, 22, 26, 700, kInk, false, true};
    case Style::heading2: return {14, 19, 24, 700, kInk, false, true};
    case Style::heading3: return {11.5, 16, 17, 700, kInk, false, true};
    case Style::heading4: return {10.5, 15, 14, 700, kInk, false, true};
    case Style::heading5:
    case Style::heading6: return {10, 15, 12, 700, kSoftInk, false, true};
    case Style::kind: return {9, 13, 0, 700, kAccent, false, true};
    case Style::title: return {23, 29, 3, 700, kInk, false, true};
    case Style::standing: return {9.5, 14, 5, 400, kSoftInk, false, false};
    case Style::contents_title: return {11.5, 16, 24, 700, kInk, false, true};
    case Style::contents1: return {10, 15, 4, 400, kInk};
    case Style::contents2: return {9.2, 13.5, 1, 400, kSoftInk};
    case Style::caption: return {8.5, 12, 4, 400, kSoftInk};
    case Style::source_head: return {9.2, 13.5, 11, 400, kInk, false, true};
    case Style::source_text: return {9.2, 13.5, 1, 400, kInk};
    case Style::source_origin: return {8.5, 12, 1, 400, kSoftInk};
  }
  return {};
}

}  // namespace debrief::print
