// SPDX-License-Identifier: Apache-2.0
#include "app/local.hpp"
#include "cli/commands.hpp"
#include "cli/print_items.hpp"
#include "cli/terminal.hpp"

namespace debrief::cli {

int add_source(ApiClient& api, const SourceOptions& options, bool json) {
  json::object body{{"kind", options.kind}, {"name", options.name}};
  if (!options.group_by.empty()) {
    json::array labels;
    for (const auto& label : options.group_by) labels.push_back(json::value(label));
    body["group_by"] = std::move(labels);
  }
  const auto created = api.send_json("POST", "/api/v1/sources", body);
  if (!created) return report(created.error());
  if (json) {
    print(json::write(*created));
    return kDone;
  }
  print(json::text_at(*created, "path"));
  say("This address is shown once. In alertmanager.yml: receivers: [{name: debrief, webhook_configs: [{url: http://HOST:PORT<address>, send_resolved: true}]}]");
  return kDone;
}

int list_sources(ApiClient& api, bool json) {
  const auto line_of = [](const json::object& source) {
    const auto seen = json::text_at(source, "last_seen_at");
    return fmt::format("{}  {:<14} {:<20} {}", harmless(json::text_at(source, "id")), harmless(json::text_at(source, "kind")),
                       harmless(json::text_at(source, "name")), seen.empty() ? "nothing received yet" : "last " + harmless(seen));
  };
  return print_items(api.get("/api/v1/sources"), json, line_of,
                     "There is no source yet. `debrief sources add NAME` creates the address that Alertmanager sends to.");
}

int verify(const app::Config& config, bool json) {
  std::string counted;
  const auto damage = app::verify(config, counted);
  if (!damage) return report(damage.error());
  if (json) print(json::write(json::object{{"ok", damage->empty()}, {"walked", counted}, {"damage", damage->empty() ? json::value(nullptr) : json::value(*damage)}}));
  else if (damage->empty()) print("ok: " + counted);
  else print("damaged: " + harmless(*damage));
  return damage->empty() ? kDone : kDamaged;
}

}  // namespace debrief::cli
