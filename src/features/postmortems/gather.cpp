// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/postmortems.hpp"

namespace debrief::features::postmortems {
namespace {

constexpr std::size_t kSimilar = 5;
constexpr std::size_t kCandidates = 20;

/// Past incidents that the document may name: others than `who` will read it, so they are those that every
/// account may read. A draft is made all the same when the library cannot be asked.
std::vector<domain::Match> similar_for_everyone(const Ports& ports, const domain::Principal& who, std::int64_t number) {
  const auto matches = ports.list_similar(who, number, kCandidates);
  std::vector<domain::Match> open;
  if (!matches) return open;
  const domain::Principal anyone;
  for (const domain::Match& match : *matches)
    if (open.size() < kSimilar && ports.get_incident(anyone, match.incident)) open.push_back(match);
  return open;
}

/// Where no answer for it is wired, there are none.
template <class Input>
Result<> add_factors(const Ports& ports, const domain::Principal& who, std::int64_t number, Input& input) {
  if (!ports.list_factors || !ports.list_factor_kinds) return {};
  input.factors = TRY(ports.list_factors(who, number));
  input.factor_kinds = ports.list_factor_kinds();
  return {};
}

}  // namespace

Result<DraftInput> gather(const Ports& ports, const domain::Principal& who, std::int64_t number, Instant now) {
  DraftInput input;
  input.incident = TRY(ports.get_incident(who, number));
  input.entries = TRY(ports.list_timeline(who, number));
  input.alerts = TRY(ports.list_alerts(who, number));
  input.evidence = TRY(ports.list_evidence(who, number));
  TRY(add_factors(ports, who, number, input));
  input.similar = similar_for_everyone(ports, who, number);
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
  TRY(add_factors(ports, who, number, input));
  input.draw_factors = ports.draw_factors;
  input.read_original = ports.read_original;
  input.now = now;
  return input;
}

}  // namespace debrief::features::postmortems
