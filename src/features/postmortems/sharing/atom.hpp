// SPDX-License-Identifier: Apache-2.0
// Published postmortems as an Atom feed (RFC 4287). Pure.
#pragma once

#include "base/clock.hpp"
#include "features/postmortems/library.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::sharing {

/// `address` is how browsers reach the server, without a slash at the end; may be empty: entries then have no links.
[[nodiscard]] std::string atom_feed(const std::vector<LibraryItem>& items, std::string_view address, Instant now);

}  // namespace debrief::features::postmortems::sharing
