// SPDX-License-Identifier: Apache-2.0
// How many documents have a term, without those that the reader of a figure is not to know of.
#pragma once

#include "search/rank.hpp"
#include "search/segment.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace debrief::search {

/// `hidden` are live documents, by segment and ascending; `documents` is the number of live ones.
class Counted {
 public:
  Counted(std::uint32_t documents, std::vector<std::vector<DocumentNumber>> hidden);

  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  [[nodiscard]] std::uint32_t documents_with(const RankedTerm& term);

 private:
  std::uint32_t documents_;
  std::vector<std::vector<DocumentNumber>> hidden_;
  std::map<const RankedTerm*, std::uint32_t> known_;
};

}  // namespace debrief::search
