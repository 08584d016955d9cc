// SPDX-License-Identifier: Apache-2.0
// The chart of what can be seen in a drill: log lines over time, and alerts. Pure.
import type { Drill, DrillSigns } from '$api/types';

export interface Bar {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
  level: 'error' | 'warning' | 'unknown';
}
export interface Mark {
  key: string;
  x: number;
  at: string;
  text: string;
  fires: boolean;
}
export interface SignsChart {
  bars: Bar[];
  marks: Mark[];
  /** The highest column, in lines. */
  most: number;
  /** How many lines of each kind there are. */
  totals: { error: number; warning: number; other: number };
  from: number;
  until: number;
  /** Where the drill began. */
  begin: number;
}

const levels = ['error', 'warning', 'unknown'] as const;

/** Nothing of it lies beyond the clock: the server gives no more, and the last column ends there. */
export function chartOf(signs: DrillSigns, drill: Pick<Drill, 'shown' | 'clock'>, width: number, height: number): SignsChart {
  const from = Date.parse(signs.from);
  const until = Math.max(Date.parse(signs.until), from + 1000);
  const place = (at: number) => ((Math.min(Math.max(at, from), until) - from) / (until - from)) * width;
  const sums = signs.spans.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...sums);
  const bars: Bar[] = [];
  const totals = [0, 0, 0];
  signs.spans.forEach((counts, index) => {
    const [left, right] = [place(from + index * signs.step_ms), place(from + (index + 1) * signs.step_ms)];
    let base = height;
    counts.forEach((count, part) => {
      totals[part] = (totals[part] ?? 0) + count;
      if (count === 0) return;
      // What is rare must be seen beside what is frequent.
      const tall = Math.max(2, (count / most) * height);
      base = Math.max(0, base - tall);
      bars.push({ key: `${index}-${part}`, x: left, y: base, width: Math.max(1, right - left - 1), height: tall, level: levels[part] ?? 'unknown' });
    });
  });
  const marks = (drill.shown ?? [])
    .filter((entry) => entry.kind === 'alert' || entry.kind === 'alert_resolved')
    .filter((entry) => Date.parse(entry.seen_at) >= from && Date.parse(entry.seen_at) <= until)
    .map((entry) => ({ key: entry.id, x: place(Date.parse(entry.seen_at)), at: entry.seen_at, text: entry.text, fires: entry.kind === 'alert' }));
  return { bars, marks, most, totals: { error: totals[0] ?? 0, warning: totals[1] ?? 0, other: totals[2] ?? 0 }, from, until, begin: place(Date.parse(drill.clock?.from ?? signs.from)) };
}

/** "up to now 1,204 lines: 31 errors, 4 warnings" */
export function signsWords(totals: SignsChart['totals']): string {
  const all = totals.error + totals.warning + totals.other;
  const of = (count: number, one: string) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
  return all === 0 ? 'No log lines yet' : `${of(all, 'line')}: ${of(totals.error, 'error')}, ${of(totals.warning, 'warning')}`;
}
