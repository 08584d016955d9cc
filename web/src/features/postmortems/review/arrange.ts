// SPDX-License-Identifier: Apache-2.0
// In which order threads are shown, and where the text of one is. Pure.
import type { Thread } from '$api/types';

export interface Range {
  from: number;
  until: number;
}

export interface Arranged {
  /** In the order of the text. */
  inText: Thread[];
  /** About the document as a whole. */
  whole: Thread[];
  /** Their text is gone; they keep it as a quotation. */
  gone: Thread[];
}

/** `positions`: where threads are now, by id; null takes what the server said. Within a group the older ones come first. */
export function arrange(threads: readonly Thread[], positions: ReadonlyMap<string, Range> | null, filter: 'open' | 'all'): Arranged {
  const found: { thread: Thread; at: Range }[] = [];
  const whole: Thread[] = [];
  const gone: Thread[] = [];
  for (const thread of threads) {
    if (filter === 'open' && thread.state !== 'open') continue;
    const at = positions ? positions.get(thread.id) : thread.from < thread.until ? { from: thread.from, until: thread.until } : undefined;
    if (at) found.push({ thread, at });
    else if (thread.quote === '') whole.push(thread);
    else gone.push(thread);
  }
  found.sort((a, b) => a.at.from - b.at.from || a.at.until - b.at.until);
  return { inText: found.map(({ thread }) => thread), whole, gone };
}

/** Where a quotation stands in a text: the place nearest to where it was; null when it is gone. */
export function findQuote(text: string, quote: string, near: number): Range | null {
  if (!quote) return null;
  let best: number | null = null;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (best !== null && Math.abs(at - near) >= Math.abs(best - near)) break;
    best = at;
  }
  return best === null ? null : { from: best, until: best + quote.length };
}

/** Which part of a long list is drawn: `size` items, `wanted` among them; -1 keeps `start`. */
export function windowOf(count: number, start: number, size: number, wanted: number): Range {
  let from = Math.max(0, Math.min(start, count - 1));
  if (wanted >= 0 && (wanted < from || wanted >= from + size)) from = Math.max(0, wanted - Math.floor(size / 4));
  return { from, until: Math.min(count, from + size) };
}
