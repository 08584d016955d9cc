// SPDX-License-Identifier: Apache-2.0
// A small incident for tests, with something of everything.
#pragma once

#include "base/time.hpp"
#include "features/postmortems/draft.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace debrief::features::postmortems::testing {

/// A clock time of the sample's day.
inline Instant at(std::string_view clock) {
  return *parse_rfc3339("2026-11-23T" + std::string(clock) + ":00Z");
}

inline domain::TimelineEntry entry(std::int64_t id, std::string_view clock, std::string kind, std::string text,
                                   std::optional<std::string> actor, std::string origin) {
  domain::TimelineEntry entry;
  entry.id = id;
  entry.incident = 42;
  entry.kind = std::move(kind);
  entry.text = std::move(text);
  entry.occurred_at = entry.recorded_at = entry.known_at = at(clock);
  entry.actor = std::move(actor);
  entry.origin = std::move(origin);
  return entry;
}

inline domain::Incident sample_incident() {
  domain::Incident incident;
  incident.number = 42;
  incident.title = "Checkout returns 502 | all regions";
  incident.summary = "Orders failed after a configuration change.\n# not a heading";
  incident.severity = "sev2";
  incident.state = "monitoring";
  incident.services = {"checkout", "payment_gateway"};
  incident.declared_at = at("10:45");
  incident.declared_by = "Ana";
  incident.milestones = {{"started", at("10:31"), "Ana", at("11:40"), true},
                         {"declared", at("10:45"), "Ana", at("10:45"), false},
                         {"mitigated", at("11:02"), "Bo", at("11:05"), false}};
  incident.roles = {{"r1", "incident_commander", "Ana", at("10:46"), at("11:30")},
                    {"r2", "scribe", "Cy", at("10:50"), {}}};
  return incident;
}

inline std::vector<domain::TimelineEntry> sample_entries() {
  std::vector<domain::TimelineEntry> entries{
      entry(3, "10:31", "deploy", "config 4711 rolled out to all regions", "deploy-bot", "CI"),
      entry(1, "10:40", "alert", "Alert HighErrorRate fired on checkout: 12 % of requests fail", {},
            "Alertmanager prod"),
      entry(2, "10:45", "state", "Declared as SEV2: Checkout returns 502", "Ana", "Debrief (web)"),
      entry(4, "10:47", "message", "seeing `ECONNRESET` from pay_gw_1, <b>anyone</b> else? [here](#entry-9)", "Bo",
            "#inc-checkout"),
      entry(5, "10:52", "hypothesis", "The pool of payment_gateway is exhausted", "Bo", "Debrief (web)"),
      entry(6, "10:58", "decision", "Roll back config 4711", "Ana", "Debrief (web)"),
      entry(7, "11:02", "milestone", "Mitigated at 11:02 UTC (recorded 11:05)", "Bo", "Debrief (web)"),
      entry(8, "11:03", "note", "Wrong window", "Bo", "Debrief (web)"),
      entry(9, "11:10", "alert_resolved", "Alert HighErrorRate resolved for checkout", {}, "Alertmanager prod"),
      entry(10, "11:20", "evidence", "Evidence added: chat.zip", "Cy", "Debrief (web)")};
  entries[2].key_moment = entries[6].key_moment = true;
  entries[3].evidence = "01EVIDENCE";
  entries[3].locator = "message 4";
  entries[3].time_note = "zone assumed";
  entries[3].recorded_at = at("11:20");
  entries[4].known_at = at("11:15");
  entries[7].hidden = true;
  return entries;
}

inline DraftInput sample_input() {
  DraftInput input;
  input.incident = sample_incident();
  input.entries = sample_entries();
  domain::Alert alert;
  alert.name = "HighErrorRate";
  alert.firing = false;
  alert.starts_at = at("10:40");
  alert.ends_at = at("11:10");
  alert.labels = {{"service", "checkout"}, {"severity", "critical"}};
  input.alerts = {alert};
  domain::Evidence chat;
  chat.id = "01EVIDENCE";
  chat.name = "chat.zip/inc-checkout.json";
  chat.sha256 = sha256("chat");
  chat.format = "slack_export";
  chat.entries = 1;
  domain::Evidence picture;
  picture.name = "graph.png";
  picture.sha256 = sha256("picture");
  input.evidence = {{chat, picture}, {{"chat.zip/users.json", "line 3", "the user has no name", "{}"}}};
  domain::Match match;
  match.incident = 7;
  match.title = "Payments time out";
  match.severity = "sev3";
  match.occurred_at = at("09:00");
  match.reasons = {{"same rare term \"ECONNRESET\" (3 of 812 have it: 0.4 %)", 4.2}, {"same service checkout", 1.0}};
  input.similar = {match};
  input.author = "Ana";
  input.now = at("11:30");
  return input;
}

}  // namespace debrief::features::postmortems::testing
