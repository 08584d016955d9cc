// SPDX-License-Identifier: Apache-2.0
#include "print/box.hpp"

#include <fmt/format.h>

namespace debrief::print {
namespace {

constexpr double kGutter = 6;       // between a marker and its text
constexpr double kPageNumber = 30;  // room for a page's number in the contents
constexpr double kContentsStep = 14;

class TextBox final : public Box {
 public:
  TextBox(const Block& block, Frame where) : Box(std::move(where)), block_(block), look_(look_of(block.style)) {
    weight = block.text.text.size();
    heads = look_.heads;
    indent_ = block.style == Style::contents2 ? kContentsStep : 0;
  }

  void set(const Shop& shop) override {
    if (text_.layout) return;
    const bool contents = !block_.target.empty();
    const Setting setting{.width = frame.width - indent_ - (contents ? kPageNumber : 0), .one_line = contents};
    text_ = shop.typesetter.set(block_.text, look_, setting, find_links(block_.text, shop.targets));
    if (!block_.marker.empty()) {
      Look look = look_;
      if (block_.marker.size() > 2 && block_.marker.back() == '.') look.color = kSoftInk;
      marker_ = shop.typesetter.set(block_.marker, look, {.width = kListIndent * 3, .align = Align::right});
    }
  }

  void drop() override {
    text_ = {};
    marker_ = {};
  }

  void add_pieces(std::vector<Piece>& pieces) const override {
    const std::size_t count = text_.lines.size();
    for (std::size_t i = 0; i < count; ++i) {
      Piece piece;
      piece.height = static_cast<float>(text_.lines[i].height);
      piece.before = static_cast<float>(i == 0 ? look_.before : 0);
      // No line stands alone at the foot or the head of a page.
      piece.may_break = i == 0 || (i >= 2 && i + 1 < count && !look_.heads);
      pieces.push_back(piece);
    }
  }

  void draw(Pdf& pdf, const Shop& shop, const Part& part) const override {
    const double x = frame.x + indent_;
    double y = part.y;
    for (std::size_t i = part.first; i < part.last; ++i) {
      const Line& line = text_.lines[i];
      if (i == 0) draw_marker(pdf, y, line);
      pdf.show(line, x, y, look_.color);
      link_line(pdf, shop.targets, block_.text, line, x, y);
      y += line.height;
    }
    if (!block_.target.empty()) draw_page_number(pdf, shop, part);
  }

 private:
  void draw_marker(Pdf& pdf, double y, const Line& first) const {
    if (marker_.lines.empty()) return;
    Line marker = marker_.lines.front();
    marker.baseline = first.baseline;
    pdf.show(marker, frame.x - kGutter - 3 * kListIndent, y, kSoftInk);
  }

  void draw_page_number(Pdf& pdf, const Shop& shop, const Part& part) const {
    const Line& title = text_.lines.front();
    const Lines number = shop.typesetter.set(fmt::format("{}", shop.targets.page_of(block_.target)), look_,
                                             {.width = kPageNumber, .align = Align::right});
    Line line = number.lines.front();
    line.baseline = title.baseline;
    const double right = frame.x + frame.width;
    pdf.show(line, right - kPageNumber, part.y, look_.color);
    PangoRectangle extents;
    pango_layout_line_get_extents(title.line, nullptr, &extents);
    const double from = frame.x + indent_ + title.x + static_cast<double>(extents.width) / PANGO_SCALE + 6;
    const double baseline = part.y + title.baseline - 0.5;
    if (from < right - kPageNumber) pdf.draw_line({from, baseline}, {right - 20, baseline}, 0.6, kLeader, true);
    pdf.link_to(block_.target, {frame.x, part.y, frame.width, part.height});
  }

  const Block& block_;
  Look look_;
  double indent_ = 0;
  Lines text_;
  Lines marker_;
};

class RuleBox final : public Box {
 public:
  using Box::Box;
  void set(const Shop&) override {}
  void drop() override {}
  void add_pieces(std::vector<Piece>& pieces) const override { pieces.push_back({13, 6}); }
  void draw(Pdf& pdf, const Shop&, const Part& part) const override {
    const double y = part.y + part.height / 2;
    pdf.draw_line({frame.x, y}, {frame.x + frame.width, y}, 0.8, kLine);
  }
};

}  // namespace

std::unique_ptr<Box> make_text_box(const Block& block, Frame frame) {
  return std::make_unique<TextBox>(block, std::move(frame));
}

std::unique_ptr<Box> make_rule_box(Frame frame) {
  return std::make_unique<RuleBox>(std::move(frame));
}

}  // namespace debrief::print
