// SPDX-License-Identifier: Apache-2.0
#include "connectors/notes/notes.hpp"
#include "reading.hpp"

using namespace debrief;
namespace notes = connectors::notes;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  const char* name = size % 3 == 0 ? "2026-11-23 notes.md" : "notes.txt";
  (void)notes::recognise(name, bytes);
  const domain::Reading reading = notes::read(bytes, fuzz::context(name, size));
  for (const domain::ReadEntry& entry : reading.entries)
    fuzz::require(!entry.ended_at || *entry.ended_at >= entry.occurred_at, "an entry does not end before it begins");
  (void)notes::split_actor(bytes);
  (void)notes::zone_statement(bytes);
  (void)notes::is_title(bytes);
  fuzz::require(notes::heading_level(bytes) <= 6, "a heading has one of six levels");
  return 0;
}
