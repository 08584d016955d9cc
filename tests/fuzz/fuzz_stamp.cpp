// SPDX-License-Identifier: Apache-2.0
#include "base/stamp.hpp"
#include "fuzz.hpp"

#include <array>

using namespace debrief;

namespace {

void check(const std::optional<FoundStamp>& found, std::string_view text) {
  if (!found) return;
  fuzz::require(found->length > 0, "a stamp is not empty");
  fuzz::require(found->position + found->length <= text.size(), "a stamp lies within its text");
  fuzz::require(text.substr(found->position, found->length).find(found->stamp.original) != std::string_view::npos,
                "the original is what the text says");
  fuzz::require(!found->end || found->end->at >= found->stamp.at, "a span does not end before it begins");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using std::chrono::year_month_day;
  static constexpr year_month_day kDay{std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{25}};
  static const std::array<StampContext, 4> contexts{
      StampContext{}, StampContext{.day = kDay, .zone = "Europe/Berlin"},
      StampContext{.day = kDay, .zone = "-03:30", .day_first = true, .numbers = false},
      StampContext{.zone = "no such zone", .day_first = false}};
  const std::string_view text = fuzz::text(data, size);
  const StampContext& context = contexts[size % contexts.size()];
  check(find_stamp(text, context), text);
  check(find_stamp_at_start(text, context), text);
  if (is_time_zone(text)) (void)day_of(start_of(kDay, text), text);
  return 0;
}
