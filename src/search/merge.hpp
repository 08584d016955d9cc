// SPDX-License-Identifier: Apache-2.0
// Several segments as one, without their erased documents.
#pragma once

#include "search/fresh_segment.hpp"
#include "search/packed_segment.hpp"

#include <memory>
#include <span>

namespace debrief::search {

struct MergeSource {
  const PackedSegment* segment = nullptr;
  const Tombstones* erased = nullptr;
};

/// The documents keep their order: those of the first source come first.
[[nodiscard]] std::shared_ptr<const PackedSegment> merge(std::span<const MergeSource> sources);

[[nodiscard]] std::shared_ptr<const PackedSegment> pack(const FreshSegment& segment, const Tombstones& erased);

}  // namespace debrief::search
