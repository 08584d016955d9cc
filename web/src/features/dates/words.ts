// SPDX-License-Identifier: Apache-2.0
import type { DateSettings } from '$api/types';

export type Step = DateSettings['items'][number];

/** What ends a step without anybody's doing, by its id; steps of the house's own are ticked by people only. */
const ends: Record<string, string> = {
  accounts: 'Done when everybody who was asked has given an account or declined.',
  draft: 'Done when the postmortem goes into review.',
  review: 'Done when the meeting about the postmortem has taken place, or the postmortem is published.',
  actions: 'Done when the first action is agreed on.',
  publish: 'Done when the postmortem is published. Where there is a duty to publish, its date holds instead.',
};
export const endOf = (id: string): string => ends[id] ?? 'Done when somebody ticks it.';

/** The first thing that is wrong with the steps, and at which of them. */
export function problemOf(steps: readonly Step[]): { at: number; text: string } | null {
  for (const [at, step] of steps.entries()) {
    if (!step.name.trim()) return { at, text: 'A step needs a name.' };
    for (const days of Object.values(step.days)) if (!Number.isInteger(days) || days < 0 || days > 250) return { at, text: 'There are 0 to 250 working days.' };
  }
  return null;
}

/** `days` with those of one severity changed; an empty text takes them away. */
export function withDays(days: Step['days'], severity: string, text: string): Step['days'] {
  const { [severity]: _, ...others } = days;
  return text.trim() === '' ? others : { ...others, [severity]: Number(text) };
}

/** The steps with the one at `at` moved by one place, if there is one. */
export function movedBy(steps: readonly Step[], at: number, by: -1 | 1): Step[] {
  const next = [...steps];
  const other = next[at + by];
  const one = next[at];
  if (!one || !other) return next;
  next[at + by] = one;
  next[at] = other;
  return next;
}
