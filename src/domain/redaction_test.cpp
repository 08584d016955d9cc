// SPDX-License-Identifier: Apache-2.0
#include "domain/redaction.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace debrief::domain {
namespace {

Incident incident() {
  Incident incident;
  incident.number = 1;
  incident.title = "Checkout, reported by Cy Ops";
  incident.declared_by = "Ana Lead";
  incident.roles = {{"r", "incident_commander", "Ana Lead", {}, {}}, {"s", "responder", "Bo", {}, {}}};
  return incident;
}

std::vector<TimelineEntry> entries() {
  TimelineEntry entry;
  entry.id = 5;
  entry.kind = "message";
  entry.actor = "Cy Ops";
  entry.text = "Ana Lead: look at 10.2.3.4";
  return {entry};
}

TEST(Redaction, PutsRolesInPlaceOfPeople) {
  const auto names = pseudonyms_of(incident(), entries(), {"Dee Sales", "Ana Lead"});
  EXPECT_EQ(redact_text("Ana Lead asked Bo and Cy Ops; Ana's idea, Bob and Bonn not. Dee was told.", names),
            "Incident commander asked Responder and Responder 2; Incident commander's idea, Bob and Bonn not. "
            "Colleague was told.");
}

TEST(Redaction, NamesNobodyByAFirstNameThatTwoBear) {
  const auto names = pseudonyms_of(incident(), {}, {"Ana Other"});
  EXPECT_EQ(redact_text("Ana said", names), "Somebody said");
}

TEST(Redaction, MasksAddresses) {
  EXPECT_EQ(redact_text("See [the log](https://kibana.internal/x?y=1 \"t\") or http://10.0.0.1:80/a, mail "
                        "ops@example.com from 10.2.3.4:443 [T1](#entry-5)",
                        {}),
            "See [the log](#) or [address] mail [e-mail address] from [IP address] [T1](#entry-5)");
}

TEST(Redaction, MasksShortenedIpAddresses) {
  EXPECT_EQ(redact_text("from fe80::1 to 2001:db8::8a2e:370:7334, net 2001:db8::/32; std::string at 10:42:07", {}),
            "from [IP address] to [IP address], net [IP address]/32; std::string at 10:42:07");
}

TEST(Redaction, LeavesNamesOfOneLetter) {
  Incident one = incident();
  one.roles.push_back({"t", "scribe", "A", {}, {}});
  EXPECT_EQ(redact_text("A restart helped Bo", pseudonyms_of(one, {}, {})), "A restart helped Responder");
}

TEST(Redaction, ReadsALongTextWithManyNamesInTime) {
  Pseudonyms names;
  for (int i = 0; i < 2000; ++i) names["Name" + std::to_string(i) + " Surname"] = "Colleague";
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "ordinary words ";
  text += "NAME7 surname";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(redact_text(text, names).ends_with("words Colleague"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Redaction, KnowsLastNamesAndHandles) {
  const auto names = pseudonyms_of(incident(), entries(), {"Dee Sales", "Di"});
  EXPECT_EQ(redact_text("Mr Lead told @ana and @cy; ana is a word, Di is not", names),
            "Mr Incident commander told @Incident commander and @Responder 2; ana is a word, Colleague is not");
}

}  // namespace
}  // namespace debrief::domain
