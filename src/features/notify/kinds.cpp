// SPDX-License-Identifier: Apache-2.0
#include "features/notify/notify.hpp"

namespace debrief::features::notify {

const std::vector<NoticeKind>& notice_kinds() {
  static const std::vector<NoticeKind> kKinds{
      {"postmortem.required", "A postmortem is needed"},
      {"postmortem.overdue", "A postmortem is overdue"},
      {"postmortem.published", "A postmortem was published"},
      {"dates.due", "Steps after an incident that you led are due, or overdue"},
      {"account.asked", "Somebody asks for your account of an incident"},
      {"review.asked", "Somebody asks you to review a postmortem"},
      {"review.given", "A review of your postmortem was given"},
      {"comment.added", "Comments on what you wrote or take part in"},
      {"meeting.set", "A postmortem meeting was set or moved"},
      {"action.assigned", "An action was given to you"},
      {"action.due", "An action of yours is due soon, or overdue"},
      {"action.recurred", "What an action of yours was to prevent came again"},
      {"task.assigned", "A task in an incident was given to you"},
      {"task.due", "A task of yours in an incident is due"},
      {"escalation.step", "Nobody has taken up an incident, and you are the next to be told"},
      {"stakeholder.brought", "An incident concerns you by a rule: its severity, service or words"},
      {"update.due", "An update on an incident that you lead is due"},
      {"role.handed_over", "You take over a role in an incident"},
      {"match.found", "An incident of yours resembles a past one"},
      {"runbook.review", "A runbook of yours is to be looked at again"},
      {"access.break_glass", "An administrator signed in with a password although single sign-on is required"},
      {"endpoint.off", "A receiver of outgoing messages was switched off (for administrators)"},
      {"digest", "The weekly digest, and what happened on this day"},
  };
  return kKinds;
}

}  // namespace debrief::features::notify
