// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export_factors.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace debrief::features::postmortems {
namespace {

using print::Color;
using print::Point;

constexpr double kPointsPerPixel = 0.75;
constexpr int kStepsOfCurve = 12;
constexpr double kHead = 7;

constexpr Color kInk{0.11, 0.13, 0.14};
constexpr Color kSoft{0.31, 0.34, 0.37};
constexpr Color kLine{0.40, 0.43, 0.46};
constexpr Color kOutcome{0.93, 0.95, 0.96};

Color tint_of(std::string_view group) {
  static const std::map<std::string_view, Color> kTints{{"technical", {0.04, 0.34, 0.64}},
                                                        {"human", {0.64, 0.27, 0.11}},
                                                        {"process", {0.36, 0.29, 0.69}},
                                                        {"detection", {0.54, 0.38, 0.00}},
                                                        {"external", {0.10, 0.44, 0.28}}};
  const auto tint = kTints.find(group);
  return tint == kTints.end() ? kSoft : tint->second;
}

/// Places the drawing in the middle of the canvas.
class Scaled {
 public:
  Scaled(const domain::FactorDrawing& drawing, print::Canvas& canvas, double width, double height)
      : canvas_(canvas),
        scale_(
            std::min({kPointsPerPixel, width / std::max(drawing.width, 1.0), height / std::max(drawing.height, 1.0)})),
        left_((width - drawing.width * scale_) / 2) {}

  void draw(const domain::FigureArrow& arrow) {
    std::vector<Point> line;
    for (std::size_t i = 0; i + 3 < arrow.curve.size(); i += 3)
      for (int step = i == 0 ? 0 : 1; step <= kStepsOfCurve; ++step)
        line.push_back(at(point_on(&arrow.curve[i], static_cast<double>(step) / kStepsOfCurve)));
    canvas_.stroke_line(line, 1.5 * scale_, kLine);
    const auto tip = arrow.curve.back();
    const std::array head{at(tip), at({tip.x - kHead, tip.y - 4}), at({tip.x - kHead, tip.y + 4})};
    canvas_.fill_polygon(head, kLine);
  }

  void draw(const domain::FigureBox& box) {
    const auto& c = box.corner;
    if (box.factor.empty()) canvas_.fill_rectangle(at(c), box.width * scale_, box.height * scale_, kOutcome);
    const std::array border{at(c), at({c.x + box.width, c.y}), at({c.x + box.width, c.y + box.height}),
                            at({c.x, c.y + box.height}), at(c)};
    canvas_.stroke_line(border, (box.factor.empty() ? 1.5 : 1) * scale_, box.linked ? kLine : kOutcome);
    if (!box.factor.empty())
      canvas_.fill_rectangle(at({c.x + 4, c.y + 6}), 4 * scale_, (box.height - 12) * scale_, tint_of(box.group));
    for (const domain::FigureText& line : box.lines)
      canvas_.draw_text(at(line.at), line.text, line.size * scale_,
                        line.style == domain::FigureText::Style::title ? kInk : kSoft, print::Anchor::left,
                        (c.x + box.width - line.at.x) * scale_);
  }

 private:
  [[nodiscard]] Point at(domain::FigurePoint point) const { return {left_ + point.x * scale_, point.y * scale_}; }

  static domain::FigurePoint point_on(const domain::FigurePoint* p, double t) {
    const double s = 1 - t;
    const auto mix = [&](double a, double b, double c, double d) {
      return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
    };
    return {mix(p[0].x, p[1].x, p[2].x, p[3].x), mix(p[0].y, p[1].y, p[2].y, p[3].y)};
  }

  print::Canvas& canvas_;
  double scale_;
  double left_;
};

}  // namespace

print::Figure to_print(const domain::FactorDrawing& drawing) {
  // As high as it becomes on the widest column of paper; the page cuts what is higher than it.
  constexpr double kColumn = 480;
  const double scale = std::min(kPointsPerPixel, kColumn / std::max(drawing.width, 1.0));
  return {drawing.height * scale, [drawing](print::Canvas& canvas, double width, double height) {
            Scaled scaled(drawing, canvas, width, height);
            for (const auto& arrow : drawing.arrows) scaled.draw(arrow);
            for (const auto& box : drawing.boxes) scaled.draw(box);
          }};
}

}  // namespace debrief::features::postmortems
