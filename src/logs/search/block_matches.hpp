// SPDX-License-Identifier: Apache-2.0
// The lines of one block that have a needle, found column by column: what is not asked for is not unpacked.
#pragma once

#include "logs/search/needle.hpp"
#include "logs/store/block_reader.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace debrief::logs {

/// For each kind of a block, which of its rows. `all` spares the list.
struct KindRows {
  bool all = false;
  std::vector<std::uint32_t> rows;  ///< ascending
  [[nodiscard]] bool none() const { return !all && rows.empty(); }
};

class BlockMatches {
 public:
  /// Both must outlive it.
  BlockMatches(BlockReader& block, const Needle& needle) : block_(block), needle_(needle) {}

  /// The rows of a kind in which the needle lies in one of these places.
  [[nodiscard]] KindRows rows(std::uint32_t kind, const std::vector<NeedlePlace>& places);
  /// The lines that are kept as they are.
  [[nodiscard]] KindRows plain_rows();

 private:
  [[nodiscard]] std::vector<std::uint32_t> passing(std::uint32_t kind, const SlotTest& test);
  [[nodiscard]] bool passes(const SlotColumn& column, std::uint32_t row, const SlotTest& test);
  [[nodiscard]] std::vector<std::uint32_t> passing_tokens(const SlotColumn& column, std::uint32_t rows,
                                                          const SlotTest& test);
  [[nodiscard]] std::vector<std::uint32_t> passing_numbers(const SlotColumn& column, const SlotTest& test);
  /// Which tokens of a form pass; empty when none does.
  [[nodiscard]] const std::vector<bool>& tokens_that_pass(std::size_t form, const SlotTest& test);

  BlockReader& block_;
  const Needle& needle_;
  std::string text_;
  std::map<std::tuple<std::uint32_t, SlotTest::Kind, std::size_t>, std::vector<bool>> tokens_;
};

}  // namespace debrief::logs
