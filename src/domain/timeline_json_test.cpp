// SPDX-License-Identifier: Apache-2.0
#include "domain/timeline_json.hpp"

#include <gtest/gtest.h>

namespace debrief::domain {
namespace {

TEST(TimelineJson, SaysNullForWhatIsAbsent) {
  TimelineEntry entry;
  entry.id = 7;
  entry.kind = "note";
  entry.text = "Restarting \"checkout\"";
  entry.origin = "Alertmanager prod";
  EXPECT_EQ(json::write(to_json(entry)),
            R"({"id":"7","kind":"note","text":"Restarting \"checkout\"","occurred_at":"1970-01-01T00:00:00Z",)"
            R"("ended_at":null,"recorded_at":"1970-01-01T00:00:00Z","known_at":"1970-01-01T00:00:00Z","actor":null,)"
            R"("origin":"Alertmanager prod","evidence":null,"locator":null,"key_moment":false,"hidden":false,)"
            R"("original_time":null,"time_note":null,"revision":1})");
}

TEST(TimelineJson, GivesSpansAndPlaces) {
  TimelineEntry entry;
  entry.occurred_at = Instant{1'000'000};
  entry.ended_at = Instant{61'000'000};
  entry.evidence = "01J";
  entry.locator = "line 12";
  entry.hidden = true;
  const json::object out = to_json(entry);
  EXPECT_EQ(json::text_at(out, "ended_at"), "1970-01-01T00:01:01Z");
  EXPECT_EQ(json::text_at(out, "evidence"), "01J");
  EXPECT_EQ(json::text_at(out, "locator"), "line 12");
  EXPECT_TRUE(out.at("hidden").as_bool());
}

}  // namespace
}  // namespace debrief::domain
