// SPDX-License-Identifier: Apache-2.0
// What was changed when: a line in the charts, so that a change of figures can be read beside it.
#pragma once

#include "domain/access.hpp"
#include "journal/journal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::insights {

struct Annotation {
  std::string id;
  Instant at;
  std::string text;
  std::string created_by;
};

/// In the order of time; at most the newest thousand.
[[nodiscard]] std::vector<Annotation> list_annotations(db::Connection& db);
Annotation add_annotation(journal::Transaction& tx, const domain::Principal& who, Instant at, std::string text);
/// Errors: not_found.
Result<> remove_annotation(journal::Transaction& tx, std::string_view id);

}  // namespace debrief::features::insights
