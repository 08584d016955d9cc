// SPDX-License-Identifier: Apache-2.0
// Documents and queries as the index sees them: distinct terms with their counts.
#pragma once

#include "base/result.hpp"
#include "search/document.hpp"
#include "search/occurrences.hpp"
#include "search/settings.hpp"
#include "search/term_table.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

inline constexpr std::size_t kKeyLimit = 1000;
inline constexpr std::size_t kTextLimit = std::size_t{64} << 20;

/// The index's name for an exact term; no word of a text has it.
[[nodiscard]] std::string exact_name(std::string_view term);

struct AnalysedDocument {
  TermTable terms;
  std::vector<FieldCounts> counts;  ///< of each term, by its number
  std::uint32_t length = 0;         ///< as Segment::lengths has it
};

/// Replaces the content of `result`, whose memory is used again. Errors: invalid, too_large.
Result<> analyse(const Document& document, const Settings& settings, AnalysedDocument& result);

struct AnalysedTerm {
  std::string name;     ///< in the index
  std::string surface;  ///< as the query has it where it first occurs
  bool exact = false;
  double count = 0;  ///< occurrences in the text; for exact terms the weight
};

/// The distinct terms of the query. Exact terms of weight 0 or less are left out.
[[nodiscard]] std::vector<AnalysedTerm> analyse(const Query& query);

}  // namespace debrief::search
