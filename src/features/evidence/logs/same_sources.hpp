// SPDX-License-Identifier: Apache-2.0
// Which sources of two log sets are the same: those of the same name, whatever evidence they came with.
#pragma once

#include "logs/compare/counts.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::evidence::logs {

class SameSources {
 public:
  /// Names of the sources of this set by number, and its series.
  SameSources(const std::vector<std::string>& names, const std::vector<debrief::logs::Series>& series);

  [[nodiscard]] std::optional<std::uint32_t> number_here(const std::string& name_there) const;
  /// The series of another set under the names of this one. Where it has no source of the name, lines count for the
  /// source of this set that has most lines of the template: files are often called otherwise, and mean the same.
  [[nodiscard]] std::vector<debrief::logs::Series> named_as_here(std::vector<debrief::logs::Series> there) const;

 private:
  std::map<std::string, std::uint32_t> numbers_;       // by name without its evidence
  std::map<std::uint64_t, std::string> main_sources_;  // by template
  std::vector<std::string> names_;
};

}  // namespace debrief::features::evidence::logs
