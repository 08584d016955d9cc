// SPDX-License-Identifier: Apache-2.0
#include "features/factors/draw.hpp"

#include "base/text.hpp"
#include "features/factors/layout.hpp"
#include "features/factors/taxonomy.hpp"
#include "features/factors/text_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace debrief::features::factors {
namespace {

using domain::FigureBox;
using domain::FigureText;

constexpr double kBoxWidth = 216;
constexpr double kColumnGap = 56;
constexpr double kRowGap = 18;
constexpr double kMargin = 8;  // around everything
constexpr double kLeft = 16;   // of the text within its box
constexpr double kRight = 10;
constexpr double kAbove = 9;
constexpr double kBelow = 10;
constexpr double kLowest = 44;  // box
constexpr double kTitleSize = 13;
constexpr double kTitleLine = 17;
constexpr double kSmallSize = 11;
constexpr double kSmallLine = 15;
constexpr double kBold = 1.08;  // about how much wider
constexpr std::size_t kTitleLines = 5;

/// Adds lines below those that are there; y counts from the top of the box until the box is placed.
class BoxWriter {
 public:
  void add(std::string_view text, FigureText::Style style, std::size_t most) {
    const bool title = style == FigureText::Style::title;
    const double size = title ? kTitleSize : kSmallSize;
    const double room = (kBoxWidth - kLeft - kRight) / (title ? kBold : 1);
    for (std::string& line : break_lines(to_utf8(text), size, room, most)) {
      const double step = title ? kTitleLine : kSmallLine;
      lines.push_back({{kLeft, y_ + step - (step - size) / 2 - size * 0.18}, std::move(line), style, size});
      y_ += step;
    }
  }
  [[nodiscard]] double height() const { return std::max(kLowest, y_ + kBelow); }

  std::vector<FigureText> lines;

 private:
  double y_ = kAbove;
};

std::string sources_of(const domain::Factor& factor, const domain::FactorCaptions& captions) {
  std::string text;
  for (const std::int64_t entry : factor.entries)
    if (const auto label = captions.entries.find(entry); label != captions.entries.end())
      text += (text.empty() ? "" : ", ") + label->second;
  const std::size_t unnamed = factor.evidence.size() + (text.empty() ? factor.entries.size() : 0);
  if (unnamed == 0) return text;
  return fmt::format("{}{}{} {}", text, text.empty() ? "" : ", ", unnamed, unnamed == 1 ? "source" : "sources");
}

FigureBox outcome_box(const domain::FactorCaptions& captions) {
  BoxWriter writer;
  writer.add("Outcome", FigureText::Style::kind, 1);
  writer.add(captions.outcome, FigureText::Style::title, kTitleLines);
  return {
      "", "", "Outcome: " + to_utf8(captions.outcome), {}, kBoxWidth, writer.height(), true, std::move(writer.lines)};
}

FigureBox factor_box(const domain::Factor& factor, bool linked, const domain::FactorCaptions& captions) {
  const domain::FactorKind* kind = find_kind(factor.kind);
  const std::string name = kind == nullptr ? factor.kind : kind->name;
  BoxWriter writer;
  writer.add(name, FigureText::Style::kind, 1);
  writer.add(factor.title, FigureText::Style::title, kTitleLines);
  const std::string sources = sources_of(factor, captions);
  if (!sources.empty()) writer.add(sources, FigureText::Style::note, 1);
  std::string group(group_of(factor.kind));
  return {factor.id, std::move(group),       name + ": " + to_utf8(factor.title), {}, kBoxWidth, writer.height(),
          linked,    std::move(writer.lines)};
}

void move(FigureBox& box, domain::FigurePoint corner) {
  box.corner = {corner.x + kMargin, corner.y + kMargin};
  for (FigureText& line : box.lines) {
    line.at.x += box.corner.x;
    line.at.y += box.corner.y;
  }
}

}  // namespace

domain::FactorDrawing draw(const domain::FactorGraph& graph, const domain::FactorCaptions& captions) {
  domain::FactorDrawing drawing;
  std::map<std::string_view, std::size_t> places{{"", 0}};
  for (const domain::Factor& factor : graph.factors) places.emplace(factor.id, places.size());
  LayoutInput input{{}, {}, kBoxWidth, kColumnGap, kRowGap};
  std::vector<bool> linked(places.size(), false);
  for (const domain::FactorLink& link : graph.links) {
    const auto cause = places.find(link.cause);
    const auto effect = places.find(link.effect);
    if (cause == places.end() || effect == places.end()) continue;
    linked[cause->second] = true;
    input.arrows.push_back({cause->second, effect->second});
    drawing.arrows.push_back({link.cause, link.effect, link.text, {}});
  }
  drawing.boxes.push_back(outcome_box(captions));
  for (std::size_t i = 0; i < graph.factors.size(); ++i)
    drawing.boxes.push_back(factor_box(graph.factors[i], linked[i + 1], captions));
  for (const FigureBox& box : drawing.boxes) input.heights.push_back(box.height);
  Layout layout = lay_out(input);
  drawing.width = layout.width + 2 * kMargin;
  drawing.height = layout.height + 2 * kMargin;
  for (std::size_t i = 0; i < drawing.boxes.size(); ++i) move(drawing.boxes[i], layout.corners[i]);
  for (std::size_t i = 0; i < drawing.arrows.size(); ++i) {
    drawing.arrows[i].curve = std::move(layout.curves[i]);
    for (auto& point : drawing.arrows[i].curve) point = {point.x + kMargin, point.y + kMargin};
  }
  return drawing;
}

domain::FactorFigure figure_of(const domain::FactorGraph& graph, const domain::FactorCaptions& captions) {
  domain::FactorFigure figure{draw(graph, captions), {}};
  figure.svg = to_svg(figure.drawing, graph, captions);
  return figure;
}

}  // namespace debrief::features::factors
