// SPDX-License-Identifier: Apache-2.0
// Mines templates of messages that come one at a time, so that memory grows with the kinds of messages, not with their
// number.
#pragma once

#include "logs/mine/pattern.hpp"
#include "logs/mine/templates.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// Not for two threads at once.
class TemplateMiner {
 public:
  /// The number of the kind of the message among those that finish() gives a template; the same for messages that
  /// differ in values only.
  std::uint32_t add(std::string_view body, std::uint64_t count = 1);
  /// The template of each number. Kinds that one template covers have the same. To be called once.
  [[nodiscard]] std::vector<Template> finish();

 private:
  SymbolTable symbols_;
  PatternSet patterns_;
};

}  // namespace debrief::logs
