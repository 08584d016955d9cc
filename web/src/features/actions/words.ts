// SPDX-License-Identifier: Apache-2.0
// How action items are said in words. Pure.
import type { ActionCheck, ActionItem, ActionPriority, ActionState, ActionType, NewActionItem } from '$api/types';
import type { IconName } from '$ui/icons';
import { plural } from '$ui/time';

export const states: readonly ActionState[] = ['open', 'in_progress', 'blocked', 'done', 'will_not_do'];
export const stateNames: Record<ActionState, string> = { open: 'Open', in_progress: 'In progress', blocked: 'Blocked', done: 'Done', will_not_do: 'Will not do' };
export const stateIcons: Record<ActionState, IconName> = { open: 'diamond', in_progress: 'clock', blocked: 'lock', done: 'checkCircle', will_not_do: 'x' };
/** What one does to bring an action there. */
export const moveNames: Record<ActionState, string> = { open: 'Reopen', in_progress: 'Begin', blocked: 'Block', done: 'Done', will_not_do: 'Will not do' };

export const types: readonly ActionType[] = ['prevent', 'detect', 'mitigate', 'repair', 'investigate', 'process'];
export const typeNames: Record<ActionType, string> = { prevent: 'Prevent', detect: 'Detect', mitigate: 'Mitigate', repair: 'Repair', investigate: 'Investigate', process: 'Process' };
export const typeNotes: Record<ActionType, string> = {
  prevent: 'It cannot happen again',
  detect: 'It is noticed sooner',
  mitigate: 'The next one does less harm',
  repair: 'What this one broke is mended',
  investigate: 'What is not understood yet',
  process: 'How people work together',
};
export const priorities: readonly ActionPriority[] = ['p1', 'p2', 'p3', 'p4'];

export const isOpenState = (state: ActionState) => state !== 'done' && state !== 'will_not_do';
/** States that ask for a reason; `will_not_do` insists. */
export const asksReason = (state: ActionState) => state === 'will_not_do' || state === 'blocked';

export type Pressure = 'overdue' | 'soon' | 'calm' | 'closed';
const soonMs = 3 * 86_400_000;

/** How pressing it is at a moment; the server's word on `overdue` is as old as its answer. */
export function pressureOf(action: Pick<ActionItem, 'state' | 'due_at' | 'overdue'>, now: Date): Pressure {
  if (!isOpenState(action.state)) return 'closed';
  const left = new Date(action.due_at).getTime() - now.getTime();
  return action.overdue || left < 0 ? 'overdue' : left < soonMs ? 'soon' : 'calm';
}

/** "in 3 days", "4 days late" */
export function dueWords(dueAt: Date, now: Date): string {
  const left = dueAt.getTime() - now.getTime();
  const distance = Math.abs(left);
  const days = Math.round(distance / 86_400_000);
  const text = distance < 86_400_000 ? `${Math.max(1, Math.round(distance / 3_600_000))} h` : plural(days, 'day');
  return left < 0 ? `${text} late` : `in ${text}`;
}

export function checkWords(check: ActionCheck): string {
  const where = check.service ? ` on ${check.service}` : '';
  if (check.kind === 'alert_quiet') return `Alert ${check.alert} stays quiet${where} for ${plural(check.days ?? 30, 'day')}`;
  if (check.kind === 'template_quiet') return `Log template ${check.template} stays away${where} for ${plural(check.days ?? 30, 'day')}`;
  if (check.kind === 'drill_passed') return `A drill of the incident is passed${check.minutes ? `: recognised, and the right next step named, within ${plural(check.minutes, 'minute')}` : ''}`;
  return 'What is linked is closed or merged';
}

export const proofNames: Record<ActionItem['proof']['outcome'], string> = { none: 'No check', unproven: 'Unproven', proven: 'Proven', recurred: 'Came again' };

/** A share in words: "83 %"; a dash when there is nothing to judge. */
export function shareWords(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

/** "12 days", "5 h"; a dash when there is nothing to measure. */
export function spanWords(seconds: number | null): string {
  if (seconds === null) return '–';
  return seconds < 86_400 ? `${Math.max(1, Math.round(seconds / 3600))} h` : plural(Math.round(seconds / 86_400), 'day');
}

/**
 * A line as it is typed: `!p1` sets the priority, `#detect` the type, `@Ana` the owner: the first name that begins so.
 * What is none of these belongs to the title.
 */
export function quickAction(line: string, people: readonly string[]): NewActionItem {
  const action: NewActionItem = { title: '' };
  const words: string[] = [];
  for (const word of line.trim().split(/\s+/)) {
    const rest = word.slice(1).toLowerCase();
    const type = word.startsWith('#') && rest.length > 1 ? types.find((known) => known.startsWith(rest)) : undefined;
    const owner = word.startsWith('@') && rest ? people.find((name) => name.toLowerCase().split(/\s+/).some((part) => part.startsWith(rest))) : undefined;
    if (word.startsWith('!') && priorities.some((known) => known === rest)) action.priority = rest as ActionPriority;
    else if (type) action.type = type;
    else if (owner) action.owner = owner;
    else words.push(word);
  }
  action.title = words.join(' ');
  return action;
}

/** Actions in the order in which a board and a card show them: late ones first, closed ones last. */
export function inOrder(actions: readonly ActionItem[]): ActionItem[] {
  const rank = (action: ActionItem) => (isOpenState(action.state) ? 0 : 1);
  return [...actions].sort((a, b) => rank(a) - rank(b) || a.due_at.localeCompare(b.due_at) || a.number - b.number);
}
