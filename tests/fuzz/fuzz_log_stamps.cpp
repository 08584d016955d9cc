// SPDX-License-Identifier: Apache-2.0
#include "fuzz.hpp"
#include "logs/time/choose_stamp.hpp"
#include "logs/time/source_clock.hpp"

#include <vector>

using namespace debrief;
using namespace debrief::logs;

namespace {

// A reader that has read another stamp before says the same as one that has not.
void check_readers(const FoundLayout& found, std::string_view line, std::string_view other) {
  StampReader fresh(found.layout);
  const auto reading = fresh.read(line.substr(found.begin));
  fuzz::require(reading && reading->nanoseconds == found.reading.nanoseconds, "a stamp is read as it was found");
  fuzz::require(reading->length == found.length, "a stamp is read in its whole length");
  StampReader used(found.layout);
  (void)used.read(line.substr(found.begin));
  const auto near = used.read(other);
  const auto whole = StampReader(found.layout).read(other);
  fuzz::require(near.has_value() == whole.has_value(), "the memory of a reader changes nothing");
  fuzz::require(!near || near->nanoseconds == whole->nanoseconds, "the memory of a reader changes no value");
  fuzz::require(!near || near->length == whole->length, "the memory of a reader changes no length");
  fuzz::require(!near || near->length <= other.size(), "a stamp ends with its text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  std::vector<std::vector<FoundLayout>> of_lines;
  SourceClock clock({.zone = size % 2 == 0 ? "Europe/Berlin" : "UTC", .year = 2026, .day = 20'000});
  for (std::size_t at = 0; at < text.size() && of_lines.size() < 64;) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    at += line.size() + 1;
    of_lines.push_back(find_stamps(line));
    std::size_t end = 0;
    for (const FoundLayout& found : of_lines.back()) {
      fuzz::require(found.begin >= end && found.length > 0, "stamps follow one another");
      end = found.begin + found.length;
      fuzz::require(end <= line.size(), "a stamp lies in its line");
      check_readers(found, line, text.substr(std::min(at, text.size())));
      (void)clock.at(found.reading);
      (void)infer_year(found.reading, 1'795'430'553'000'000'000);
    }
  }
  const StampRule rule = choose_stamp(of_lines);
  for (const auto& stamps : of_lines) (void)rule.find(stamps);
  return 0;
}
