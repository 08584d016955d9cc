// SPDX-License-Identifier: Apache-2.0
// What is printed: a Markdown text with its title, facts and sources. All text is UTF-8; what is not is replaced.
#pragma once

#include "base/clock.hpp"
#include "print/canvas.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace debrief::print {

enum class Paper { a4, letter };

/// A picture in PNG or JPEG; other bytes are passed over, and the alternative text is printed.
struct Picture {
  std::string bytes;
};

/// A drawing. `draw` receives a canvas of the printed width (in points) and `height`, and must draw the same each time.
struct Figure {
  double height = 200;
  std::function<void(Canvas& canvas, double width, double height)> draw;
};

using Image = std::variant<Picture, Figure>;

/// What stands behind the address of an image; absent where nothing does. Called once for each image, while printing.
using FindImage = std::function<std::optional<Image>(std::string_view address)>;

/// Something that the text cites by a link to "#<id>".
struct Source {
  std::string id;
  std::string label;   ///< "T3"
  std::string head;    ///< when and who
  std::string text;    ///< as it was recorded
  std::string origin;  ///< where it comes from
};

struct Document {
  std::string title;
  std::string kind;                                        ///< a word above the title: "Postmortem INC-42"
  std::string standing;                                    ///< a line below the title: state, version
  std::vector<std::pair<std::string, std::string>> facts;  ///< name and value, in a table below the title
  std::string markdown;
  std::string sources_title;
  std::vector<Source> sources;
  std::string imprint;  ///< at the foot of each page
  std::string author;
  Instant created_at;
  Instant changed_at;
  Paper paper = Paper::a4;
  FindImage find_image;  ///< may be empty
};

}  // namespace debrief::print
