// SPDX-License-Identifier: Apache-2.0
// Text into lines, with Pango.
#pragma once

#include "print/theme.hpp"

#include <pango/pangocairo.h>

#include <memory>
#include <string_view>
#include <vector>

namespace debrief::print {

struct ReleaseObject {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using ObjectPtr = std::unique_ptr<T, ReleaseObject>;

/// A line and where it stands; lives as long as its Lines.
struct Line {
  PangoLayoutLine* line = nullptr;
  double x = 0;  ///< of its left end, from the left edge of the column
  double height = 0;
  double baseline = 0;  ///< from the top of the line
};

struct Lines {
  ObjectPtr<PangoLayout> layout;
  std::vector<Line> lines;

  [[nodiscard]] double height() const;
};

struct Setting {
  double width = 0;
  bool code = false;             ///< the family for code
  Align align = Align::natural;  ///< natural: left, or right where the text runs from right to left
  bool one_line = false;         ///< shortened with "…"
};

class Typesetter {
 public:
  /// For the calling thread.
  Typesetter();

  /// Whether there is any font at all.
  [[nodiscard]] bool has_fonts() const;
  /// Sets links in the accent colour where `is_link` says so for them.
  [[nodiscard]] Lines set(const RichText& text, const Look& look, const Setting& setting,
                          const std::vector<bool>& is_link = {}) const;
  [[nodiscard]] Lines set(std::string_view text, const Look& look, const Setting& setting) const;

  struct Widths {
    double least = 0;    ///< of the longest word
    double natural = 0;  ///< of the longest line
  };
  [[nodiscard]] Widths measure(const RichText& text, const Look& look) const;

 private:
  [[nodiscard]] ObjectPtr<PangoLayout> lay_out(const RichText& text, const Look& look, bool code,
                                               const std::vector<bool>& is_link) const;

  ObjectPtr<PangoContext> context_;
};

}  // namespace debrief::print
