// SPDX-License-Identifier: Apache-2.0
// What a house asks of its incidents beyond what everybody needs.
#pragma once

#include "features/incidents/incidents.hpp"

namespace debrief::features::incidents {

/// Sets and clears values, each with its fact, in the table and in `incident`. Errors: invalid for fields that are not
/// there, are switched off, or do not fit the kind of incident, and for values that do not fit the field.
[[nodiscard]] Result<> set_fields(journal::Transaction& tx, domain::Incident& incident, const FieldChanges& changes, Instant at);

}  // namespace debrief::features::incidents
