// SPDX-License-Identifier: Apache-2.0
// What the lines of each static text say: their level and their template. Decided once for each static text, from its
// first line, however many lines there are.
#pragma once

#include "logs/format/format.hpp"
#include "logs/mine/templates.hpp"
#include "logs/search/line_query.hpp"
#include "logs/store/store.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

struct Message {
  Level level = Level::unknown;
  bool level_varies = false;          ///< the level stands in a variable: each line has its own
  std::uint32_t template_number = 0;  ///< of Messages::templates()
  std::uint64_t lines = 0;
  std::vector<std::uint32_t> sources;  ///< ascending
};

/// Of one moment. Safe from any thread; `formats` must outlive it.
class Messages {
 public:
  Messages(const Catalogue& catalogue, const Skeletons& skeletons, const Formats& formats);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(messages_.size()); }
  /// By the number of the static text; those that came later are not known.
  [[nodiscard]] const Message* find(std::uint32_t skeleton) const {
    return skeleton < messages_.size() ? &messages_[skeleton] : nullptr;
  }
  [[nodiscard]] const std::vector<Template>& templates() const { return templates_; }
  [[nodiscard]] const Template* template_of(std::uint32_t skeleton) const;
  /// Whether the static text tells the level of all its lines.
  [[nodiscard]] bool has_one_level(std::uint32_t skeleton) const {
    const Message* message = find(skeleton);
    return message != nullptr && !message->level_varies;
  }
  /// The level of one line, which is looked at when its static text does not tell.
  [[nodiscard]] Level level_of(std::uint32_t skeleton, std::uint32_t source, std::string_view line) const;
  /// The format of a source's lines.
  [[nodiscard]] const Format& format_of(std::uint32_t source) const { return *formats_.at(source); }

 private:
  std::vector<Message> messages_;
  std::vector<Template> templates_;
  std::vector<const Format*> formats_;  // by source
};

}  // namespace debrief::logs
