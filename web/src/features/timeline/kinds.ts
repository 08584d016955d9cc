// SPDX-License-Identifier: Apache-2.0
import type { IconName } from '$ui/icons';

export type Group = 'people' | 'alerts' | 'changes' | 'course';
export type Tone = 'plain' | 'accent' | 'danger' | 'good' | 'info' | 'violet' | 'warn';

interface Kind {
  name: string;
  icon: IconName;
  tone: Tone;
  group: Group;
}

const kinds: Record<string, Kind> = {
  alert: { name: 'Alert', icon: 'bell', tone: 'danger', group: 'alerts' },
  alert_resolved: { name: 'Alert resolved', icon: 'check', tone: 'good', group: 'alerts' },
  note: { name: 'Note', icon: 'note', tone: 'plain', group: 'people' },
  decision: { name: 'Decision', icon: 'flag', tone: 'accent', group: 'people' },
  hypothesis: { name: 'Hypothesis', icon: 'bulb', tone: 'violet', group: 'people' },
  action: { name: 'Action', icon: 'wrench', tone: 'info', group: 'people' },
  observation: { name: 'Observation', icon: 'eye', tone: 'plain', group: 'people' },
  message: { name: 'Message', icon: 'message', tone: 'plain', group: 'people' },
  deploy: { name: 'Deploy', icon: 'rocket', tone: 'warn', group: 'changes' },
  change: { name: 'Change', icon: 'gear', tone: 'warn', group: 'changes' },
  state: { name: 'State', icon: 'arrowRight', tone: 'plain', group: 'course' },
  severity: { name: 'Severity', icon: 'flame', tone: 'warn', group: 'course' },
  milestone: { name: 'Milestone', icon: 'target', tone: 'accent', group: 'course' },
  link: { name: 'Link', icon: 'link', tone: 'info', group: 'course' },
  role: { name: 'Role', icon: 'person', tone: 'plain', group: 'course' },
  task: { name: 'Task', icon: 'checkCircle', tone: 'info', group: 'people' },
  update: { name: 'Update', icon: 'send', tone: 'accent', group: 'people' },
  evidence: { name: 'Evidence', icon: 'file', tone: 'plain', group: 'course' },
  postmortem: { name: 'Postmortem', icon: 'book', tone: 'accent', group: 'course' },
};

/** How a kind of entry looks; one that is not known looks like a note under its own name. */
export function kindOf(kind: string): Kind {
  return kinds[kind] ?? { name: kind.replaceAll('_', ' '), icon: 'note', tone: 'plain', group: 'course' };
}

export const groups: { id: Group; name: string }[] = [
  { id: 'people', name: 'People' },
  { id: 'alerts', name: 'Alerts' },
  { id: 'changes', name: 'Changes' },
  { id: 'course', name: 'Course' },
];

/** The kinds that a person can write. */
export const written = ['note', 'observation', 'hypothesis', 'decision', 'action'] as const;
export type Written = (typeof written)[number];
