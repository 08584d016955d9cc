// SPDX-License-Identifier: Apache-2.0
// An edit: one accepted step of a postmortem's text.
#pragma once

#include "base/clock.hpp"
#include "changeset/rebase.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace debrief::features::postmortems::editing {

/// `update` applies to the text of the edition before. Editions count from 1, without gaps; edition 0 is the text
/// that the document was made with.
struct Edit {
  std::int64_t edition = 0;
  changeset::Update update;
  std::string author;
  std::string author_id;  ///< empty for the person at the machine's own command line
  Instant recorded_at;
};

inline constexpr std::size_t kUpdateLimit = 1'000'000;  ///< bytes of JSON
inline constexpr std::size_t kPushLimit = 2'000'000;    ///< bytes of JSON
inline constexpr std::size_t kMostUpdatesAPush = 500;
inline constexpr std::size_t kMostPeers = 200;  ///< of one document
inline constexpr std::int64_t kMostEditsBetweenRevisions = 500;
inline constexpr Micros kRest = std::chrono::seconds(30);  ///< after which a revision is kept

}  // namespace debrief::features::postmortems::editing
