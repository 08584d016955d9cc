// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "features/factors/draw.hpp"
#include "features/factors/graph.hpp"
#include "features/factors/taxonomy.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::factors {
namespace {

using domain::FigureBox;
using domain::FigurePoint;
using domain::FigureText;

constexpr double kHead = 7;  // of arrows: how far it reaches back
constexpr double kStripe = 4;
constexpr double kSmallest = 0.7;  // of its size, on narrow screens: what is around it scrolls then

// The colours of groups are told by words, too: a box names its kind.
constexpr std::string_view kStyle = R"css(
.factor-graph { --ink: #1c2024; --soft: #4f575f; --paper: #fff; --box: #fff; --line: #767f88; --outcome: #eef2f6;
  --technical: #0b57a4; --human: #a3461b; --process: #5b4bb0; --detection: #8a6100; --external: #1a7048; --other: #5b636b;
  max-width: 100%; height: auto; color: var(--ink);
  font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
@media (prefers-color-scheme: dark) { .factor-graph { --ink: #e6e8ea; --soft: #a8b0b8; --paper: #14171a; --box: #1b1f23;
  --line: #8b949d; --outcome: #252b31; --technical: #7db7f5; --human: #f0a27a; --process: #b7abff; --detection: #e3b75c;
  --external: #79cfa3; --other: #a8b0b8; } }
@media print { .factor-graph { min-width: 0 !important; --ink: #000; --soft: #333; --paper: #fff; --box: #fff; --line: #444; --outcome: #f2f2f2; } }
.factor-graph .paper { fill: var(--paper); }
.factor-graph .box { fill: var(--box); stroke: var(--line); }
.factor-graph .outcome { fill: var(--outcome); stroke: var(--ink); stroke-width: 1.5; }
.factor-graph .loose { stroke-dasharray: 4 3; }
.factor-graph .arrow { fill: none; stroke: var(--line); stroke-width: 1.5; }
.factor-graph .head { fill: var(--line); }
.factor-graph text { fill: var(--ink); }
.factor-graph .title { font-weight: 600; }
.factor-graph .kind, .factor-graph .note { fill: var(--soft); }
.factor-graph a text { text-decoration: underline; }
)css";

/// Text that XML 1.0 allows.
std::string xml_text(std::string_view text) {
  std::string clean;
  for (const char c : to_utf8(text)) clean += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  for (const std::string_view refused : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at = clean.find(refused); at != std::string::npos; at = clean.find(refused, at))
      clean.replace(at, refused.size(), " ");
  return escape_html(clean);
}

std::string_view class_of(FigureText::Style style) {
  if (style == FigureText::Style::kind) return "kind";
  return style == FigureText::Style::title ? "title" : "note";
}

std::string tint_of(const FigureBox& box) {
  const auto& groups = taxonomy().groups;
  const bool known =
      std::any_of(groups.begin(), groups.end(), [&](const KindGroup& group) { return group.id == box.group; });
  return "var(--" + (known ? box.group : "other") + ")";
}

std::string text_element(const FigureText& line) {
  return fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.0f}\">{}</text>\n",
                     class_of(line.style), line.at.x, line.at.y, line.size, xml_text(line.text));
}

std::string box_element(const FigureBox& box, const domain::Factor* factor, const domain::FactorCaptions& captions) {
  std::string out = fmt::format("<g>\n<title>{}</title>\n", xml_text(box.label));
  out +=
      fmt::format("<rect class=\"box{}{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"6\"/>\n",
                  box.factor.empty() ? " outcome" : "", box.linked ? "" : " loose", box.corner.x, box.corner.y,
                  box.width, box.height);
  if (!box.factor.empty())
    out += fmt::format("<rect style=\"fill: {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{:.1f}\" rx=\"2\"/>\n",
                       tint_of(box), box.corner.x + 4, box.corner.y + 6, kStripe, box.height - 12);
  for (const FigureText& line : box.lines) {
    const bool leads =
        captions.links && line.style == FigureText::Style::note && factor != nullptr && !factor->entries.empty();
    out += leads ? fmt::format("<a href=\"#entry-{}\">{}</a>", factor->entries.front(), text_element(line))
                 : text_element(line);
  }
  return out + "</g>\n";
}

std::string arrow_element(const domain::FigureArrow& arrow) {
  const FigurePoint tip = arrow.curve.back();
  const std::string title = arrow.text.empty() ? "" : "<title>" + xml_text(arrow.text) + "</title>";
  return fmt::format("<g>{}<path class=\"arrow\" d=\"{}\"/><path class=\"head\" d=\"M{:.1f} {:.1f}l-{} -4v8z\"/></g>\n",
                     title, path_of(arrow), tip.x, tip.y, kHead);
}

std::string title_of(const domain::FactorGraph& graph, const domain::FactorCaptions& captions, std::string_view id) {
  const domain::Factor* factor = find_factor(graph, id);
  return factor == nullptr ? captions.outcome : factor->title;
}

std::string description_of(const domain::FactorGraph& graph, const domain::FactorCaptions& captions) {
  std::string text;
  for (const domain::FactorLink& link : graph.links)
    text += fmt::format("“{}” contributed to “{}”{}{}. ", title_of(graph, captions, link.cause),
                        title_of(graph, captions, link.effect), link.text.empty() ? "" : ": ", link.text);
  if (text.empty()) return "Nothing is linked yet.";
  text.pop_back();
  return text;
}

}  // namespace

std::string path_of(const domain::FigureArrow& arrow) {
  if (arrow.curve.empty()) return {};
  std::string path = fmt::format("M{:.1f} {:.1f}", arrow.curve.front().x, arrow.curve.front().y);
  for (std::size_t i = 1; i + 2 < arrow.curve.size(); i += 3) {
    const FigurePoint* p = &arrow.curve[i];
    path += fmt::format("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
  }
  return path;
}

std::string to_svg(const domain::FactorDrawing& drawing, const domain::FactorGraph& graph,
                   const domain::FactorCaptions& captions) {
  std::string out = fmt::format(
      "<svg class=\"factor-graph\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
      "aria-labelledby=\"factor-graph-title factor-graph-description\" style=\"min-width: {5:.0f}px\" viewBox=\"0 0 "
      "{0:.1f} {1:.1f}\" "
      "width=\"{0:.1f}\" "
      "height=\"{1:.1f}\">\n<title id=\"factor-graph-title\">{2}</title>\n<desc "
      "id=\"factor-graph-description\">{3}</desc>\n"
      "<style>{4}</style>\n<rect class=\"paper\" width=\"{0:.1f}\" height=\"{1:.1f}\"/>\n",
      drawing.width, drawing.height, xml_text(captions.title), xml_text(description_of(graph, captions)), kStyle,
      drawing.width * kSmallest);
  for (const domain::FigureArrow& arrow : drawing.arrows) out += arrow_element(arrow);
  for (const FigureBox& box : drawing.boxes) out += box_element(box, find_factor(graph, box.factor), captions);
  return out + "</svg>\n";
}

}  // namespace debrief::features::factors
