// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/front_matter.hpp"
#include "connectors/archive/document.hpp"
#include "connectors/archive/lines.hpp"

#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// Sets services, severity, labels and url from front matter and from labelled lines ("Severity: SEV1").
void read_metadata(ArchiveDocument& document, const FrontMatterValue& fields, const std::vector<Line>& lines);

}  // namespace debrief::connectors::archive
