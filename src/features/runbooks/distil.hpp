// SPDX-License-Identifier: Apache-2.0
// A proposal for a runbook, made from what was done in an incident. Pure. A person edits it before it is saved.
#pragma once

#include "domain/account.hpp"
#include "domain/incident.hpp"
#include "domain/timeline.hpp"
#include "features/runbooks/rules.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::runbooks {

struct DistilSource {
  domain::Incident incident;
  std::vector<domain::TimelineEntry> timeline;  ///< hidden entries are passed over
  std::vector<std::string> alerts;              ///< names
  std::vector<domain::Account> accounts;        ///< that were given
  std::optional<std::string> postmortem;        ///< Markdown
};

struct Proposal {
  std::string title;
  std::vector<std::string> services;
  std::vector<Rule> rules;
  std::string markdown;
};

/// Steps are, each with a link to where it came from and each once: the actions on the timeline and what people marked as
/// key moments there, up to the end of the trouble, or, when there is nothing of that, entries that read like something
/// done; what the postmortem lists under headings about mitigation; rows of its timeline that tell of something done, when
/// there is nothing else; what accounts say helped. What accounts and
/// postmortem say misled people stands below as a warning.
[[nodiscard]] Proposal distil(const DistilSource& source);

}  // namespace debrief::features::runbooks
