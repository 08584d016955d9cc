// SPDX-License-Identifier: Apache-2.0
// Any text goes into a block and comes back byte for byte; any bytes taken for a block are read or refused.
#include "fuzz.hpp"

#include "logs/store/block_encoder.hpp"
#include "logs/store/block_reader.hpp"

#include <string>
#include <string_view>

namespace {

using namespace debrief::logs;

void there_and_back(std::string text) {
  text.reserve(text.size() + Scanner::kPadding);
  Skeletons skeletons;
  const EncodedBlock block = BlockEncoder(skeletons, 1).encode(text);
  debrief::fuzz::require(BlockReader(block.payload, skeletons).text() == text, "a block gives back what it took");
}

void read_as_block(std::string_view payload) {
  Skeletons skeletons;
  skeletons.add({std::string("a ") + Skeleton::kSlot, "a 1", 1});
  skeletons.add({"b", "b", 0});
  try {
    (void)BlockReader(payload, skeletons).text();
  } catch (const Damaged&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = debrief::fuzz::text(data, size);
  if (size % 4 != 0) there_and_back(std::string(text));
  else read_as_block(text);
  return 0;
}
