// SPDX-License-Identifier: Apache-2.0
// How complete a postmortem is, and what stands between it and publication. Pure.
#pragma once

#include "domain/factor.hpp"
#include "domain/incident.hpp"
#include "features/postmortems/completeness/aspects.hpp"
#include "features/postmortems/completeness/requirements.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

/// `thin`: there is something, but less than a dozen words.
enum class Told { missing, thin, answered };
[[nodiscard]] std::string_view to_text(Told told);

struct AspectState {
  const Aspect* aspect = nullptr;  ///< never null; lives as long as the program
  Told told = Told::missing;
  std::string section;  ///< title of the section that tells it, or that should; empty when there is none
  bool required = false;
};

struct Completeness {
  std::vector<AspectState> aspects;  ///< every one, in the order of aspects()
  int percent = 0;                   ///< thin ones count half
};

struct CompletenessInput {
  const domain::Incident& incident;
  std::string_view markdown;
  std::size_t accounts = 0;  ///< given ones
  std::size_t factors = 0;
  std::size_t actions = 0;
};

[[nodiscard]] Completeness judge(const CompletenessInput& input, const Requirements& requirements);

/// The required aspects that nothing is said about, as sentences that say what to do; empty: nothing is missing.
[[nodiscard]] std::vector<std::string> list_missing(const Completeness& completeness);

}  // namespace debrief::features::postmortems
