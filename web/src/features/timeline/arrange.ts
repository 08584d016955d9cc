// SPDX-License-Identifier: Apache-2.0
// From entries to what the timeline shows: filtered, in order, by day, with runs of alerts folded. Pure.
import type { TimelineEntry } from '$api/types';
import { dayKey, secondsBetween, type Zone } from '$ui/time';
import { kindOf, type Group } from './kinds';

export interface Choice {
  groups: ReadonlySet<Group>;
  keyOnly: boolean;
  hidden: boolean;
  newestFirst: boolean;
}

export type Item = { type: 'entry'; entry: TimelineEntry } | { type: 'run'; id: string; entries: TimelineEntry[] };

export interface Day {
  key: string;
  at: string;
  items: Item[];
}

const foldFrom = 4; // so many alerts in a row are shown as one line

/** The days to show. With no group chosen, all are. */
export function arrange(entries: readonly TimelineEntry[], choice: Choice, zone: Zone): Day[] {
  const shown = entries.filter((entry) => matches(entry, choice));
  shown.sort((a, b) => Date.parse(a.occurred_at) - Date.parse(b.occurred_at));
  if (choice.newestFirst) shown.reverse();
  const days: Day[] = [];
  for (const entry of shown) {
    const key = dayKey(new Date(entry.occurred_at), zone);
    if (days.at(-1)?.key !== key) days.push({ key, at: entry.occurred_at, items: [] });
    days.at(-1)!.items.push({ type: 'entry', entry });
  }
  for (const day of days) day.items = fold(day.items);
  return days;
}

function matches(entry: TimelineEntry, choice: Choice): boolean {
  if (entry.hidden && !choice.hidden) return false;
  if (choice.keyOnly && !entry.key_moment) return false;
  return choice.groups.size === 0 || choice.groups.has(kindOf(entry.kind).group);
}

function fold(items: Item[]): Item[] {
  const result: Item[] = [];
  let run: TimelineEntry[] = [];
  const close = () => {
    if (run.length >= foldFrom) result.push({ type: 'run', id: `run-${run[0]!.id}`, entries: run });
    else result.push(...run.map((entry): Item => ({ type: 'entry', entry })));
    run = [];
  };
  for (const item of items) {
    if (item.type === 'entry' && kindOf(item.entry.kind).group === 'alerts' && !item.entry.key_moment) run.push(item.entry);
    else {
      close();
      result.push(item);
    }
  }
  close();
  return result;
}

/** The first so many items of the days. */
export function firstOf(days: readonly Day[], count: number): Day[] {
  const first: Day[] = [];
  let left = count;
  for (const day of days) {
    if (left <= 0) break;
    first.push(left >= day.items.length ? day : { ...day, items: day.items.slice(0, left) });
    left -= day.items.length;
  }
  return first;
}

export function countGroups(entries: readonly TimelineEntry[]): Record<Group, number> {
  const counts: Record<Group, number> = { people: 0, alerts: 0, changes: 0, course: 0 };
  for (const entry of entries) if (!entry.hidden) counts[kindOf(entry.kind).group] += 1;
  return counts;
}

const sameMoment = 60; // seconds within which something counts as known when it happened

/** Seconds from the event to the moment when it was known; null when that is as good as the same. */
export function knownLater(entry: Pick<TimelineEntry, 'occurred_at' | 'known_at'>): number | null {
  const seconds = secondsBetween(entry.occurred_at, entry.known_at);
  return seconds > sameMoment ? seconds : null;
}
