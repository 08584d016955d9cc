// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/routes_json.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/incident.hpp"
#include "features/deliveries/event_kinds.hpp"

namespace debrief::features::deliveries {

json::object endpoint_json(const Endpoint& one, const store::Counts& counts) {
  json::object document = to_json(one.wants);
  document["id"] = one.id;
  document["owner"] = one.owner;
  document["kind"] = to_text(one.kind);
  document["name"] = one.name;
  document["host"] = one.host;
  document["state"] = to_text(one.state);
  document["reason"] = one.reason;
  document["failing_since"] = json::or_null(one.failing_since);
  document["succeeded_at"] = json::or_null(one.succeeded_at);
  document["old_secret_until"] = json::or_null(one.old_secret_until);
  document["created_by"] = one.created_by;
  document["created_at"] = to_rfc3339(one.created_at);
  document["waiting"] = counts.waiting;
  document["delivered"] = counts.delivered;
  document["given_up"] = counts.given_up;
  return document;
}

json::object added_json(const Added& added) {
  json::object document = endpoint_json(added.endpoint, {});
  document["secret"] = added.secret.empty() ? json::value(nullptr) : json::value(added.secret);
  return document;
}

json::object tested_json(const Tested& tested) {
  std::string text = to_utf8(tested.answer.body);
  std::erase(text, '\0');
  const bool ok = tested.answer.status >= 200 && tested.answer.status < 300;
  return {{"id", tested.id},
          {"ok", ok},
          {"status", tested.answer.status},
          {"answer", shorten(text, 500)},
          {"took_ms", tested.took.count() / 1000}};
}

json::object delivery_json(const store::Delivery& one) {
  return {{"id", one.id},
          {"endpoint", one.endpoint},
          {"type", one.type},
          {"incident", json::or_null(one.incident)},
          {"created_at", to_rfc3339(one.created_at)},
          {"state", to_text(one.state)},
          {"attempts", one.attempts},
          {"next_at", json::or_null(one.next_at)},
          {"attempted_at", json::or_null(one.attempted_at)},
          {"settled_at", json::or_null(one.settled_at)},
          {"status", json::or_null(one.status)},
          {"answer", one.answer},
          {"error", one.error}};
}

json::array event_kinds_json() {
  json::array kinds;
  for (const EventKind& kind : event_kinds())
    kinds.push_back(json::object{{"id", kind.id}, {"name", kind.name}, {"group", kind.group}});
  return kinds;
}

}  // namespace debrief::features::deliveries
