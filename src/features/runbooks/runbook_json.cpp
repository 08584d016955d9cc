// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/runbook_json.hpp"

#include "base/markdown.hpp"
#include "base/time.hpp"
#include "features/runbooks/steps.hpp"

namespace debrief::features::runbooks {
namespace {

json::array texts(const std::vector<std::string>& all) { return json::array(all.begin(), all.end()); }

json::array origins_of(const std::vector<domain::StepOrigin>& origins) {
  json::array all;
  for (const auto& origin : origins)
    all.push_back(json::object{{"incident", origin.incident},
                               {"key", domain::incident_key(origin.incident)},
                               {"entry", origin.entry ? json::value(std::to_string(*origin.entry)) : json::value(nullptr)}});
  return all;
}

json::object counts_json(const store::StepCounts& counts) {
  return {{"done", counts.done}, {"helped", counts.helped}, {"no_help", counts.no_help}, {"skipped", counts.skipped}};
}

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

}  // namespace

Result<ReadRunbook> read_runbook(const json::value& body) {
  auto in = TRY(json::Fields::of(body));
  ReadRunbook read;
  Wanted& wanted = read.wanted;
  wanted.title = TRY(in.optional_text("title", kLongestTitle));
  read.owner = TRY(in.optional_text("owner", 200));
  if (in.has("services")) wanted.services = TRY(in.texts("services", kMostServices));
  if (const auto* rules = in.find("rules")) wanted.rules = TRY(read_rules(rules, "/rules"));
  wanted.markdown = TRY(in.optional_text("markdown", kLongestMarkdown));
  wanted.review_days = TRY(in.optional_integer("review_days", 0, kMostReviewDays));
  wanted.origin = TRY(in.optional_integer("origin", 1, 999'999'999'999));
  TRY(in.done());
  return read;
}

json::object summary_of(const Runbook& runbook, const store::Counts& counts, Instant now) {
  return {{"number", runbook.number},
          {"version", runbook.version},
          {"title", runbook.title},
          {"owner", or_null(runbook.owner.name)},
          {"services", texts(runbook.services)},
          {"rules", to_json(runbook.rules)},
          {"step_count", read_steps(runbook.markdown).size()},
          {"review_days", runbook.review_days},
          {"review_at", json::or_null(runbook.review_at)},
          {"stale", runbook.review_at && *runbook.review_at < now},
          {"origin", json::or_null(runbook.origin)},
          {"archived_at", json::or_null(runbook.archived_at)},
          {"updated_at", to_rfc3339(runbook.updated_at)},
          {"author", runbook.author},
          {"runs", counts.runs},
          {"solved", counts.solved}};
}

json::object to_json(const domain::RunbookStep& step) {
  return {{"key", step.key},
          {"section", step.section},
          {"title", step.title},
          {"html", render_html(step.markdown)},
          {"origins", origins_of(step.origins)}};
}

json::object to_json(const Runbook& runbook, const store::Counts& runs, std::map<std::string, store::StepCounts> counts,
                     Instant now) {
  json::object document = summary_of(runbook, runs, now);
  document["markdown"] = runbook.markdown;
  document["html"] = render_html(runbook.markdown);
  json::array steps;
  for (const auto& step : read_steps(runbook.markdown)) {
    json::object item = to_json(step);
    item["counts"] = counts_json(counts[step.key]);
    counts.erase(step.key);
    steps.emplace_back(std::move(item));
  }
  document["steps"] = std::move(steps);
  json::array former;
  for (const auto& [key, count] : counts)
    former.push_back(json::object{{"key", key}, {"title", count.title}, {"counts", counts_json(count)}});
  document["former_steps"] = std::move(former);
  return document;
}

json::object to_json(const store::Revision& revision, bool with_text) {
  json::object document{{"version", revision.version},
                        {"title", revision.title},
                        {"author", revision.author},
                        {"recorded_at", to_rfc3339(revision.recorded_at)}};
  if (!with_text) return document;
  document["owner"] = or_null(revision.owner);
  document["services"] = texts(revision.services);
  document["rules"] = to_json(revision.rules);
  document["review_days"] = revision.review_days;
  document["markdown"] = revision.markdown;
  return document;
}

json::object to_json(const domain::RunbookFit& fit) {
  return {{"runbook", fit.runbook},
          {"title", fit.title},
          {"owner", or_null(fit.owner)},
          {"step_count", fit.steps},
          {"reasons", texts(fit.reasons)},
          {"runs", fit.runs},
          {"solved", fit.solved},
          {"review_at", json::or_null(fit.review_at)},
          {"stale", fit.stale}};
}

json::object to_json(const Run& run) {
  json::array steps;
  for (const RunStep& step : run.steps)
    steps.push_back(json::object{{"place", step.place},
                                 {"key", step.key},
                                 {"section", step.section},
                                 {"title", step.title},
                                 {"html", render_html(step.markdown)},
                                 {"state", to_text(step.state)},
                                 {"note", step.note},
                                 {"who", or_null(step.who)},
                                 {"at", json::or_null(step.at)},
                                 {"version", step.version}});
  return {{"id", run.id},
          {"runbook", run.runbook},
          {"version", run.version},
          {"incident", run.incident},
          {"title", run.title},
          {"outcome", run.outcome ? json::value(to_text(*run.outcome)) : json::value(nullptr)},
          {"note", run.note},
          {"started_at", to_rfc3339(run.started_at)},
          {"started_by", run.started_by},
          {"ended_at", json::or_null(run.ended_at)},
          {"ended_by", json::or_null(run.ended_by)},
          {"steps", std::move(steps)}};
}

json::object to_json(const store::PastRun& past) {
  const Run& run = past.run;
  return {{"id", run.id},
          {"version", run.version},
          {"incident", run.incident},
          {"key", domain::incident_key(run.incident)},
          {"incident_title", past.incident_title},
          {"drill", past.drill},
          {"outcome", run.outcome ? json::value(to_text(*run.outcome)) : json::value(nullptr)},
          {"note", run.note},
          {"started_at", to_rfc3339(run.started_at)},
          {"started_by", run.started_by},
          {"ended_at", json::or_null(run.ended_at)}};
}

json::object to_json(const Proposal& proposal) {
  json::array steps;
  for (const auto& step : read_steps(proposal.markdown)) steps.emplace_back(to_json(step));
  return {{"title", proposal.title},
          {"services", texts(proposal.services)},
          {"rules", to_json(proposal.rules)},
          {"markdown", proposal.markdown},
          {"steps", std::move(steps)}};
}

}  // namespace debrief::features::runbooks
