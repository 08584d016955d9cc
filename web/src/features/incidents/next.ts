// SPDX-License-Identifier: Apache-2.0
import type { Incident } from '$api/types';
import { isOpen } from './words';

export type Step = 'lead' | 'severity' | 'summary' | 'mitigated' | 'resolved' | 'impact' | 'draft' | 'publish' | 'read' | 'elsewhere';

/** What this incident needs most, next. Pure guidance: nothing is forbidden meanwhile. */
export function nextStep(incident: Incident): Step {
  const has = (name: string) => incident.milestones.some((milestone) => milestone.name === name);
  if (isOpen(incident.phase)) {
    if (!incident.lead) return 'lead';
    if (incident.severity === null) return 'severity';
    if (!incident.summary.trim()) return 'summary';
    return has('mitigated') ? 'resolved' : 'mitigated';
  }
  if (incident.merged && !incident.has_postmortem) return 'elsewhere';
  if (!incident.has_postmortem) return incident.impact.trim() || incident.phase === 'closed' ? 'draft' : 'impact';
  return incident.postmortem_state === 'published' ? 'read' : 'publish';
}

export const stepWords: Record<Step, { text: string; button: string }> = {
  lead: { text: 'Nobody leads yet. Somebody should decide who does what.', button: 'Take the lead' },
  severity: { text: 'Say how bad it is, so that the right people come.', button: 'Set severity' },
  summary: { text: 'Write what is known, for whoever joins now.', button: 'Write what is known' },
  mitigated: { text: 'When users no longer feel it, record when it was mitigated.', button: 'It is mitigated' },
  resolved: { text: 'Mitigated. When the steady state is back, record it.', button: 'It is resolved' },
  impact: { text: 'It is over. Say whom it touched, and how much.', button: 'Describe the impact' },
  draft: { text: 'It is over. The draft writes itself from what is recorded.', button: 'Start the postmortem' },
  publish: { text: 'The postmortem is being written.', button: 'Open the postmortem' },
  elsewhere: { text: 'It goes on in another incident. What is learned from both is written there.', button: '' },
  read: { text: 'The postmortem is published.', button: 'Read the postmortem' },
};
