// SPDX-License-Identifier: Apache-2.0
// The export of a postmortem over HTTP.
#pragma once

#include "features/postmortems/postmortems.hpp"

namespace debrief::features::postmortems {

/// GET …/postmortem/export?format=md|html|pdf|json&paper=a4|letter. `document` has been read for the caller.
Result<http::Response> respond_with_export(journal::Journal& journal, const Ports& ports, const Call& call,
                                           domain::Postmortem document);

}  // namespace debrief::features::postmortems
