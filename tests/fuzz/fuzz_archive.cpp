// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "connectors/archive/read_file.hpp"
#include "fuzz.hpp"

#include <array>

using namespace debrief;
namespace archive = connectors::archive;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array<const char*, 6> kNames{"2026-03-02-search.md", "incident.adoc", "incident.txt",
                                                     "records.jsonl",        "records.json",  "feed.atom"};
  const archive::FileReading read = archive::read_file(kNames[size % kNames.size()], fuzz::text(data, size));
  for (const archive::ArchiveDocument& document : read.documents) {
    fuzz::require(!document.title.empty() && is_utf8(document.title), "a document has a title in UTF-8");
    fuzz::require(is_utf8(document.body), "the body is UTF-8");
    fuzz::require(document.url.empty() || document.url.starts_with("http"), "the address is one of the web");
    for (const archive::TimelineEntry& entry : document.timeline)
      fuzz::require(!entry.text.empty(), "an entry says something");
    for (const archive::DocumentSection& section : document.sections)
      fuzz::require(section.first_line <= section.last_line, "a section ends behind its beginning");
  }
  for (const archive::Refusal& refusal : read.refusals)
    fuzz::require(!refusal.error.message.empty(), "a refusal has a reason");
  return 0;
}
