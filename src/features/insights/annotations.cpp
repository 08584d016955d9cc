// SPDX-License-Identifier: Apache-2.0
#include "features/insights/annotations.hpp"

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"

#include <algorithm>

namespace debrief::features::insights {

std::vector<Annotation> list_annotations(db::Connection& db) {
  std::vector<Annotation> annotations;
  for (const auto& row : db.query("select id, at, text, created_by from annotations where removed_at is null "
                                  "order by at desc, id limit 1000"))
    annotations.push_back({row.text(0), {row.integer(1)}, row.text(2), row.text(3)});
  std::reverse(annotations.begin(), annotations.end());
  return annotations;
}

Annotation add_annotation(journal::Transaction& tx, const domain::Principal& who, Instant at, std::string text) {
  Annotation annotation{new_id(tx.now()), at, std::move(text), who.name};
  tx.db.execute("insert into annotations (id, at, text, created_by, created_at) values ($1, $2, $3, $4, $5)",
                annotation.id, at.micros, annotation.text, who.name, tx.now().micros);
  tx.append({domain::kServerChain,
             std::string(domain::events::kAnnotationAdded),
             tx.now(),
             {{"id", annotation.id}, {"at", to_rfc3339(at)}, {"text", annotation.text}}});
  return annotation;
}

Result<> remove_annotation(journal::Transaction& tx, std::string_view id) {
  const auto changed =
      tx.db.execute("update annotations set removed_at = $2 where id = $1 and removed_at is null", id, tx.now().micros);
  if (changed == 0) return not_found("there is no such annotation");
  tx.append({domain::kServerChain, std::string(domain::events::kAnnotationRemoved), tx.now(), {{"id", id}}});
  return {};
}

}  // namespace debrief::features::insights
