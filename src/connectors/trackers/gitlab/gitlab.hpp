// SPDX-License-Identifier: Apache-2.0
// Issues and merge requests of GitLab (docs.gitlab.com/api/issues, docs.gitlab.com/user/project/integrations/webhooks).
#pragma once

#include "domain/tracker.hpp"

namespace debrief::connectors::gitlab {

[[nodiscard]] domain::Tracker tracker();

}  // namespace debrief::connectors::gitlab
