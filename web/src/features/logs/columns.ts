// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the histogram: columns, the brush over them, and the marks of its axis. Times in milliseconds.
import type { components } from '$api/schema';

export type LogHistogram = components['schemas']['LogHistogram'];

export interface Range {
  from: number;
  until: number;
}

export interface Brush {
  /** Columns, both included; `start` is where it began. */
  start: number;
  end: number;
}

export const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** The time that a histogram covers, or null when it has no times. */
export function extent(histogram: LogHistogram | undefined): Range | null {
  if (!histogram?.from || histogram.spans.length === 0) return null;
  const from = Date.parse(histogram.from);
  return { from, until: from + histogram.step_ms * histogram.spans.length };
}

/** The column under a place across `width`. */
export function columnAt(x: number, width: number, columns: number): number {
  return Math.max(0, Math.min(columns - 1, Math.floor((x / Math.max(1, width)) * columns)));
}

/** The time that the brushed columns cover. */
export function brushed(brush: Brush, from: number, step: number): Range {
  return { from: from + Math.min(brush.start, brush.end) * step, until: from + (Math.max(brush.start, brush.end) + 1) * step };
}

/** The middle half around a moment, never less than `least` and never outside. */
export function closer(range: Range, at: number, least = 1000): Range {
  const length = Math.max(least, (range.until - range.from) / 2);
  const from = Math.max(range.from, Math.min(range.until - length, Math.round(at - length / 2)));
  return { from, until: Math.min(range.until, from + length) };
}

/** Twice as much around the middle; null, for everything, once that reaches all there is. */
export function farther(range: Range, whole: Range | null): Range | null {
  const length = range.until - range.from;
  const wider = { from: range.from - length / 2, until: range.until + length / 2 };
  if (!whole) return wider;
  const cut = { from: Math.max(whole.from, wider.from), until: Math.min(whole.until, wider.until) };
  return cut.from <= whole.from && cut.until >= whole.until ? null : cut;
}

/** Heights of a column's parts, the first at the ground; what there is never vanishes entirely. */
export function heights(counts: readonly number[], highest: number, room: number, least = 1.5): number[] {
  if (highest <= 0) return counts.map(() => 0);
  return counts.map((count) => (count > 0 ? Math.max(least, (count / highest) * room) : 0));
}

const steps = [1, 5, 10, 50, 100, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000];

/** Round moments for the axis, at most `count` of them; `shift` is the zone's distance from UTC. */
export function ticks(range: Range, count: number, shift = 0): number[] {
  const rough = (range.until - range.from) / Math.max(1, count);
  const step = steps.find((each) => each >= rough) ?? Math.ceil(rough / 86_400_000) * 86_400_000;
  const first = Math.ceil((range.from + shift) / step) * step - shift;
  const found: number[] = [];
  for (let at = first; at < range.until && found.length < 100; at += step) found.push(at);
  return found;
}
