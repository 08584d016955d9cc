// SPDX-License-Identifier: Apache-2.0
// Pictures for the page.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>
#include <string_view>

namespace debrief::print {

struct ReleaseSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, ReleaseSurface>;

/// A PNG or JPEG as a surface of its pixels; null for anything else, for damaged pictures and those of more than
/// 40 million pixels. A JPEG is kept as it is, and its pixels are only known to the PDF.
[[nodiscard]] SurfacePtr read_picture(const std::string& bytes);

}  // namespace debrief::print
