// SPDX-License-Identifier: Apache-2.0
// Documents as PDF, set with Pango and drawn with Cairo.
#pragma once

#include "base/result.hpp"
#include "print/document.hpp"

#include <cstddef>
#include <string>

namespace debrief::print {

struct Limits {
  std::size_t pages = 5000;
  double seconds = 30;
  std::size_t bytes = 256UL << 20U;  ///< of the PDF
};

/// The bytes of a PDF: title, facts, contents with page numbers, text, sources; with bookmarks, links within the
/// document and to http, https and mailto addresses. The same document gives the same bytes on the same machine: no
/// clock is read but to keep the limit. Errors: too_large (pages, time or bytes), unavailable (no font is installed).
/// Safe from any thread; each keeps the fonts that it has used.
[[nodiscard]] Result<std::string> print_pdf(const Document& document, const Limits& limits = {});

}  // namespace debrief::print
