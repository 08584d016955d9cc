// SPDX-License-Identifier: Apache-2.0
// The conversation with the server about one text: open, catch up, push, wait for the acknowledgement, come back after
// a break. It knows neither the editor nor the network: both are handed in, as is time.
import type { ClientFrame, Person, Refusal, RefusalCode, ServerFrame, Snapshot, OwnUpdate, Update } from './frames';

export type LinkState =
  /** A connection is being made. */
  | 'connecting'
  /** Everything flows. */
  | 'live'
  /** The connection broke; the next attempt is planned. */
  | 'waiting'
  /** The server will not take what is written here; what others write still arrives where it can. */
  | 'refused'
  /** Ended for good. */
  | 'ended';

export interface Wire {
  send(frame: ClientFrame): void;
  close(): void;
}
export interface WireEvents {
  opened(): void;
  frame(frame: ServerFrame): void;
  closed(): void;
}
export type Dial = (events: WireEvents) => Wire;
/** Runs something later; the answer takes it back. */
export type Later = (milliseconds: number, run: () => void) => () => void;

/** The text as this page has it. */
export interface Copy {
  readonly client: string;
  /** The edition up to which everything has been received; null when there is no text yet. */
  edition(): number | null;
  /** Takes in updates, the first of which makes edition `from + 1`. */
  receive(from: number, updates: readonly Update[]): void;
  /** Own updates that the server has not confirmed and that may be sent, numbered, oldest first. */
  sendable(most: number): OwnUpdate[];
  /** Everything that others wrote until now is here. */
  caughtUp(): void;
  /** The text anew: at first, and when the server does not know our edition. */
  restart(snapshot: Snapshot): void;
}
export interface LinkEvents {
  changed(): void;
  permitted(canEdit: boolean): void;
  people(people: Person[]): void;
  refused(refusal: Refusal): void;
  /** An attempt failed, or the connection broke. */
  lost(failures: number): void;
}

const mostUpdates = 500;
const mostBytes = 1_900_000; // of one push; the server takes 2 MB
const openMs = 15_000;
const answerMs = 15_000;
const pingMs = 25_000;
const cursorMs = 100;
const seenMs = 500;

export interface LinkParts {
  copy: Copy;
  events: LinkEvents;
  dial: Dial;
  later: Later;
  /** Milliseconds to wait after so many failures. */
  backoff: (failures: number) => number;
}

export class Link {
  state: LinkState = 'connecting';
  /** Why nothing is pushed any more, while the state is `refused`. */
  refusal: RefusalCode | null = null;

