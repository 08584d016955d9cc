// SPDX-License-Identifier: Apache-2.0
// Blocks that are set in a column, and drawn piece by piece.
#pragma once

#include "print/pages.hpp"
#include "print/pdf.hpp"
#include "print/typesetter.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace debrief::print {

/// Where links lead: the names of the places of this document.
class Targets {
 public:
  /// `id` as links write it behind "#"; returns the anchor's name, the same for each call.
  std::string add(const std::string& id);
  /// The anchor that "#id" means, as a heading first.
  [[nodiscard]] std::optional<std::string> find(std::string_view address) const;
  void set_page(const std::string& anchor, std::size_t page) { pages_[anchor] = page; }
  [[nodiscard]] std::size_t page_of(const std::string& anchor) const;

 private:
  std::map<std::string, std::string, std::less<>> anchors_;
  std::map<std::string, std::size_t, std::less<>> pages_;
};

/// The column that a block stands in, within the page.
struct Frame {
  double x = 0;
  double width = 0;
  std::vector<double> bars;  ///< left edges of the bars of quotations
};
[[nodiscard]] Frame frame_of(const Block& block, const PageSize& page);

/// What boxes are set with.
struct Shop {
  const Typesetter& typesetter;
  const Targets& targets;
  PageSize page;
};

/// Pieces `first` to `last` (exclusive) of one box, standing from `y` on.
struct Part {
  std::size_t first = 0;
  std::size_t last = 0;
  double y = 0;
  double height = 0;
};

class Box {
 public:
  explicit Box(Frame where) : frame(std::move(where)) {}
  virtual ~Box() = default;

  /// Sets the text; nothing when it is set.
  virtual void set(const Shop& shop) = 0;
  /// Gives back the memory of what set() has made.
  virtual void drop() = 0;
  /// Once it is set, and the same each time.
  virtual void add_pieces(std::vector<Piece>& pieces) const = 0;
  /// Once it is set.
  virtual void draw(Pdf& pdf, const Shop& shop, const Part& part) const = 0;

  const Frame frame;
  std::string anchor;
  bool heads = false;  ///< stays with what follows
  /// Bytes of text, as a measure of the memory that set() takes.
  std::size_t weight = 0;
};

struct Boxes {
  std::vector<std::unique_ptr<Box>> boxes;
  /// The boxes of each table with a header, first and behind the last; the first of them is the header.
  std::vector<std::pair<std::size_t, std::size_t>> tables;
};
/// The boxes of all blocks, which must live as long.
[[nodiscard]] Boxes make_boxes(const std::vector<Block>& blocks, const PageSize& page);

[[nodiscard]] std::unique_ptr<Box> make_text_box(const Block& block, Frame frame);
/// `longest` counts the characters of the longest line of the whole code, `ends` says that no further part follows.
[[nodiscard]] std::unique_ptr<Box> make_code_box(const Block& block, Frame frame, std::size_t longest, bool ends);
[[nodiscard]] std::unique_ptr<Box> make_rule_box(Frame frame);
[[nodiscard]] std::unique_ptr<Box> make_image_box(const Block& block, Frame frame);

/// Which links of a text lead somewhere.
[[nodiscard]] std::vector<bool> find_links(const RichText& text, const Targets& targets);
/// Makes the links of a line, whose upper left corner is at x and y, clickable.
void link_line(Pdf& pdf, const Targets& targets, const RichText& text, const Line& line, double x, double y);

}  // namespace debrief::print
