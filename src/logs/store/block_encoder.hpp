// SPDX-License-Identifier: Apache-2.0
// Text to blocks.
#pragma once

#include "logs/scan/scanner.hpp"
#include "logs/store/block.hpp"
#include "logs/store/columns.hpp"
#include "logs/store/frames.hpp"
#include "logs/store/line_stamps.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// Owns its buffers, about six times the largest text. One for each thread; they may share the skeletons.
class BlockEncoder {
 public:
  BlockEncoder(Skeletons& skeletons, int level);

  /// `text` is whole lines, up to kLargestBlock; the last one may lack its newline. Scanner::kPadding bytes behind it
  /// must be readable. Stamps are read where `stamps`, which are those of the source, are given.
  [[nodiscard]] EncodedBlock encode(std::string_view text, LineStamps* stamps = nullptr);

 private:
  // The lines of one static text.
  struct Kind {
    std::uint32_t skeleton = 0;
    std::uint32_t slots = 0;
    std::uint32_t rows = 0;
    std::vector<TokenPlace> tokens;  // row by row
    std::vector<std::size_t> dictionary_slots;
    std::vector<std::vector<TokenRef>> refs;  // of each of these
    std::string description;
  };
  struct Known {
    std::uint64_t hash = 0;
    const Skeleton* skeleton = nullptr;
    std::uint32_t number = 0;
    std::uint32_t kind = 0;   // in this block
    std::uint64_t block = 0;  // the block in which `kind` holds
  };

  [[nodiscard]] SlotTokens tokens_of(const Kind& kind, std::size_t slot) const {
    return {text_, kind.tokens.data() + slot, kind.slots, kind.rows};
  }
  void add_line(const ScannedLine& line);
  Known* find_known(const ScannedLine& line);
  void add_plain(std::string_view line);
  void add_stamp(const ScannedLine& line, const Known* known);
  void describe_slot(Kind& kind, std::size_t slot, std::string& column);
  void refer_tokens();
  void write_refs(const std::vector<TokenRef>& refs, std::string& description, std::string& planes);

  Skeletons& skeletons_;
  Compressor compressor_;
  Scanner scanner_;
  std::vector<Known> known_;  // by hash
  std::size_t known_count_ = 0;
  std::uint64_t block_ = 0;
  std::size_t new_skeletons_ = 0;

  const char* text_ = nullptr;
  LineStamps* stamps_ = nullptr;
  BlockSummary summary_;
  std::vector<StampReading> readings_;
  std::vector<std::uint32_t> stamped_lines_;
  std::vector<std::uint16_t> kind_of_line_;  // 0: plain
  std::vector<Kind> kinds_;                  // kinds_[0] is unused; capacity is kept from block to block
  std::size_t kind_count_ = 1;
  std::string plain_;
  TokenDictionary dictionary_;
  GramFilter grams_;  // of constants and plain lines
  FrameWriter data_;
  std::vector<std::string> columns_;  // one for each slot of each kind
  std::vector<std::uint64_t> numbers_, high_;
};

}  // namespace debrief::logs
