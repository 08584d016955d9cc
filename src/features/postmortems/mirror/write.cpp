// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/write.hpp"

#include "features/postmortems/blocks/frozen.hpp"

#include <set>

namespace debrief::features::postmortems::mirror {
namespace {

// Sees what every account may see, so that nothing private can leave.
const domain::Principal kAnyone{"", "Debrief", domain::AccessRole::viewer, "mirror"};

std::optional<domain::Postmortem> published(journal::Journal& journal, std::int64_t incident) {
  auto found = journal.database().read([&](db::Connection& db) { return find(db, kAnyone, incident); });
  if (!found || !*found || (*found)->state != domain::PostmortemState::published) return std::nullopt;
  return **std::move(found);
}

// The same file for the same version, whenever it is made.
Result<std::string> content_of(journal::Journal& journal, const Ports& ports, domain::Postmortem document) {
  document.markdown = TRY(
      expand_for(ports.document, journal.database(), kAnyone, document.incident, document.markdown, document.state));
  const Instant as_of = document.updated_at;
  return file_of(TRY(gather_export(ports.document, kAnyone, std::move(document), as_of)));
}

}  // namespace

Result<Plan> plan_writing(journal::Journal& journal, const Ports& ports, std::size_t limit) {
  Plan plan;
  const auto [pending, outdated] = journal.database().read([&](db::Connection& db) {
    return std::pair(store::list_pending(db, static_cast<std::int64_t>(limit)), store::list_outdated(db));
  });
  for (const store::File& file : outdated) {
    plan.files[file.path] = std::nullopt;
    plan.removed.push_back(file.path);
    plan.steps.push_back({Step::Kind::taken_back, file.incident, file.path.substr(kFolder.size() + 1), 0, ""});
  }
  for (const store::Document& wanted : pending) {
    const auto document = published(journal, wanted.incident);
    // While it is edited, the next revision is waited for.
    if (!document || document->unkept > 0) continue;
    const auto before =
        journal.database().read([&](db::Connection& db) { return store::find_file_of(db, wanted.incident); });
    const std::string path = path_of(wanted.incident, document->title);
    if (before && before->path != path) plan.files[before->path] = std::nullopt;
    plan.files[path] = TRY(content_of(journal, ports, *document));
    plan.written.push_back({path, wanted.incident, document->version});
    plan.steps.push_back({before ? Step::Kind::changed : Step::Kind::published, wanted.incident, document->title,
                          document->version, document->author});
  }
  return plan;
}

Result<std::string> plan_index(journal::Journal& journal, const Ports& ports, const Plan& plan) {
  std::map<std::int64_t, std::string> paths;
  const auto standing = journal.database().read([](db::Connection& db) { return store::list_files(db); });
  const std::set<std::string> removed(plan.removed.begin(), plan.removed.end());
  for (const store::File& file : standing)
    if (!removed.contains(file.path)) paths[file.incident] = file.path;
  for (const store::File& file : plan.written) paths[file.incident] = file.path;
  std::vector<Listed> listed;
  for (const auto& [number, path] : paths) {
    const auto document = published(journal, number);
    const auto incident = ports.document.get_incident(kAnyone, number);
    if (!document || !incident) continue;
    Instant occurred_at = incident->declared_at;
    for (const domain::Milestone& milestone : incident->milestones)
      if (milestone.name == "started") occurred_at = milestone.at;
    listed.push_back({number, document->title, path, incident->severity, occurred_at});
  }
  return index_of(std::move(listed));
}

}  // namespace debrief::features::postmortems::mirror
