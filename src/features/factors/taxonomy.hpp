// SPDX-License-Identifier: Apache-2.0
// The taxonomy of contributing factors, which is data: factors/taxonomy.toml.
#pragma once

#include "base/result.hpp"
#include "domain/factor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::factors {

struct KindGroup {
  std::string id;
  std::string name;
  std::string description;
};

/// What helps to choose a kind, and to think on from there.
struct KindGuide {
  std::string example;
  std::string question;
};

struct Taxonomy {
  std::vector<KindGroup> groups;
  std::vector<domain::FactorKind> kinds;
  std::vector<KindGuide> guides;  ///< one for each kind
};

/// The kind of factors that nobody has sorted.
inline constexpr std::string_view kUnsorted = "other";

/// Reads the file; factors/README.md describes the form. Errors: invalid, with what is missing or doubled.
[[nodiscard]] Result<Taxonomy> parse_taxonomy(std::string_view toml);

/// The one that is part of the program. Throws std::logic_error when it cannot be read.
[[nodiscard]] const Taxonomy& taxonomy();

/// Null when there is none of that id.
[[nodiscard]] const domain::FactorKind* find_kind(std::string_view id);

/// "technical" of "technical.configuration".
[[nodiscard]] std::string_view group_of(std::string_view kind);

}  // namespace debrief::features::factors
