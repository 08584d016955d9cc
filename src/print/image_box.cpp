// SPDX-License-Identifier: Apache-2.0
#include "print/box.hpp"
#include "print/figure_canvas.hpp"
#include "print/raster.hpp"

#include <algorithm>

namespace debrief::print {
namespace {

constexpr double kPointsPerPixel = 0.75;
constexpr double kMostForImage = 0.6;
constexpr double kAboveCaption = 4;

class ImageBox final : public Box {
 public:
  ImageBox(const Block& block, Frame where) : Box(std::move(where)), block_(block) {
    if (const auto* picture = std::get_if<Picture>(block.image.get())) weight = picture->bytes.size();
  }

  void set(const Shop& shop) override {
    if (is_set_) return;
    is_set_ = true;
    width_ = frame.width;
    const double most = shop.page.text_height() * kMostForImage;
    if (const auto* figure = std::get_if<Figure>(block_.image.get())) {
      height_ = std::clamp(figure->height, 1.0, most);
    } else if ((surface_ = read_picture(std::get<Picture>(*block_.image).bytes))) {
      const double pixels_x = cairo_image_surface_get_width(surface_.get());
      const double pixels_y = cairo_image_surface_get_height(surface_.get());
      scale_ = std::min({kPointsPerPixel, frame.width / pixels_x, most / pixels_y});
      width_ = pixels_x * scale_;
      height_ = pixels_y * scale_;
    }
    Look look = look_of(Style::caption);
    look.italic = !surface_ && height_ == 0;
    if (!block_.text.empty()) caption_ = shop.typesetter.set(block_.text, look, {.width = frame.width});
  }

  void drop() override {
    is_set_ = false;
    surface_.reset();
    caption_ = {};
  }

  void add_pieces(std::vector<Piece>& pieces) const override {
    pieces.push_back({static_cast<float>(height_ + (height_ > 0 ? kAboveCaption : 0)), 10});
    for (const Line& line : caption_.lines) pieces.push_back({static_cast<float>(line.height), 0, false});
  }

  void draw(Pdf& pdf, const Shop& shop, const Part& part) const override {
    double y = part.y;
    for (std::size_t i = part.first; i < part.last; ++i) {
      if (i == 0) {
        draw_image(pdf, shop, y);
        y += height_ + (height_ > 0 ? kAboveCaption : 0);
      } else {
        pdf.show(caption_.lines[i - 1], frame.x, y, kSoftInk);
        y += caption_.lines[i - 1].height;
      }
    }
  }

 private:
  void draw_image(Pdf& pdf, const Shop& shop, double y) const {
    if (const auto* figure = std::get_if<Figure>(block_.image.get()))
      return draw_figure(pdf, shop.typesetter, {height_, figure->draw}, {frame.x, y}, width_);
    if (!surface_) return;
    cairo_t* to = pdf.context();
    cairo_save(to);
    cairo_translate(to, frame.x, y);
    cairo_scale(to, scale_, scale_);
    cairo_set_source_surface(to, surface_.get(), 0, 0);
    cairo_paint(to);
    cairo_restore(to);
  }

  const Block& block_;
  bool is_set_ = false;
  SurfacePtr surface_;
  double width_ = 0;
  double height_ = 0;
  double scale_ = 1;
  Lines caption_;
};

}  // namespace

std::unique_ptr<Box> make_image_box(const Block& block, Frame frame) {
  return std::make_unique<ImageBox>(block, std::move(frame));
}

}  // namespace debrief::print
