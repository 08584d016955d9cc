// SPDX-License-Identifier: Apache-2.0
#include "connectors/deploys/deploys.hpp"

#include "base/text.hpp"
#include "connectors/json_documents.hpp"
#include "connectors/unread.hpp"

#include <set>
#include <tuple>

namespace debrief::connectors::deploys {
namespace {

using FromPayload = Result<domain::ReadEntry> (*)(const json::object&);

// What recorders of webhooks wrap around a delivery: {"headers": …, "payload": {…}}.
const json::object& unwrapped(const json::object& payload) {
  for (const char* key : {"payload", "body", "event"})
    if (const json::object* inner = json::object_at(payload, key);
        inner != nullptr &&
        (inner->contains("deployment") || inner->contains("deployment_status") || inner->contains("specversion")))
      return *inner;
  return payload;
}

domain::Reading read_payloads(std::string_view bytes, const domain::ReadContext& context, std::string format,
                              FromPayload from_payload) {
  domain::Reading reading;
  reading.format = std::move(format);
  std::set<std::tuple<std::int64_t, std::string, std::string>> told;
  const auto take = [&](const json::value& payload, const std::string& locator, std::string_view text) {
    auto entry = payload.is_object() ? from_payload(unwrapped(payload.get_object()))
                                     : Result<domain::ReadEntry>(invalid("the payload is not an object"));
    if (!entry) {
      auto unread = unread_file(context.name, entry.error().message, text.empty() ? json::write(payload) : text);
      if (!locator.empty()) unread.locator = locator;
      reading.unread.push_back(std::move(unread));
      return;
    }
    entry->locator = locator.empty() ? "payload 1" : locator;
    if (told.emplace(entry->occurred_at.micros, entry->text, entry->origin).second)
      reading.entries.push_back(*std::move(entry));
  };
  auto damaged = each_json_document(bytes, context.name, take);
  reading.unread.insert(reading.unread.end(), damaged.begin(), damaged.end());
  return reading;
}

bool has(std::string_view head, std::string_view key) {
  return head.find(key) != std::string_view::npos;
}

bool begins_as_json(std::string_view head) {
  const std::string_view text = trim(head);
  return !text.empty() && (text.front() == '{' || text.front() == '[');
}

}  // namespace

domain::Reading read_github(std::string_view bytes, const domain::ReadContext& context) {
  return read_payloads(bytes, context, "github_deployments", from_github);
}

domain::Reading read_cdevents(std::string_view bytes, const domain::ReadContext& context) {
  return read_payloads(bytes, context, "cdevents", from_cdevent);
}

int recognise_github(std::string_view /*name*/, std::string_view head) {
  if (!begins_as_json(head)) return 0;
  if (has(head, "\"deployment_status\"")) return 90;
  return has(head, "\"deployment\"") && has(head, "\"repository\"") ? 70 : 0;
}

int recognise_cdevents(std::string_view /*name*/, std::string_view head) {
  if (!begins_as_json(head)) return 0;
  if (has(head, "\"dev.cdevents.")) return 95;
  return has(head, "\"specversion\"") && has(head, "\"source\"") && has(head, "\"type\"") ? 60 : 0;
}

}  // namespace debrief::connectors::deploys
