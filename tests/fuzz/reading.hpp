// SPDX-License-Identifier: Apache-2.0
// What must hold of whatever a connector reads.
#pragma once

#include "base/text.hpp"
#include "domain/evidence.hpp"
#include "fuzz.hpp"

#include <cstddef>
#include <string>

namespace debrief::fuzz {

/// Every other input comes with a day and a zone, the others without.
inline domain::ReadContext context(std::string name, std::size_t size) {
  domain::ReadContext context{.name = std::move(name), .zone = {}, .around = {}};
  if (size % 2 == 0) return context;
  context.zone = "Europe/Berlin";
  context.around = Instant{1'763'891'100'000'000};
  return context;
}

/// A reading as it is stored and shown.
inline void require_tidy(const domain::Reading& reading) {
  require(is_utf8(reading.narrative), "the narrative is UTF-8");
  require(!reading.title || is_utf8(*reading.title), "the title is UTF-8");
  for (const domain::ReadEntry& entry : reading.entries) {
    require(!entry.kind.empty(), "an entry has a kind");
    require(is_utf8(entry.text), "the text of an entry is UTF-8");
    require(is_utf8(entry.original_time), "the original time of an entry is UTF-8");
    require(!entry.actor || is_utf8(*entry.actor), "the actor of an entry is UTF-8");
    for (const std::string& service : entry.services) require(is_utf8(service), "a service is UTF-8");
  }
  for (const domain::Unread& unread : reading.unread) {
    require(!unread.reason.empty(), "what is not read has a reason");
    require(is_utf8(unread.excerpt), "an excerpt is UTF-8");
  }
}

}  // namespace debrief::fuzz
