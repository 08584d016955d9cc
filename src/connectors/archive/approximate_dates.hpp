// SPDX-License-Identifier: Apache-2.0
// The date of an incident where the document does not tell the day itself.
#pragma once

#include "base/front_matter.hpp"
#include "connectors/archive/document.hpp"
#include "connectors/archive/lines.hpp"

#include <optional>
#include <vector>

namespace debrief::connectors::archive {

/// From a month and year in title or text, the address of the original ("…/2012/01/23/…", "…-november-9th-2018"), or
/// the date of publication, in this order. Says in a remark of the document which one it was.
[[nodiscard]] std::optional<DocumentTime> find_approximate_start(ArchiveDocument& document,
                                                                 const FrontMatterValue& fields,
                                                                 const std::vector<Line>& lines,
                                                                 const ReadOptions& options);

/// The date of publication by a field of front matter ("published_at" and its like).
[[nodiscard]] std::optional<DocumentTime> find_publication(const FrontMatterValue& fields, const ReadOptions& options);

}  // namespace debrief::connectors::archive
