// SPDX-License-Identifier: Apache-2.0
#include "print/print.hpp"

#include "base/text.hpp"
#include "print/compose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace debrief::print {
namespace {

// Text that stays set between measuring and drawing; more is set twice.
constexpr std::size_t kKeptBytes = 1'500'000;
constexpr double kFurniture = 8;  // size of what stands at the head and the foot of a page

class Deadline {
 public:
  explicit Deadline(double seconds)
      : at_(std::chrono::steady_clock::now() +
            std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds))) {}
  [[nodiscard]] bool has_passed() const { return std::chrono::steady_clock::now() > at_; }

 private:
  std::chrono::steady_clock::time_point at_;
};

Error too_long(std::string_view measure) {
  return too_large("the document is too long for a PDF: {}", measure).with_help("Export it as HTML or Markdown.");
}

class Press {
 public:
  Press(const Document& document, const Limits& limits)
      : document_(document), limits_(limits), deadline_(limits.seconds), page_(page_size(document.paper)) {}

  Result<std::string> run() {
    if (!typesetter_.has_fonts())
      return make_error(ErrorCode::unavailable, "there is no font on the server, so that no PDF can be made")
          .with_help("Install one there, for example the package fonts-noto-core.");
    boxes_ = make_boxes(made_.blocks, page_);
    TRY(measure());
    pages_ = paginate(pieces_, headers_, page_.text_height());
    if (pages_.size() > limits_.pages) return too_long(fmt::format("it has {} pages", pages_.size()));
    number_anchors();
    TRY(draw());
    return pdf_.finish();
  }

 private:
  Result<> measure() {
    double height = 0;
    for (const auto& box : boxes_.boxes) {
      if (deadline_.has_passed()) return too_slow();
      box->set(shop_);
      starts_.push_back(pieces_.size());
      box->add_pieces(pieces_);
      for (std::size_t i = starts_.back(); i < pieces_.size(); ++i) height += pieces_[i].height + pieces_[i].before;
      if (height > static_cast<double>(limits_.pages) * page_.text_height())
        return too_long(fmt::format("it has more than {} pages", limits_.pages));
      weight_ += box->weight;
      if (keeps_nothing()) box->drop();
    }
    starts_.push_back(pieces_.size());
    note_headers();
    keep_headings();
    return {};
  }

  [[nodiscard]] bool keeps_nothing() const { return weight_ > kKeptBytes; }
  [[nodiscard]] Error too_slow() const { return too_long(fmt::format("it takes more than {:.0f} s", limits_.seconds)); }

  void note_headers() {
    for (const auto& [first, last] : boxes_.tables) {
      Header header{starts_[first], starts_[first + 1]};
      for (std::size_t i = header.first; i < header.last; ++i) header.height += pieces_[i].height;
      for (std::size_t i = header.first; i < starts_[last]; ++i)
        pieces_[i].table = static_cast<std::uint32_t>(headers_.size());
      // A header stands at the foot of a page with two rows at least.
      for (std::size_t row = first + 1; row < std::min(first + 3, last); ++row) pieces_[starts_[row]].may_break = false;
      headers_.push_back(header);
    }
  }

  // A heading stays with the first two lines of what follows.
  void keep_headings() {
    for (std::size_t i = 0; i + 1 < boxes_.boxes.size(); ++i) {
      if (!boxes_.boxes[i]->heads || starts_[i + 1] >= pieces_.size()) continue;
      pieces_[starts_[i + 1]].may_break = false;
    }
  }

  void number_anchors() {
    std::size_t page = 0;
    for (std::size_t i = 0; i < boxes_.boxes.size(); ++i) {
      while (page + 1 < pages_.size() && pages_[page].last <= starts_[i]) ++page;
      if (!boxes_.boxes[i]->anchor.empty()) made_.targets.set_page(boxes_.boxes[i]->anchor, page + 1);
    }
  }

