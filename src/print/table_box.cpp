// SPDX-License-Identifier: Apache-2.0
#include "print/table_box.hpp"

#include "print/table_grid.hpp"

#include <algorithm>

namespace debrief::print {
namespace {

// The widths of a long table are those of its first rows.
constexpr std::size_t kMeasuredCells = 3000;
// A lower row stays on one page.
constexpr double kWholeRow = 160;
constexpr double kBeforeTable = 10;
constexpr double kSmaller = 0.92;

std::vector<ColumnNeed> measure(const Table& table, const Look& look, const Typesetter& typesetter) {
  std::vector<ColumnNeed> needs(table.columns.size());
  std::size_t cells = 0;
  const auto take = [&](const std::vector<RichText>& row, int weight) {
    Look cell = look;
    cell.weight = weight;
    for (std::size_t i = 0; i < std::min(row.size(), needs.size()); ++i, ++cells) {
      const auto widths = typesetter.measure(row[i], cell);
      needs[i].least = std::max(needs[i].least, widths.least + 2 * kCellPaddingX);
      needs[i].natural = std::max(needs[i].natural, widths.natural + 2 * kCellPaddingX);
    }
  };
  take(table.header, 700);
  for (const auto& row : table.rows)
    if (cells < kMeasuredCells) take(row, 400);
  return needs;
}

// The columns that the rows of a table share; measured when the first row is set.
class Grid {
 public:
  Grid(std::shared_ptr<const Table> of, const Frame& frame) : table(std::move(of)), x_(frame.x), room_(frame.width) {
    if (table->facts) look = {9.4, 13.6, 0};
  }

  void prepare(const Typesetter& typesetter) {
    if (!width.empty()) return;
    auto needs = measure(*table, look, typesetter);
    if (table->facts && needs.size() == 2) needs = {{std::min(needs[0].natural + 8, 150.0), 0}, {0, room_}};
    // Smaller letters where the words have no room.
    while (!words_fit(needs, room_) && look.size * kSmaller >= kSmallestCell) {
      look.size *= kSmaller;
      look.line *= kSmaller;
      needs = measure(*table, look, typesetter);
    }
    width = share_width(needs, room_);
    double x = table->facts ? x_ - kCellPaddingX : x_;
    for (const double column : width) left.push_back(std::exchange(x, x + column));
  }

  const std::shared_ptr<const Table> table;
  Look look = kCellLook;
  std::vector<double> left;   ///< edges of the columns
  std::vector<double> width;  ///< with the padding

 private:
  double x_;
  double room_;
};

class RowBox final : public Box {
 public:
  RowBox(std::shared_ptr<Grid> grid, Frame where, const std::vector<RichText>& cells, bool header, bool first)
      : Box(std::move(where)), grid_(std::move(grid)), cells_(cells), header_(header), first_(first) {
    for (const RichText& cell : cells_) weight += cell.text.size();
  }

  void set(const Shop& shop) override {
    if (!lines_.empty()) return;
    grid_->prepare(shop.typesetter);
    const std::size_t count = std::min(cells_.size(), grid_->width.size());
    texts_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Setting setting{.width = grid_->width[i] - 2 * kCellPaddingX, .align = grid_->table->columns[i]};
      texts_[i] = shop.typesetter.set(cells_[i], look_of_cell(i), setting, find_links(cells_[i], shop.targets));
      for (std::size_t k = 0; k < texts_[i].lines.size(); ++k) {
        const Line& line = texts_[i].lines[k];
        if (k == lines_.size()) lines_.push_back({0, 0});
        lines_[k].baseline = std::max(lines_[k].baseline, line.baseline);
        lines_[k].below = std::max(lines_[k].below, line.height - line.baseline);
      }
    }
    if (lines_.empty()) lines_.push_back({grid_->look.line, 0});
  }
  void drop() override {
    texts_.clear();
    lines_.clear();
  }

  void add_pieces(std::vector<Piece>& pieces) const override {
    double all = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) all += height_of(i);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Piece piece;
      piece.height = static_cast<float>(height_of(i));
      piece.before = static_cast<float>(i == 0 && first_ ? kBeforeTable : 0);
      piece.may_break = i == 0 || (all > kWholeRow && i >= 2 && i + 2 < lines_.size());
      pieces.push_back(piece);
    }
  }

  void draw(Pdf& pdf, const Shop& shop, const Part& part) const override {
    if (header_) pdf.fill({frame.x, part.y, frame.width, part.height}, kTint);
    double y = part.y;
    for (std::size_t k = part.first; k < part.last; ++k) {
      const double top = y + (k == 0 ? kCellPaddingY : 0);
      for (std::size_t i = 0; i < texts_.size(); ++i)
        if (k < texts_[i].lines.size()) draw_line(pdf, shop, i, k, top);
      y += height_of(k);
    }
    if (grid_->table->facts) return;
    if (first_ && part.first == 0) pdf.draw_line({frame.x, part.y}, {frame.x + frame.width, part.y}, 0.8, kLine);
    const bool ends = part.last == lines_.size();
    if (ends) pdf.draw_line({frame.x, y}, {frame.x + frame.width, y}, header_ ? 0.9 : 0.5, kLine);
  }

 private:
  struct RowLine {
    double baseline = 0;
    double below = 0;
  };

  [[nodiscard]] Look look_of_cell(std::size_t column) const {
    Look look = grid_->look;
    if (header_) look.weight = 700;
    if (grid_->table->facts && column == 0) look.color = kSoftInk;
    return look;
  }
  [[nodiscard]] double height_of(std::size_t k) const {
    return lines_[k].baseline + lines_[k].below + (k == 0 ? kCellPaddingY : 0) +
           (k + 1 == lines_.size() ? kCellPaddingY : 0);
  }
  // The lines of all cells stand on common baselines.
  void draw_line(Pdf& pdf, const Shop& shop, std::size_t column, std::size_t k, double top) const {
    Line line = texts_[column].lines[k];
    line.baseline = lines_[k].baseline;
    const double x = grid_->left[column] + kCellPaddingX;
    pdf.show(line, x, top, look_of_cell(column).color);
    link_line(pdf, shop.targets, cells_[column], line, x, top);
  }

  std::shared_ptr<Grid> grid_;
  const std::vector<RichText>& cells_;
  bool header_;
  bool first_;
  std::vector<Lines> texts_;
  std::vector<RowLine> lines_;
};

}  // namespace

std::vector<std::unique_ptr<Box>> make_table_boxes(const Block& block, const Frame& frame) {
  const auto grid = std::make_shared<Grid>(block.table, frame);
  std::vector<std::unique_ptr<Box>> boxes;
  const Table& table = *block.table;
  if (!table.header.empty()) boxes.push_back(std::make_unique<RowBox>(grid, frame, table.header, true, true));
  for (const auto& row : table.rows) boxes.push_back(std::make_unique<RowBox>(grid, frame, row, false, boxes.empty()));
  return boxes;
}

}  // namespace debrief::print
