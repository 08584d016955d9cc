// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/finding.hpp"

namespace debrief::logs {

std::string_view name_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::new_template: return "new_template";
    case FindingKind::vanished_template: return "vanished_template";
    case FindingKind::rate_up: return "rate_up";
    case FindingKind::rate_down: return "rate_down";
    case FindingKind::change_point: return "change_point";
    case FindingKind::burst: return "burst";
    case FindingKind::silence: return "silence";
  }
  return {};
}

}  // namespace debrief::logs