  readonly #parts: LinkParts;
  #wire: Wire | null = null;
  #failures = 0;
  #troubles = 0;
  #caughtUp = false;
  #canEdit = true;
  /** The last seq of the push that waits for its acknowledgement. */
  #inFlight: number | null = null;
  #timers = new Map<string, () => void>();
  #cursor: { anchor: number; head: number } | null | undefined;
  #seen = -1;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#wire || this.state === 'ended') return;
    this.#connect();
  }

  /** Closes the connection; start() opens it again. */
  pause(): void {
    this.#drop();
    this.#set('waiting');
  }

  end(): void {
    this.#drop();
    this.#set('ended');
  }

  /** Tries at once instead of waiting for the next attempt. */
  retry(): void {
    if (this.state !== 'waiting') return;
    this.#clear('retry');
    this.#connect();
  }

  /** There may be something new to send. */
  written(): void {
    this.#push();
  }

  /** Shows the others where the cursor is: null when it has left the text. */
  point(cursor: { anchor: number; head: number } | null): void {
    this.#cursor = cursor;
    if (!this.#timers.has('cursor')) this.#timer('cursor', cursorMs, () => this.#sendCursor());
  }

  /** Tells that the text of this edition is before the reader's eyes. */
  saw(edition: number): void {
    if (edition <= this.#seen) return;
    this.#seen = edition;
    if (!this.#timers.has('seen')) this.#timer('seen', seenMs, () => this.#sendSeen());
  }

  #connect(): void {
    this.#caughtUp = false;
    this.#inFlight = null;
    if (this.state !== 'refused') this.#set('connecting');
    let over = false;
    const wire = this.#parts.dial({
      opened: () => {
        if (!over) wire.send({ type: 'open', client: this.#parts.copy.client, edition: this.#parts.copy.edition() });
      },
      frame: (frame) => {
        if (!over && this.#wire === wire) this.#take(frame);
      },
      closed: () => {
        if (over) return;
        over = true;
        if (this.#wire === wire) this.#lost();
      },
    });
    this.#wire = wire;
    this.#timer('open', openMs, () => this.#break());
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'snapshot':
        this.#seen = -1;
        this.#parts.copy.restart(frame);
        this.#begin(frame.can_edit);
        this.#catchUp();
        return;
      case 'opened':
        this.#begin(frame.can_edit);
        // Frames come in order: what we have missed is here when the answer is.
        this.#ping();
        return;
      case 'updates':
        this.#receive(frame.edition, frame.updates);
        return;
      case 'people':
        this.#parts.events.people(frame.people);
        return;
      case 'pong':
        this.#clear('answer');
        this.#catchUp();
        return;
      case 'refused':
        this.#refused(frame);
    }
  }

  #begin(canEdit: boolean): void {
    this.#clear('open');
    this.#failures = 0;
    this.#canEdit = canEdit;
    this.#parts.events.permitted(canEdit);
    if (this.state !== 'refused') this.#set('live');
    this.#timer('ping', pingMs, () => this.#ping());
  }

  #catchUp(): void {
    if (!this.#caughtUp) {
      this.#caughtUp = true;
      this.#parts.copy.caughtUp();
      this.#sendSeen();
      this.#sendCursor();
    }
    this.#push();
  }

  #receive(edition: number, updates: readonly Update[]): void {
    const have = this.#parts.copy.edition();
    const before = edition - updates.length;
    if (have === null) return;
    // A gap: what is missing comes again after a new `open`.
    if (before > have) return this.#break();
    const fresh = updates.slice(have - before);
    if (fresh.length) this.#parts.copy.receive(have, fresh);
    const own = fresh.findLast((update) => update.client === this.#parts.copy.client);
    if (own && this.#inFlight !== null && own.seq >= this.#inFlight) {
      this.#inFlight = null;
      this.#troubles = 0;
      this.#clear('push');
    }
    this.#push();
  }

  #push(): void {
    const { copy } = this.#parts;
    const edition = copy.edition();
    if (!this.#wire || !this.#caughtUp || !this.#canEdit || this.refusal || edition === null) return;
    if (this.#inFlight !== null || this.#timers.has('trouble')) return;
    const updates = fitting(copy.sendable(mostUpdates));
    const last = updates.at(-1);
    if (!last) return;
    this.#inFlight = last.seq;
    this.#timer('push', answerMs, () => this.#break());
    this.#wire.send({ type: 'push', edition, updates });
  }

  #refused(refusal: Refusal): void {
    this.#clear('push');
    this.#inFlight = null;
    if (refusal.code === 'trouble') {
      this.#troubles += 1;
      this.#timer('trouble', Math.max(500, this.#parts.backoff(this.#troubles)), () => this.#push());
      // Before the text is open there is nothing to push: ask again from the beginning.
      if (this.#timers.has('open')) this.#break();
      return;
    }
    this.refusal = refusal.code;
    this.#parts.events.refused(refusal);
    if (refusal.code === 'gone' || this.#timers.has('open')) {
      this.#drop();
    }
    this.#set('refused');
  }

  #ping(): void {
    this.#wire?.send({ type: 'ping' });
    this.#timer('answer', answerMs, () => this.#break());
    this.#timer('ping', pingMs, () => this.#ping());
  }

  #sendCursor(): void {
    const edition = this.#parts.copy.edition();
    if (!this.#wire || !this.#caughtUp || this.#cursor === undefined || edition === null) return;
    this.#wire.send(this.#cursor ? { type: 'cursor', edition, ...this.#cursor } : { type: 'cursor' });
  }

  #sendSeen(): void {
    const edition = this.#parts.copy.edition();
    if (!this.#wire || !this.#caughtUp || this.#seen < 0 || edition === null) return;
    this.#wire.send({ type: 'seen', edition: Math.min(this.#seen, edition) });
  }

  /** Gives the connection up and makes another. */
  #break(): void {
    this.#drop();
    this.#lost();
  }

  #lost(): void {
    this.#drop();
    if (this.state === 'ended' || this.refusal) return;
    this.#failures += 1;
    this.#set('waiting');
    this.#timer('retry', this.#parts.backoff(this.#failures), () => this.#connect());
    this.#parts.events.lost(this.#failures);
  }

  #drop(): void {
    const wire = this.#wire;
    this.#wire = null;
    this.#caughtUp = false;
    this.#inFlight = null;
    for (const name of [...this.#timers.keys()]) this.#clear(name);
    wire?.close();
  }

  #set(state: LinkState): void {
    if (this.state === state) return;
    this.state = state;
    this.#parts.events.changed();
  }

  #timer(name: string, milliseconds: number, run: () => void): void {
    this.#clear(name);
    const cancel = this.#parts.later(milliseconds, () => {
      this.#timers.delete(name);
      run();
    });
    this.#timers.set(name, cancel);
  }

  #clear(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }
}

/** As many updates as one push may hold, at least one. */
export function fitting(updates: OwnUpdate[], most = mostBytes): OwnUpdate[] {
  let bytes = 0;
  let count = 0;
  for (const update of updates) {
    // A UTF-16 code unit is at most three bytes of UTF-8.
    bytes += JSON.stringify(update).length * 3;
    if (count > 0 && bytes > most) break;
    count += 1;
  }
  return updates.slice(0, count);
}
