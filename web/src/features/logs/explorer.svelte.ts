// SPDX-License-Identifier: Apache-2.0
// The lines that are shown: where one begins, pages to both sides, and the end that is followed.
import { toProblem, type ApiProblem } from '$api/problem';
import { around, empty, extendAfter, extendBefore, type LineWindow, type LogLine } from './lineWindow';
import type { LogPage } from './queries';
import type { Filter, Spot } from './view';

/** What the explorer asks of the server. */
export interface LogWire {
  search(filter: Filter, page: { after?: string; before?: string; limit: number }, signal: AbortSignal): Promise<LogPage>;
  line(spot: Spot, signal: AbortSignal): Promise<LogLine | null>;
}

export const pageSize = 300;
const largestPage = 1000;

/** Where a search begins to be read: at its first line, at the line that was asked for, or at its last. */
export type Place = 'top' | 'anchor' | 'end';

interface Found {
  held: LineWindow;
  place: Place;
}

export class Explorer {
  held = $state.raw<LineWindow>(empty);
  /** Nothing is known of the present search yet. */
  loading = $state(true);
  /** Why the present search shows nothing. */
  problem = $state.raw<ApiProblem | null>(null);
  /** Why a further page did not come. */
  pageProblem = $state.raw<ApiProblem | null>(null);
  /** Counts the searches: what depends on where one is begins anew with each. */
  round = $state(0);
  /** Where the present round begins; the line that was asked for has the place 0. */
  place = $state<Place>('top');

  readonly #wire: LogWire;
  #stop = new AbortController();
  #filter: Filter | null = null;
  #busy = { before: false, after: false };

  constructor(wire: LogWire) {
    this.#wire = wire;
  }

  /** From the first line that fits. The old lines stay until the new ones are there. */
  begin(filter: Filter): Promise<void> {
    return this.#anew(filter, (signal) => this.#first(filter, signal));
  }

  /** Around a line, which is shown whether it fits or not. False when there is no such line. */
  async jump(filter: Filter, spot: Spot): Promise<boolean> {
    let found = true;
    await this.#anew(filter, async (signal) => {
      const line = await this.#wire.line(spot, signal);
      found = line !== null;
      return line ? this.#around(filter, line, signal) : this.#first(filter, signal);
    });
    return found;
  }

  /** Around the first line that fits at or after a moment. Null also when another search overtook this one. */
  async jumpToTime(filter: Filter, at: string): Promise<LogLine | null> {
    let line: LogLine | null = null;
    let overtaken = (): boolean => false;
    await this.#anew(filter, async (signal) => {
      overtaken = () => signal.aborted;
      const page = await this.#wire.search({ ...filter, from: at }, { limit: 1 }, signal);
      line = page.items[0] ?? null;
      return line ? this.#around(filter, line, signal) : this.#last(filter, signal);
    });
    return overtaken() ? null : line;
  }

  /** The last lines that fit. */
  end(filter: Filter): Promise<void> {
    return this.#anew(filter, (signal) => this.#last(filter, signal));
  }

  /** The next page on one side; at most one at a time. */
  async more(side: 'before' | 'after', limit = pageSize): Promise<void> {
    const filter = this.#filter;
    const edge = side === 'after' ? this.held.lines.at(-1) : this.held.lines[0];
    if (!filter || this.loading || this.#busy[side] || !(side === 'after' ? this.held.moreAfter : this.held.moreBefore)) return;
    if (!edge) return;
    await this.#page(side, filter, edge, limit);
  }

  /** Asks for what came since the last line; true when something did. */
  async follow(): Promise<boolean> {
    const filter = this.#filter;
    if (!filter || this.loading || this.#busy.after) return false;
    const last = this.held.lines.at(-1);
    if (!last) {
      await this.begin(filter);
      return this.held.lines.length > 0;
    }
    await this.#page('after', filter, last, largestPage);
    return this.held.lines.at(-1)?.cursor !== last.cursor;
  }

  leave(): void {
    this.#stop.abort();
  }

  async #anew(filter: Filter, load: (signal: AbortSignal) => Promise<Found>): Promise<void> {
    this.#stop.abort();
    const stop = (this.#stop = new AbortController());
    this.#filter = filter;
    this.#busy = { before: false, after: false };
    this.loading = true;
    this.pageProblem = null;
    try {
      const found = await load(stop.signal);
      if (stop.signal.aborted) return;
      this.held = found.held;
      this.place = found.place;
      this.problem = null;
      this.round += 1;
    } catch (cause) {
      if (stop.signal.aborted) return;
      this.problem = toProblem(cause);
    }
    this.loading = false;
  }

  async #page(side: 'before' | 'after', filter: Filter, edge: LogLine, limit: number): Promise<void> {
    const { signal } = this.#stop;
    this.#busy[side] = true;
    try {
      const page = await this.#wire.search(filter, side === 'after' ? { after: edge.cursor, limit } : { before: edge.cursor, limit }, signal);
      if (signal.aborted) return;
      this.held = side === 'after' ? extendAfter(this.held, page.items, page.more) : extendBefore(this.held, page.items, page.more);
      this.pageProblem = null;
    } catch (cause) {
      if (!signal.aborted) this.pageProblem = toProblem(cause);
    } finally {
      if (!signal.aborted) this.#busy[side] = false;
    }
  }

  async #first(filter: Filter, signal: AbortSignal): Promise<Found> {
    const page = await this.#wire.search(filter, { limit: pageSize }, signal);
    return { held: { lines: page.items, first: 0, moreBefore: false, moreAfter: page.more }, place: 'top' };
  }

  async #around(filter: Filter, line: LogLine, signal: AbortSignal): Promise<Found> {
    const [before, after] = await Promise.all([
      this.#wire.search(filter, { before: line.cursor, limit: pageSize }, signal),
      this.#wire.search(filter, { after: line.cursor, limit: pageSize }, signal),
    ]);
    return { held: around(before.items, line, after.items, before.more, after.more), place: 'anchor' };
  }

  async #last(filter: Filter, signal: AbortSignal): Promise<Found> {
    const page = await this.#wire.search(filter, { before: 'end', limit: pageSize }, signal);
    return { held: { lines: page.items, first: -page.items.length, moreBefore: page.more, moreAfter: false }, place: 'end' };
  }
}
