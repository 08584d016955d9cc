// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/postmortems.hpp"

namespace debrief::features::postmortems {
namespace {

constexpr std::size_t kSimilar = 5;

}  // namespace

Result<DraftInput> gather(const Ports& ports, const domain::Principal& who, std::int64_t number, Instant now) {
  DraftInput input;
  input.incident = TRY(ports.get_incident(who, number));
  input.entries = TRY(ports.list_timeline(who, number));
  input.alerts = TRY(ports.list_alerts(who, number));
  input.evidence = TRY(ports.list_evidence(who, number));
  input.similar = TRY(ports.list_similar(who, number, kSimilar));
  input.author = who.name;
  input.now = now;
  return input;
}

Result<ExportInput> gather_export(const Ports& ports, const domain::Principal& who, domain::Postmortem document,
                                  Instant now) {
  ExportInput input;
  const std::int64_t number = document.incident;
  input.document = std::move(document);
  input.incident = TRY(ports.get_incident(who, number));
  input.entries = TRY(ports.list_timeline(who, number));
  input.alerts = TRY(ports.list_alerts(who, number));
  input.evidence = TRY(ports.list_evidence(who, number));
  input.now = now;
  return input;
}

}  // namespace debrief::features::postmortems