  Result<> draw() {
    pdf_.describe(document_);
    std::size_t box = 0;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (deadline_.has_passed()) return too_slow();
      draw_furniture(i);
      draw_page(pages_[i], box);
      pdf_.end_page();
      if (!pdf_.is_sound()) break;
    }
    add_bookmarks();
    return {};
  }

  // `box` is the one that the page begins with, and becomes that of the next page.
  void draw_page(const PageSpan& span, std::size_t& box) {
    double y = page_.top;
    if (span.table != Piece::kNoTable) {
      const Header& header = headers_[span.table];
      Box& head = *boxes_.boxes[boxes_.tables[span.table].first];
      head.set(shop_);
      head.draw(pdf_, shop_, {0, header.last - header.first, y, header.height});
      y += header.height;
    }
    std::size_t shared_bars = 0;
    for (std::size_t at = span.first; at < span.last;) {
      while (starts_[box + 1] <= at) ++box;
      const std::size_t last = std::min(starts_[box + 1], span.last);
      const double before = at == span.first ? 0 : pieces_[at].before;
      double height = 0;
      for (std::size_t i = at; i < last; ++i) height += pieces_[i].height;
      draw_bars(*boxes_.boxes[box], {0, y, 0, before + height}, before, shared_bars);
      y += before;
      draw_box(box, {at - starts_[box], last - starts_[box], y, height});
      y += height;
      at = last;
    }
  }

  void draw_box(std::size_t index, const Part& part) {
    Box& box = *boxes_.boxes[index];
    box.set(shop_);
    if (part.first == 0 && !box.anchor.empty()) pdf_.add_anchor(box.anchor, part.y - 6);
    box.draw(pdf_, shop_, part);
    if (keeps_nothing() && part.last == starts_[index + 1] - starts_[index]) box.drop();
  }

  // Bars go on through the space between the blocks of one quotation.
  void draw_bars(const Box& box, const Rectangle& area, double before, std::size_t& shared) {
    for (std::size_t i = 0; i < box.frame.bars.size(); ++i) {
      const double skipped = i < shared ? -0.5 : before;
      pdf_.fill({box.frame.bars[i], area.y + skipped, 2.4, area.height - skipped}, kQuoteBar);
    }
    shared = box.frame.bars.size();
  }

  void draw_furniture(std::size_t index) {
    const Look look{.size = kFurniture, .line = 11, .color = kSoftInk};
    const double right = page_.side + page_.text_width();
    const auto put = [&](std::string_view text, double y, Align align, double width) {
      const Lines lines = typesetter_.set(to_utf8(text), look, {.width = width, .align = align, .one_line = true});
      pdf_.show(lines.lines.front(), align == Align::right ? right - width : page_.side, y, kSoftInk);
    };
    const double foot = page_.height - page_.bottom + 26;
    if (index > 0) {
      const double head = page_.top - 34;
      put(document_.title, head, Align::natural, page_.text_width() - 150);
      put(document_.kind, head, Align::right, 140);
      pdf_.draw_line({page_.side, head + 15}, {right, head + 15}, 0.5, kLine);
    }
    pdf_.draw_line({page_.side, foot - 5}, {right, foot - 5}, 0.5, kLine);
    put(document_.imprint, foot, Align::natural, page_.text_width() - 90);
    put(fmt::format("{} / {}", index + 1, pages_.size()), foot, Align::right, 80);
  }

  void add_bookmarks() {
    std::vector<std::pair<unsigned, int>> open;  // level and number of those above
    for (const Bookmark& mark : made_.bookmarks) {
      while (!open.empty() && open.back().first >= mark.level) open.pop_back();
      const int number = pdf_.add_bookmark(open.empty() ? 0 : open.back().second, mark.title, mark.anchor);
      open.emplace_back(mark.level, number);
    }
  }

  const Document& document_;
  Limits limits_;
  Deadline deadline_;
  PageSize page_;
  Typesetter typesetter_;
  Composition made_ = compose(document_);
  Shop shop_{typesetter_, made_.targets, page_};
  Pdf pdf_{page_, limits_.bytes};
  Boxes boxes_;
  std::vector<std::size_t> starts_;  // first piece of each box, and the number of pieces
  std::vector<Piece> pieces_;
  std::vector<Header> headers_;
  std::vector<PageSpan> pages_;
  std::size_t weight_ = 0;
};

}  // namespace

Result<std::string> print_pdf(const Document& document, const Limits& limits) {
  return Press(document, limits).run();
}

}  // namespace debrief::print
