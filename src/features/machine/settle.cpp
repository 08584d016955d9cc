// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/machine/machine.hpp"
#include "features/machine/store.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::machine {
namespace {

std::string escaped_line(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) {
    if (std::string_view("\\`*_[]<>|~#&").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string section_for_summaries(std::string_view document) {
  for (const Section& section : outline(document))
    if (const std::string lower = to_lower(section.title); lower == "summary" || lower.ends_with(" summary"))
      return section.title;
  return "Summary";
}

}  // namespace

Addition addition_of(const Proposal& proposal, std::string_view accepted_by, std::string_view document) {
  Addition addition{section_for_summaries(document), {}};
  addition.markdown =
      fmt::format("> *Machine-written ({}), accepted by {}.*\n>\n", escaped_line(proposal.model), escaped_line(accepted_by));
  for (const std::string_view line : split_lines(trim(proposal.answer)))
    addition.markdown.append(line.empty() ? ">" : "> ").append(line) += '\n';
  return addition;
}

Result<Proposal> settle(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
                        const std::string& id, State state, const std::optional<domain::Postmortem>& document) {
  TRY(journal::require_incident(tx.db, who, domain::Action::edit, number));
  auto found = store::find(tx.db, number, id);
  if (!found) return not_found("there is no machine-written text '{}' here", id.substr(0, 60));
  Proposal proposal = std::move(*found);
  if (state != State::accepted && state != State::rejected)
    return invalid("there is no such state to settle in").at("/state").with_help("Use accepted or rejected.");
  if (proposal.state == state) return proposal;
  if (proposal.state != State::proposed)
    return conflict("this text is {} already", to_text(proposal.state)).with_help("Ask for another one.");
  if (state == State::accepted && proposal.task == Task::summary) {
    if (!document)
      return conflict("{} has no postmortem yet", domain::incident_key(number)).with_help("Draft it first.");
    const Addition addition = addition_of(proposal, who.name, document->markdown);
    TRY(ports.add_to_postmortem(tx, who, number, addition.section, addition.markdown));
  }
  proposal.state = state;
  proposal.settled_by = who.name;
  proposal.settled_at = tx.now();
  store::update(tx.db, proposal);
  tx.append({number, std::string(domain::events::kMachineSettled), tx.now(), {{"id", id}, {"state", to_text(state)}}});
  return proposal;
}

}  // namespace debrief::features::machine
