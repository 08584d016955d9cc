// SPDX-License-Identifier: Apache-2.0
// What the form of an action holds, and what of it differs from the action. Pure.
import type { ActionCheck, ActionItem, ActionItemChange } from '$api/types';

export interface Draft {
  title: string;
  text: string;
  type: ActionItem['type'];
  priority: ActionItem['priority'];
  owner: string;
  team: string;
  /** As the input of a date holds it; empty: by the priority. */
  due: string;
  factor: string;
  waitsFor: number[];
  check: ActionCheck['kind'] | '';
  alert: string;
  service: string;
  template: string;
  days: number;
  /** Of a drill; 0: at any time. */
  minutes: number;
}

export function draftOf(action: ActionItem, due: string, usualDays: number): Draft {
  return {
    title: action.title,
    text: action.text,
    type: action.type,
    priority: action.priority,
    owner: action.owner ?? '',
    team: action.team ?? '',
    due,
    factor: action.factor ?? '',
    waitsFor: action.waits_for.map((other) => other.number),
    check: action.check?.kind ?? '',
    alert: action.check?.alert ?? '',
    service: action.check?.service ?? '',
    template: action.check?.template ?? '',
    days: action.check?.days ?? usualDays,
    minutes: action.check?.minutes ?? 0,
  };
}

export function checkOf(draft: Draft): ActionCheck | null {
  if (draft.check === '') return null;
  if (draft.check === 'link_merged') return { kind: 'link_merged' };
  if (draft.check === 'drill_passed') return { kind: 'drill_passed', ...(draft.minutes > 0 ? { minutes: draft.minutes } : {}) };
  const service = draft.service.trim() ? { service: draft.service.trim() } : {};
  return draft.check === 'alert_quiet' ? { kind: 'alert_quiet', alert: draft.alert.trim(), ...service, days: draft.days } : { kind: 'template_quiet', template: draft.template.trim(), ...service, days: draft.days };
}

/** Only what was changed: what others changed meanwhile stays. */
export function changeOf(before: Draft, after: Draft, dueAt: Date | null): ActionItemChange {
  const change: ActionItemChange = {};
  if (after.title.trim() !== before.title) change.title = after.title.trim();
  if (after.text !== before.text) change.text = after.text;
  if (after.type !== before.type) change.type = after.type;
  if (after.priority !== before.priority) change.priority = after.priority;
  if (after.owner !== before.owner) change.owner = after.owner;
  if (after.team.trim() !== before.team) change.team = after.team.trim();
  if (after.due !== before.due && dueAt) change.due_at = dueAt.toISOString();
  if (after.factor !== before.factor) change.factor = after.factor;
  if (after.waitsFor.join() !== before.waitsFor.join()) change.waits_for = after.waitsFor;
  if (JSON.stringify(checkOf(after)) !== JSON.stringify(checkOf(before))) change.check = checkOf(after);
  return change;
}
