// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/fields.hpp"

#include "domain/events.hpp"
#include "domain/vocabulary.hpp"

namespace debrief::features::incidents {
namespace {

Result<const domain::FieldKind*> field_for(const domain::Incident& incident, const std::string& id) {
  const domain::FieldKind* kind = incident.words().find_field(id);
  const std::string at = "/fields/" + id.substr(0, 60);
  if (kind == nullptr || !kind->used)
    return invalid("there is no field '{}'", id.substr(0, 60)).at(at).with_help("Administrators add fields under Settings, Words and fields.");
  if (!kind->fits(incident.kind)) return invalid("the field '{}' is not for this kind of incident", kind->name).at(at);
  return kind;
}

}  // namespace

Result<> set_fields(journal::Transaction& tx, domain::Incident& incident, const FieldChanges& changes, Instant at) {
  for (const auto& [id, wanted] : changes) {
    const auto held = incident.fields.find(id);
    const auto before = held == incident.fields.end() ? std::nullopt : std::optional(held->second);
    const domain::FieldKind* kind = incident.words().find_field(id);
    std::optional<std::string> value;
    // A value of a field that is switched off meanwhile can still be taken away.
    if (wanted || !before) kind = TRY(field_for(incident, id));
    if (wanted) value = TRY(domain::check_field(*kind, *wanted));
    if (value == before) continue;
    if (value)
      tx.db.execute("insert into incident_fields (incident, field, value) values ($1, $2, $3) "
                    "on conflict (incident, field) do update set value = excluded.value",
                    incident.number, id, *value);
    else tx.db.execute("delete from incident_fields where incident = $1 and field = $2", incident.number, id);
    tx.append({incident.number, std::string(domain::events::kFieldSet), at,
               {{"field", id}, {"name", kind != nullptr ? kind->name : id}, {"from", json::or_null(before)}, {"to", json::or_null(value)}}});
    if (value) incident.fields[id] = *value;
    else incident.fields.erase(id);
  }
  return {};
}

}  // namespace debrief::features::incidents
