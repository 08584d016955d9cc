// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { DrillEntry, DrillSigns } from '$api/types';
import { chartOf, signsWords } from './signs';

const signs: DrillSigns = { from: '2026-03-17T08:40:00Z', until: '2026-03-17T09:00:30Z', step_ms: 600_000, spans: [[0, 0, 10], [5, 1, 14], [1, 0, 0]], lines: [] };
const entry = (id: string, kind: string, at: string) => ({ id, kind, text: id, occurred_at: at, seen_at: at, actor: null, origin: '' }) satisfies DrillEntry;
const shown = [entry('a', 'alert', '2026-03-17T09:00:00Z'), entry('n', 'note', '2026-03-17T09:00:00Z'), entry('later', 'alert', '2026-03-17T09:10:00Z')];
const clock = { from: '2026-03-17T09:00:00Z', at: signs.until, speed: 1, over: false };

it('stacks errors, warnings and others, and ends at the clock', () => {
  const chart = chartOf(signs, { shown, clock }, 1230, 100);
  expect(chart.most).toBe(20);
  expect(chart.bars.map((bar) => `${bar.key} ${bar.level} ${bar.height}`)).toEqual(['0-2 unknown 50', '1-0 error 25', '1-1 warning 5', '1-2 unknown 70', '2-0 error 5']);
  expect(Math.max(...chart.bars.map((bar) => bar.x + bar.width))).toBeLessThanOrEqual(1230);
  expect(chart.begin).toBe(1200);
});

it('marks alerts, none of what comes later', () => {
  expect(chartOf(signs, { shown, clock }, 1230, 100).marks.map((mark) => `${mark.key} ${mark.x} ${mark.fires}`)).toEqual(['a 1200 true']);
});

it('says the counts in words', () => {
  expect(signsWords(chartOf(signs, { shown, clock }, 100, 100).totals)).toBe('31 lines: 6 errors, 1 warning');
  expect(signsWords({ error: 0, warning: 0, other: 0 })).toBe('No log lines yet');
});
