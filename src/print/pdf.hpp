// SPDX-License-Identifier: Apache-2.0
// A PDF that is being written, through Cairo.
#pragma once

#include "base/result.hpp"
#include "print/document.hpp"
#include "print/typesetter.hpp"

#include <cairo.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace debrief::print {

struct Rectangle {
  double x = 0, y = 0, width = 0, height = 0;
};

/// Positions are points from the upper left corner of the current page. Cairo's errors wait until finish().
class Pdf {
 public:
  Pdf(const PageSize& page, std::size_t most_bytes);
  ~Pdf();
  Pdf(const Pdf&) = delete;
  Pdf& operator=(const Pdf&) = delete;

  void describe(const Document& document);
  void end_page();
  [[nodiscard]] bool is_sound() const;

  void fill(const Rectangle& area, Color color, double radius = 0);
  void draw_line(Point from, Point to, double width, Color color, bool dotted = false);
  /// The line's own colours go before `color`. `y` is the top of the line.
  void show(const Line& line, double x, double y, Color color);
  /// An anchor is a name of ASCII letters, digits and "-" that one add_anchor() gives.
  void add_anchor(const std::string& anchor, double y);
  void link_to(const std::string& anchor, const Rectangle& area);
  /// `address` is absolute, as find_safe_url has let it through.
  void link_out(const std::string& address, const Rectangle& area);
  /// A bookmark below `parent`, 0 for the uppermost. Returns its number.
  int add_bookmark(int parent, const std::string& title, const std::string& anchor);

  [[nodiscard]] cairo_t* context() const { return context_; }
  /// The bytes. Errors: too_large. Throws when Cairo has failed.
  [[nodiscard]] Result<std::string> finish();

 private:
  void link(const std::string& where, const Rectangle& area);

  std::string bytes_;
  std::size_t most_bytes_;
  bool full_ = false;
  cairo_surface_t* surface_;
  cairo_t* context_;
};

}  // namespace debrief::print
