// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { DrillEntry, DrillWriting } from '$api/types';
import { clockNow, courses, sinceStart } from './words';

it('counts from the beginning of the drill', () => {
  expect(sinceStart('2026-03-17T09:21:00Z', '2026-03-17T09:09:00Z')).toBe('+12 min');
  expect(sinceStart('2026-03-17T12:21:00Z', '2026-03-17T09:09:00Z')).toBe('+3 h 12 min');
  expect(sinceStart('2026-03-17T09:01:00Z', '2026-03-17T09:09:00Z')).toBe('before');
});

it('goes on with the clock between two answers, and stands when it is over', () => {
  const clock = { from: '', at: '2026-03-17T09:10:00Z', speed: 60, over: false };
  expect(clockNow(clock, 2000)).toBe(Date.parse('2026-03-17T09:12:00Z'));
  expect(clockNow({ ...clock, over: true }, 2000)).toBe(Date.parse('2026-03-17T09:10:00Z'));
  expect(clockNow({ ...clock, speed: 0 }, 2000)).toBe(Date.parse('2026-03-17T09:10:00Z'));
});

it('puts both courses into one order', () => {
  const entry = (id: string, at: string) => ({ id, kind: 'note', text: id, occurred_at: at, seen_at: at, actor: null, origin: '' }) satisfies DrillEntry;
  const writing = { id: 'w', user: 'u', name: 'Ana', kind: 'believe', text: 'pool', answer: null, at: '2026-03-17T09:15:00Z', recorded_at: '' } satisfies DrillWriting;
  const all = courses({ shown: [entry('a', '2026-03-17T09:10:00Z')], coming: [entry('c', '2026-03-17T09:30:00Z')], withheld: [entry('b', '2026-03-17T09:20:00Z')], writings: [writing] });
  expect(all.map((each) => `${each.side} ${each.text}`)).toEqual(['seen a', 'drill pool', 'then b', 'seen c']);
});
