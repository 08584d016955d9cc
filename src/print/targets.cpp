// SPDX-License-Identifier: Apache-2.0
#include "base/heading_ids.hpp"
#include "print/box.hpp"

#include <fmt/format.h>

namespace debrief::print {

std::string Targets::add(const std::string& id) {
  return anchors_.try_emplace(id, fmt::format("a{}", anchors_.size())).first->second;
}

std::optional<std::string> Targets::find(std::string_view address) const {
  if (!address.starts_with('#')) return std::nullopt;
  for (const std::string& id :
       {std::string(kHeadingIdPrefix) + std::string(address.substr(1)), std::string(address.substr(1))})
    if (const auto found = anchors_.find(id); found != anchors_.end()) return found->second;
  return std::nullopt;
}

std::size_t Targets::page_of(const std::string& anchor) const {
  const auto found = pages_.find(anchor);
  return found == pages_.end() ? 0 : found->second;
}

}  // namespace debrief::print
