// SPDX-License-Identifier: Apache-2.0
// The part of a search's lines that the page holds. Pages come on both ends and far ones are dropped, so that memory is
// bounded whatever is scrolled through. Every line keeps its place while it is held: `first` is the place of lines[0],
// which becomes negative when one scrolls back beyond where one began.
import type { components } from '$api/schema';

export type LogLine = components['schemas']['LogLine'];

export interface LineWindow {
  lines: readonly LogLine[];
  first: number;
  moreBefore: boolean;
  moreAfter: boolean;
}

export const most = 3000;
export const empty: LineWindow = { lines: [], first: 0, moreBefore: false, moreAfter: false };

/** With a page behind it; what is too much goes in front. */
export function extendAfter(held: LineWindow, page: readonly LogLine[], more: boolean, limit = most): LineWindow {
  const lines = [...held.lines, ...fresh(held, page)];
  const dropped = Math.max(0, lines.length - limit);
  return { lines: lines.slice(dropped), first: held.first + dropped, moreBefore: held.moreBefore || dropped > 0, moreAfter: more };
}

/** With a page in front of it; what is too much goes behind. */
export function extendBefore(held: LineWindow, page: readonly LogLine[], more: boolean, limit = most): LineWindow {
  const added = fresh(held, page);
  const lines = [...added, ...held.lines];
  return { lines: lines.slice(0, limit), first: held.first - added.length, moreBefore: more, moreAfter: held.moreAfter || lines.length > limit };
}

/** Around one line. */
export function around(before: readonly LogLine[], line: LogLine, after: readonly LogLine[], moreBefore: boolean, moreAfter: boolean): LineWindow {
  return { lines: [...before, line, ...after], first: -before.length, moreBefore, moreAfter };
}

export const indexOf = (held: LineWindow, spot: { source: number; line: number } | null): number => (spot ? held.lines.findIndex((line) => line.source === spot.source && line.line === spot.line) : -1);

/** Which of `count` rows of a height are drawn: those in sight and `spare` on either side. */
export function inSight(top: number, height: number, row: number, count: number, spare = 12): { from: number; until: number } {
  const from = Math.max(0, Math.min(count, Math.floor(top / row) - spare));
  return { from, until: Math.max(from, Math.min(count, Math.ceil((top + height) / row) + spare)) };
}

// A line that comes twice, as when a tail and a page overlap, is held once.
function fresh(held: LineWindow, page: readonly LogLine[]): LogLine[] {
  const known = new Set(held.lines.map((line) => line.cursor));
  return page.filter((line) => !known.has(line.cursor));
}
