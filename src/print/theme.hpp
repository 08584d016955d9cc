// SPDX-License-Identifier: Apache-2.0
// Sizes and colours of the printed page, in points.
#pragma once

#include "print/block.hpp"
#include "print/canvas.hpp"

namespace debrief::print {

inline constexpr Color kInk{0.11, 0.13, 0.15};
inline constexpr Color kSoftInk{0.36, 0.39, 0.42};
inline constexpr Color kAccent{0.04, 0.34, 0.64};
inline constexpr Color kLine{0.80, 0.83, 0.86};
inline constexpr Color kTint{0.953, 0.964, 0.976};
inline constexpr Color kLeader{0.62, 0.66, 0.70};
inline constexpr Color kQuoteBar{0.62, 0.74, 0.87};

/// Families in the order of preference; Pango looks further where none has a character.
inline constexpr const char* kTextFamily = "Noto Sans,DejaVu Sans,Sans";
inline constexpr const char* kCodeFamily = "Noto Sans Mono,DejaVu Sans Mono,Monospace";

struct PageSize {
  double width = 595.28;
  double height = 841.89;
  double side = 62;  ///< margins
  double top = 74;
  double bottom = 70;

  [[nodiscard]] double text_width() const { return width - 2 * side; }
  [[nodiscard]] double text_height() const { return height - top - bottom; }
};
[[nodiscard]] PageSize page_size(Paper paper);

struct Look {
  double size = 10;
  double line = 15;   ///< least height of a line
  double before = 8;  ///< space above
  int weight = 400;
  Color color = kInk;
  bool italic = false;
  bool heads = false;  ///< stays with what follows
};
[[nodiscard]] Look look_of(Style style);

inline constexpr Look kCodeLook{8.5, 12.5, 9};
inline constexpr double kSmallestCode = 6.8;
inline constexpr Look kCellLook{8.6, 12.4, 0};
inline constexpr double kSmallestCell = 6.2;
inline constexpr double kCellPaddingX = 5;
inline constexpr double kCellPaddingY = 3.2;
inline constexpr double kCodePadding = 7;
inline constexpr double kListIndent = 17;
inline constexpr double kQuoteIndent = 14;

}  // namespace debrief::print
