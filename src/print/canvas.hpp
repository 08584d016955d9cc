// SPDX-License-Identifier: Apache-2.0
// A small surface for figures. Lengths are points (1/72 inch) from the upper left corner of the figure.
#pragma once

#include <span>
#include <string_view>

namespace debrief::print {

/// Each part from 0 to 1.
struct Color {
  double red = 0, green = 0, blue = 0;
};

struct Point {
  double x = 0, y = 0;
};

enum class Anchor { left, middle, right };

class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual void fill_rectangle(Point corner, double width, double height, Color color) = 0;
  virtual void fill_polygon(std::span<const Point> corners, Color color) = 0;
  virtual void fill_circle(Point center, double radius, Color color) = 0;
  virtual void stroke_line(std::span<const Point> points, double width, Color color) = 0;
  /// One line of text whose baseline is at `at`; shortened with "…" to `width` where that is not 0.
  virtual void draw_text(Point at, std::string_view text, double size, Color color, Anchor anchor = Anchor::left,
                         double width = 0) = 0;
};

}  // namespace debrief::print
