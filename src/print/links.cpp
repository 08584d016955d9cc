// SPDX-License-Identifier: Apache-2.0
#include "print/box.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace debrief::print {
namespace {

// There is no page that a relative address could be relative to.
bool leads_out(std::string_view address) {
  const std::string begin = to_lower(address.substr(0, 8));
  return begin.starts_with("http://") || begin.starts_with("https://") || begin.starts_with("mailto:");
}

}  // namespace

std::vector<bool> find_links(const RichText& text, const Targets& targets) {
  std::vector<bool> found;
  found.reserve(text.links.size());
  for (const std::string& address : text.links)
    found.push_back(leads_out(address) || targets.find(address).has_value());
  return found;
}

void link_line(Pdf& pdf, const Targets& targets, const RichText& text, const Line& line, double x, double y) {
  if (text.links.empty()) return;
  const auto begin = static_cast<std::uint32_t>(line.line->start_index);
  const auto end = begin + static_cast<std::uint32_t>(line.line->length);
  auto span = std::partition_point(text.spans.begin(), text.spans.end(), [&](const Span& s) { return s.end <= begin; });
  for (; span != text.spans.end() && span->begin < end; ++span) {
    if (span->link < 0) continue;
    const std::string& address = text.links[static_cast<std::size_t>(span->link)];
    const auto anchor = targets.find(address);
    if (!anchor && !leads_out(address)) continue;
    int* ranges = nullptr;
    int count = 0;
    pango_layout_line_get_x_ranges(line.line, static_cast<int>(std::max(begin, span->begin)),
                                   static_cast<int>(std::min(end, span->end)), &ranges, &count);
    for (int i = 0; i < count; ++i) {
      const double left = static_cast<double>(ranges[2 * i]) / PANGO_SCALE;
      const double right = static_cast<double>(ranges[2 * i + 1]) / PANGO_SCALE;
      const Rectangle area{x + left, y, right - left, line.height};
      if (anchor) pdf.link_to(*anchor, area);
      else pdf.link_out(address, area);
    }
    g_free(ranges);
  }
}

}  // namespace debrief::print
