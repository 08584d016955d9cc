// SPDX-License-Identifier: Apache-2.0
#include "fuzz.hpp"
#include "http/chunk_decoder.hpp"

#include <algorithm>
#include <string>

using namespace debrief;
using http::ChunkDecoder;

namespace {

constexpr std::size_t kLimit = 4096;

struct Outcome {
  ChunkDecoder::State state = ChunkDecoder::State::incomplete;
  std::string body;
  std::size_t used = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome decode(std::string_view bytes, std::size_t step) {
  ChunkDecoder decoder(kLimit);
  Outcome outcome;
  while (outcome.state == ChunkDecoder::State::incomplete && outcome.used < bytes.size()) {
    std::string_view piece = bytes.substr(outcome.used, step);
    const std::size_t given = piece.size();
    outcome.state = decoder.feed(piece, outcome.body);
    outcome.used += given - piece.size();
  }
  return outcome;
}

}  // namespace

// What arrives in pieces is understood as what arrives at once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  const Outcome at_once = decode(bytes, std::max<std::size_t>(size, 1));
  fuzz::require(at_once.body.size() <= kLimit, "the body is limited");
  fuzz::require(decode(bytes, 1) == at_once, "single bytes are understood alike");
  fuzz::require(decode(bytes, 2 + size % 5) == at_once, "pieces are understood alike");
  return 0;
}
