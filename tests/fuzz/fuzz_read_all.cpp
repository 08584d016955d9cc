// SPDX-License-Identifier: Apache-2.0
#include "connectors/read.hpp"
#include "reading.hpp"

#include <array>

using namespace debrief;

// Files of every format and archives of them, with small limits: what goes over them is to be listed, not unpacked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array<const char*, 7> kNames{
      "upload.zip", "notes.md", "alerts.json", "timeline.csv", "data.gz", "a.txt", "incident/2026-03-02.json"};
  const connectors::MemberLimits limits{.members = 50,
                                        .total_bytes = std::uint64_t{8} << 20U,
                                        .member_bytes = std::uint64_t{2} << 20U,
                                        .ratio = 200,
                                        .ratio_allowance = std::uint64_t{1} << 20U,
                                        .depth = 2};
  const std::array<connectors::NamedBytes, 2> files{
      connectors::NamedBytes{kNames[size % kNames.size()], fuzz::text(data, size)},
      connectors::NamedBytes{"2026-11-23.md", "10:42 UTC the pool is full\n"}};
  const auto readings = connectors::read_all(files, std::nullopt, limits);
  fuzz::require(readings.size() >= files.size(), "every file has a reading");
  std::uint64_t unpacked = 0;
  for (const connectors::FileReading& file : readings) {
    fuzz::require(!file.parent || *file.parent < readings.size(), "a member has its archive");
    fuzz::require(is_utf8(file.name), "a name is UTF-8");
    fuzz::require_tidy(file.reading);
    unpacked += file.bytes.size();
  }
  fuzz::require(unpacked <= 2 * limits.total_bytes, "what is unpacked is limited");
  return 0;
}
