// SPDX-License-Identifier: Apache-2.0
#include "connectors/deploys/deploys.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

namespace debrief::connectors::deploys {
namespace {

// "in_progress" and its like as what is said of a deploy.
std::string outcome_of(std::string_view state) {
  if (state == "success") return "succeeded";
  if (state == "failure") return "failed";
  if (state == "error") return "ended in an error";
  if (state == "in_progress") return "started";
  if (state == "queued" || state == "pending" || state == "waiting") return "is waiting to start";
  if (state == "inactive") return "was replaced by a newer one";
  return "is in state \"" + std::string(state) + "\"";
}

std::string login_at(const json::object* document, std::string_view key) {
  const json::object* person = document != nullptr ? json::object_at(*document, key) : nullptr;
  return person != nullptr ? std::string(json::text_at(*person, "login")) : "";
}

// "v1.42 (a1b2c3d)"
std::string revision_of(const json::object* deployment) {
  if (deployment == nullptr) return "";
  const std::string sha(json::text_at(*deployment, "sha").substr(0, 7));
  const std::string ref(json::text_at(*deployment, "ref"));
  if (ref.empty() || ref.starts_with(sha)) return sha.empty() ? ref : sha;
  return sha.empty() ? ref : ref + " (" + sha + ")";
}

std::string text_of(std::string_view repository, const json::object* deployment, const json::object* status) {
  std::string environment(status != nullptr ? json::text_at(*status, "environment") : "");
  if (environment.empty() && deployment != nullptr) environment = json::text_at(*deployment, "environment");
  const std::string revision = revision_of(deployment);
  std::string text = "Deploy of " + std::string(repository.substr(repository.find_last_of('/') + 1));
  if (!revision.empty()) text += " " + revision;
  if (!environment.empty()) text += " to " + environment;
  text += " " + (status != nullptr ? outcome_of(json::text_at(*status, "state")) : std::string("was requested"));
  for (const json::object* part : {status, deployment}) {
    const auto description = part != nullptr ? trim(json::text_at(*part, "description")) : std::string_view{};
    if (description.empty()) continue;
    text += ": " + std::string(description);
    break;
  }
  return text;
}

}  // namespace

Result<domain::ReadEntry> from_github(const json::object& delivery) {
  const json::object* status = json::object_at(delivery, "deployment_status");
  const json::object* deployment = json::object_at(delivery, "deployment");
  if (status == nullptr && deployment == nullptr)
    return invalid("neither 'deployment_status' nor 'deployment' is there");
  if (status != nullptr && json::text_at(*status, "state").empty())
    return invalid("'deployment_status.state' is missing");
  const json::object& about = status != nullptr ? *status : *deployment;
  std::string_view time = json::text_at(about, "created_at");
  if (time.empty()) time = json::text_at(about, "updated_at");
  const auto at = parse_rfc3339(time);
  if (!at) return invalid("'created_at' is missing or not a time: \"{}\"", shorten(time, 60));
  const json::object* repository = json::object_at(delivery, "repository");
  std::string_view name = repository != nullptr ? json::text_at(*repository, "full_name") : std::string_view{};
  if (name.empty() && repository != nullptr) name = json::text_at(*repository, "name");

  domain::ReadEntry entry;
  entry.occurred_at = *at;
  entry.original_time = time;
  entry.kind = "deploy";
  entry.text = text_of(name, deployment, status);
  std::string actor = login_at(&about, "creator");
  if (actor.empty()) actor = login_at(deployment, "creator");
  if (actor.empty()) actor = login_at(&delivery, "sender");
  if (!actor.empty()) entry.actor = actor;
  entry.origin = name.empty() ? "GitHub deployments" : "GitHub deployments of " + std::string(name);
  if (!name.empty()) entry.services.emplace_back(name.substr(name.find_last_of('/') + 1));
  return entry;
}

}  // namespace debrief::connectors::deploys
