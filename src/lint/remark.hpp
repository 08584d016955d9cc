// SPDX-License-Identifier: Apache-2.0
// What the linter says about one place in a text.
#pragma once

#include <cstddef>
#include <string>

namespace debrief::lint {

/// Lines and columns are counted from 1, columns and lengths in UTF-16 code units, as editors in browsers count. Lines
/// end with LF or CRLF; a line end within the remark counts as it stands in the text.
struct Remark {
  std::string rule;
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t length = 0;
  std::string message;   ///< what stands there, and why it gets in the way
  std::string question;  ///< a how or what question that leads further
  friend bool operator==(const Remark&, const Remark&) = default;
};

}  // namespace debrief::lint
