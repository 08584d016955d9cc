// SPDX-License-Identifier: Apache-2.0
// Sizes that the slice accepts, as api/openapi.yaml states them.
#pragma once

#include <cstddef>

namespace debrief::features::postmortems {

inline constexpr std::size_t kDocumentLimit = 5'000'000;  ///< bytes of Markdown
inline constexpr std::size_t kTitleLimit = 300;

/// A document within JSON: escapes may double it, and more.
inline constexpr std::size_t kBodyLimit = 3 * kDocumentLimit;

}  // namespace debrief::features::postmortems
