// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "fuzz.hpp"
#include "logs/input/reader.hpp"

#include <algorithm>

using namespace debrief;
using namespace debrief::logs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  InputLimits limits;
  limits.bytes = 4 << 20;
  limits.entries = 100;
  limits.ratio_allowance = 1 << 20;
  limits.piece = 4096 + size % 100;
  std::uint64_t delivered = 0;
  std::size_t problems = 0;
  InputReceiver receiver;
  receiver.take = [&](const InputPiece& piece) {
    fuzz::require(!piece.bytes.empty() && piece.bytes.size() <= limits.piece, "a piece is neither empty nor too large");
    fuzz::require(is_utf8(piece.source), "a source's name is UTF-8");
    delivered += piece.bytes.size();
    return true;
  };
  receiver.problem = [&](const InputProblem& problem) {
    fuzz::require(!problem.message.empty(), "a problem has a message");
    ++problems;
  };
  std::size_t at = 0;
  const PullBytes pull = [&](char* buffer, std::size_t wanted) {
    const std::size_t length = std::min(wanted, text.size() - at);
    std::copy_n(text.data() + at, length, buffer);
    at += length;
    return length;
  };
  const InputSummary summary = read_stream("input", pull, size, limits, receiver);
  fuzz::require(summary.bytes == delivered && summary.problems == problems, "the summary counts what was delivered");
  fuzz::require(delivered <= limits.bytes + limits.piece, "limits hold");
  return 0;
}
