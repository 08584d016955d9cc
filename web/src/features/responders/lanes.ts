// SPDX-License-Identifier: Apache-2.0
// Where things stand on lanes over an incident's clock, and the same in words. Pure.
import type { IncidentResponder, IncidentResponders } from '$api/types';
import { duration, plural } from '$ui/time';

/** From 0 to 1 within the response; what lies outside stands at its edge. */
export function placer(from: string, until: string): (at: string) => number {
  const start = Date.parse(from);
  const length = Math.max(1, Date.parse(until) - start);
  return (at) => Math.min(1, Math.max(0, (Date.parse(at) - start) / length));
}

export interface Bar {
  x: number;
  width: number;
}
/** Bars as shares of the lane; a short one stays visible. */
export function barsOf(spans: { from: string; until: string | null }[], place: (at: string) => number): Bar[] {
  return spans.map((span) => {
    const x = place(span.from);
    return { x: Math.min(x, 0.996), width: Math.max(0.004, (span.until === null ? 1 : place(span.until)) - x) };
  });
}

/** The end of the lanes: what belongs to the response may lie a little after its end. */
export function endOf(all: IncidentResponders): string {
  const ends = [all.until, ...all.items.flatMap((one) => one.engaged.map((span) => span.until))];
  return ends.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}

const minutes = (seconds: number) => duration(seconds < 60 ? seconds : Math.round(seconds / 60) * 60);

/** "1 h 12 min, first seen after 3 min; at night" */
export function partInWords(one: IncidentResponder): string {
  if (one.engaged.length === 0) return one.follow_up_seconds > 0 ? 'After the response only' : 'No sign while the response ran';
  const first = one.first_after_seconds === null ? '' : one.first_after_seconds < 60 ? ', from the start' : `, first seen after ${minutes(one.first_after_seconds)}`;
  const when = [one.nights ? 'at night' : '', one.weekends ? 'on a weekend' : ''].filter(Boolean).join(', ');
  return `${minutes(one.engaged_seconds)}${first}${when ? `; ${when}` : ''}`;
}

const kinds: [RegExp, string, string][] = [
  [/^(note\.added|evidence\.entry)$/, 'note', 'notes'],
  [/^task\./, 'step on tasks', 'steps on tasks'],
  [/^hypothesis\./, 'step on hypotheses', 'steps on hypotheses'],
  [/^update\.posted$/, 'update', 'updates'],
  [/^run\./, 'step of runbooks', 'steps of runbooks'],
  [/^(evidence|timeline)\./, 'step on evidence and timeline', 'steps on evidence and timeline'],
  [/^(incident|milestone|role|member)\./, 'change of the incident', 'changes of the incident'],
  [/^(postmortem|account|action|factor|review|comment|thread|meeting)\./, 'step on what follows', 'steps on what follows'],
];
/** "3 notes, 1 update" */
export function doneInWords(done: Record<string, number>): string {
  const counts = new Map<number, number>();
  let other = 0;
  for (const [kind, count] of Object.entries(done)) {
    const found = kinds.findIndex(([pattern]) => pattern.test(kind));
    if (found < 0) other += count;
    else counts.set(found, (counts.get(found) ?? 0) + count);
  }
  const words = [...counts].sort((a, b) => a[0] - b[0]).map(([at, count]) => plural(count, kinds[at]![1], kinds[at]![2]));
  if (other) words.push(plural(other, 'other sign'));
  return words.join(', ');
}
