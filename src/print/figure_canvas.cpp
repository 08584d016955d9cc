// SPDX-License-Identifier: Apache-2.0
#include "print/figure_canvas.hpp"

#include "base/text.hpp"

namespace debrief::print {
namespace {

class PdfCanvas final : public Canvas {
 public:
  PdfCanvas(Pdf& pdf, const Typesetter& typesetter) : pdf_(pdf), to_(pdf.context()), typesetter_(typesetter) {}

  void fill_rectangle(Point corner, double width, double height, Color color) override {
    pdf_.fill({corner.x, corner.y, width, height}, color);
  }
  void fill_polygon(std::span<const Point> corners, Color color) override {
    trace(corners);
    cairo_close_path(to_);
    cairo_set_source_rgb(to_, color.red, color.green, color.blue);
    cairo_fill(to_);
  }
  void fill_circle(Point center, double radius, Color color) override {
    pdf_.fill({center.x - radius, center.y - radius, 2 * radius, 2 * radius}, color, radius);
  }
  void stroke_line(std::span<const Point> points, double width, Color color) override {
    trace(points);
    cairo_set_source_rgb(to_, color.red, color.green, color.blue);
    cairo_set_line_width(to_, width);
    cairo_stroke(to_);
  }
  void draw_text(Point at, std::string_view text, double size, Color color, Anchor anchor, double width) override {
    constexpr double kWide = 2000;
    const double room = width > 0 ? width : kWide;
    const Align align = anchor == Anchor::right    ? Align::right
                        : anchor == Anchor::middle ? Align::center
                                                   : Align::natural;
    const Lines lines =
        typesetter_.set(to_utf8(text), {.size = size, .line = size}, {.width = room, .align = align, .one_line = true});
    Line line = lines.lines.front();
    line.baseline = 0;
    pdf_.show(line, at.x - (anchor == Anchor::right ? room : anchor == Anchor::middle ? room / 2 : 0), at.y, color);
  }

 private:
  void trace(std::span<const Point> points) {
    cairo_new_path(to_);
    for (const Point& point : points) cairo_line_to(to_, point.x, point.y);
  }

  Pdf& pdf_;
  cairo_t* to_;
  const Typesetter& typesetter_;
};

}  // namespace

void draw_figure(Pdf& pdf, const Typesetter& typesetter, const Figure& figure, Point corner, double width) {
  cairo_t* to = pdf.context();
  cairo_save(to);
  cairo_rectangle(to, corner.x, corner.y, width, figure.height);
  cairo_clip(to);
  cairo_translate(to, corner.x, corner.y);
  PdfCanvas canvas(pdf, typesetter);
  if (figure.draw) figure.draw(canvas, width, figure.height);
  cairo_restore(to);
}

}  // namespace debrief::print
