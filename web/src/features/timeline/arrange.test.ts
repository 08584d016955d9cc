// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '$api/types';
import { arrange, countGroups, firstOf, knownLater, type Choice } from './arrange';

let last = 0;
function entry(kind: string, occurred_at: string, more: Partial<TimelineEntry> = {}): TimelineEntry {
  last += 1;
  return { id: String(last), kind, text: kind, occurred_at, ended_at: null, recorded_at: occurred_at, known_at: occurred_at, actor: null, origin: '', evidence: null, locator: null, key_moment: false, hidden: false, time_note: null, original_time: null, revision: 1, ...more };
}
const all: Choice = { groups: new Set(), keyOnly: false, hidden: false, newestFirst: false };

describe('arrange', () => {
  it('groups by day in the zone, oldest first', () => {
    const days = arrange([entry('note', '2026-11-05T00:10:00Z'), entry('note', '2026-11-04T23:50:00Z')], all, 'utc');
    expect(days.map((day) => day.key)).toEqual(['2026-11-04', '2026-11-05']);
  });
  it('can turn the order round', () => {
    const days = arrange([entry('note', '2026-11-04T10:00:00Z'), entry('note', '2026-11-05T10:00:00Z')], { ...all, newestFirst: true }, 'utc');
    expect(days[0]?.key).toBe('2026-11-05');
  });
  it('folds four alerts in a row, but not three, and never a key moment', () => {
    const alerts = (count: number) => Array.from({ length: count }, (_, at) => entry('alert', `2026-11-04T10:0${at}:00Z`));
    expect(arrange(alerts(3), all, 'utc')[0]?.items.map((item) => item.type)).toEqual(['entry', 'entry', 'entry']);
    expect(arrange(alerts(4), all, 'utc')[0]?.items.map((item) => item.type)).toEqual(['run']);
    const marked = alerts(5);
    marked[2]!.key_moment = true;
    expect(arrange(marked, all, 'utc')[0]?.items).toHaveLength(5);
  });
  it('leaves out hidden entries unless asked for', () => {
    const hidden = [entry('note', '2026-11-04T10:00:00Z', { hidden: true })];
    expect(arrange(hidden, all, 'utc')).toEqual([]);
    expect(arrange(hidden, { ...all, hidden: true }, 'utc')).toHaveLength(1);
  });
  it('keeps the chosen groups and key moments only', () => {
    const entries = [entry('note', '2026-11-04T10:00:00Z'), entry('alert', '2026-11-04T10:01:00Z', { key_moment: true })];
    expect(arrange(entries, { ...all, groups: new Set(['people']) }, 'utc')[0]?.items).toHaveLength(1);
    expect(arrange(entries, { ...all, keyOnly: true }, 'utc')[0]?.items).toHaveLength(1);
  });
});

it('counts what is not hidden', () => {
  expect(countGroups([entry('note', '2026-11-04T10:00:00Z'), entry('note', '2026-11-04T10:00:00Z', { hidden: true }), entry('deploy', '2026-11-04T10:00:00Z')])).toEqual({ people: 1, alerts: 0, changes: 1, course: 0 });
});

it('tells when something became known only later', () => {
  expect(knownLater({ occurred_at: '2026-11-04T10:00:00Z', known_at: '2026-11-04T10:14:00Z' })).toBe(840);
  expect(knownLater({ occurred_at: '2026-11-04T10:00:00Z', known_at: '2026-11-04T10:00:30Z' })).toBeNull();
});

it('takes the first items of the days', () => {
  const days = arrange([entry('note', '2026-11-04T10:00:00Z'), entry('note', '2026-11-04T11:00:00Z'), entry('note', '2026-11-05T10:00:00Z')], all, 'utc');
  expect(firstOf(days, 1).map((day) => day.items.length)).toEqual([1]);
  expect(firstOf(days, 9).map((day) => day.items.length)).toEqual([2, 1]);
});
