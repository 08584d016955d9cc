// SPDX-License-Identifier: Apache-2.0
#include "print/box.hpp"

#include <algorithm>

namespace debrief::print {
namespace {

// The share of the size that a character of the code font is wide.
constexpr double kAdvance = 0.602;

class CodeBox final : public Box {
 public:
  CodeBox(const Block& block, Frame where, std::size_t longest, bool ends)
      : Box(std::move(where)),
        block_(block),
        look_(kCodeLook),
        top_(block.style == Style::continued ? 0 : kCodePadding),
        bottom_(ends ? kCodePadding : 0) {
    weight = block.text.text.size();
    // Lines that nearly fit are set smaller; longer ones continue on the next line at the usual size.
    const double fits =
        (frame.width - 2 * kCodePadding) / (kAdvance * static_cast<double>(std::max<std::size_t>(longest, 1)));
    if (fits < look_.size && fits >= kSmallestCode) {
      look_.line *= fits / look_.size;
      look_.size = fits;
    }
  }

  void set(const Shop& shop) override {
    if (text_.layout) return;
    text_ = shop.typesetter.set(block_.text, look_, {.width = frame.width - 2 * kCodePadding, .code = true});
  }
  void drop() override { text_ = {}; }

  void add_pieces(std::vector<Piece>& pieces) const override {
    const std::size_t count = text_.lines.size();
    for (std::size_t i = 0; i < count; ++i) {
      Piece piece;
      piece.height = static_cast<float>(height_of(i));
      piece.before = static_cast<float>(i == 0 && top_ > 0 ? look_.before : 0);
      piece.may_break = i == 0 || (i >= 2 && i + 1 < count);
      pieces.push_back(piece);
    }
  }

  void draw(Pdf& pdf, const Shop&, const Part& part) const override {
    // The next part's ground lies over the seam.
    pdf.fill({frame.x, part.y - (top_ > 0 || part.first > 0 ? 0 : 0.5), frame.width, part.height + 0.2}, kTint);
    double y = part.y;
    for (std::size_t i = part.first; i < part.last; ++i) {
      pdf.show(text_.lines[i], frame.x + kCodePadding, y + (i == 0 ? top_ : 0), kInk);
      y += height_of(i);
    }
  }

 private:
  [[nodiscard]] double height_of(std::size_t line) const {
    return text_.lines[line].height + (line == 0 ? top_ : 0) + (line + 1 == text_.lines.size() ? bottom_ : 0);
  }

  const Block& block_;
  Look look_;
  double top_;
  double bottom_;
  Lines text_;
};

}  // namespace

std::unique_ptr<Box> make_code_box(const Block& block, Frame frame, std::size_t longest, bool ends) {
  return std::make_unique<CodeBox>(block, std::move(frame), longest, ends);
}

}  // namespace debrief::print
