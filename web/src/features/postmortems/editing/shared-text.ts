// SPDX-License-Identifier: Apache-2.0
// The text under @codemirror/collab, and the numbers of our own updates. Works on editor states: with a view or without.
import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { ChangeSet, StateEffect, Text, Transaction, type EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import type { ChangesJson, OwnUpdate, Snapshot, Update } from './frames';
import type { Copy } from './link';

/** What a browser keeps of a text: enough to go on without the server, and to hand in later what it has not confirmed. */
export interface KeptText {
  client: string;
  edition: number;
  /** The text of that edition. */
  base: string;
  /** The number of the newest own update that is part of `base`. */
  confirmed: number;
  /** The updates after it, in order: the first has the number confirmed + 1. */
  updates: ChangesJson[];
  /** How many of them have their number for good. What was written before the text had caught up gets its number later. */
  numbered: number;
}

/** Where the state lives: an editor, or a variable. */
export interface Place {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
}

/** Stands in for an own update that others have left nothing of: its number must not be missing. */
const nothing = StateEffect.define<null>();

export const sharing = (client: string, edition: number): Extension => collab({ clientID: client, startVersion: edition, sharedEffects: (transaction) => transaction.effects.filter((effect) => effect.is(nothing)) });

export interface SharedTextEvents {
  /** The server sent the text anew; the place needs a state of it, and a new copy with it. */
  restart(snapshot: Snapshot): void;
  /** Updates of the server are in the state. `own`: some of them were ours. */
  received(edition: number, updates: readonly Update[], own: boolean): void;
  /** What is pending can be sent as soon as it is kept. */
  caughtUp(): void;
}

export class SharedText implements Copy {
  readonly client: string;
  /** The newest edition with a change of ours in it; null until there is one. */
  ownEdition: number | null = null;

  #known = true;
  readonly #place: () => Place | null;
  readonly #events: SharedTextEvents;
  #base: Text | null;
  #confirmed: number;
  #numbered: number;
  #caughtUp = false;
  /** Own updates up to this number are kept. None is sent before: a copy that knows less than the server would double it. */
  #stored: number;
  #recent: { edition: number; changes: ChangeSet }[] = [];

  constructor(kept: Omit<KeptText, 'base'> & { base: string | null }, place: () => Place | null, events: SharedTextEvents) {
    this.client = kept.client;
    this.#confirmed = kept.confirmed;
    this.#numbered = kept.numbered;
    this.#stored = kept.confirmed + kept.numbered;
    this.#base = kept.base === null ? null : Text.of(kept.base.split('\n'));
    this.#place = place;
    this.#events = events;
  }

  edition(): number | null {
    const place = this.#place();
    return place && this.#base && this.#known ? getSyncedVersion(place.state) : null;
  }

  /** Asks for the text anew at the next opening, whatever we have. */
  forgetEdition(): void {
    this.#known = false;
  }

  pending(): number {
    const place = this.#place();
    return place && this.#base ? sendableUpdates(place.state).length : 0;
  }

  sendable(most: number): OwnUpdate[] {
    return this.#unconfirmed(Math.min(most, this.#stored - this.#confirmed));
  }

  #unconfirmed(most: number): OwnUpdate[] {
    const place = this.#place();
    if (!place || !this.#base || most <= 0) return [];
    const updates = sendableUpdates(place.state);
    return updates.slice(0, Math.min(most, updates.length)).map((update, at) => ({ seq: this.#confirmed + 1 + at, changes: update.changes.toJSON() as ChangesJson }));
  }

  caughtUp(): void {
    this.#caughtUp = true;
    this.#events.caughtUp();
  }

  receive(from: number, updates: readonly Update[]): void {
    const place = this.#place();
    if (!place || !this.#base) return;
    if (this.#caughtUp) this.#numbered = this.pending();
    let next = this.#confirmed + 1;
    let own = false;
    const taken = updates.map((update) => {
      const changes = ChangeSet.fromJSON(update.changes as unknown[]);
      this.#base = changes.apply(this.#base!);
      const mine = update.client === this.client;
      if (mine) {
        own = true;
        this.#confirmed = Math.max(this.#confirmed, update.seq);
      }
      // An own update that this copy does not hold (it was kept too early) is news like any other.
      const known = mine && this.#numbered > 0 && update.seq === next;
      if (known) {
        this.#numbered -= 1;
        next += 1;
      }
      return { changes, clientID: known ? update.client : `other:${update.client}` };
    });
    const edition = from + updates.length;
    if (own) this.ownEdition = from + updates.findLastIndex((update) => update.client === this.client) + 1;
    this.#recent.push(...taken.map(({ changes }, at) => ({ edition: from + at + 1, changes })));
    if (this.#recent.length > 400) this.#recent = this.#recent.slice(-200);
    // One after the other, as the server moves updates over each other: over their composition, insertions whose
    // neighbourhood is gone would come to stand in another order than there.
    if (this.pending() === 0) place.dispatch(receiveUpdates(place.state, taken));
    else for (const update of taken) place.dispatch(receiveUpdates(place.state, [update]));
    this.#events.received(edition, updates, own);
  }

  restart(snapshot: Snapshot): void {
    this.#events.restart(snapshot);
  }

  /** Where a position of an older edition is in the text as it stands here; null when that cannot be told. `side`: whether
   *  it is behind (1) or before (-1) what is inserted right there. */
  here(position: number, edition: number, side: 1 | -1 = 1): number | null {
    const place = this.#place();
    const current = this.edition();
    if (!place || current === null || edition > current) return null;
    let at = position;
    if (edition < current) {
      const since = this.#recent.filter((each) => each.edition > edition);
      if (since.length !== current - edition) return null;
      for (const { changes } of since) at = changes.mapPos(Math.min(at, changes.length), side);
    }
    for (const { changes } of sendableUpdates(place.state)) at = changes.mapPos(Math.min(at, changes.length), side);
    return Math.min(at, place.state.doc.length);
  }

  /** Where a position of the text as it stands here is in the newest received edition. */
  there(position: number): number {
    const place = this.#place();
    if (!place) return position;
    let at = position;
    for (const { changes } of sendableUpdates(place.state).slice().reverse()) at = changes.invertedDesc.mapPos(at, 1);
    return at;
  }

  kept(): KeptText | null {
    const place = this.#place();
    if (!place || !this.#base) return null;
    const edition = getSyncedVersion(place.state);
    const updates = this.#unconfirmed(Infinity).map((update) => update.changes);
    const numbered = this.#caughtUp ? updates.length : Math.min(this.#numbered, updates.length);
    return { client: this.client, edition, base: this.#base.toString(), confirmed: this.#confirmed, updates, numbered };
  }

  /** The copy is kept in this browser, or cannot be: what it numbers may be sent. */
  stored(kept: Pick<KeptText, 'confirmed' | 'numbered'>): void {
    this.#stored = Math.max(this.#stored, kept.confirmed + kept.numbered);
  }
}

/** Brings a state with the kept base text to where the kept copy was. */
export function replay(place: Place, updates: readonly ChangesJson[]): void {
  for (const update of updates) {
    const changes = ChangeSet.fromJSON(update as unknown[]);
    const spec: TransactionSpec = changes.empty ? { effects: nothing.of(null) } : { changes };
    place.dispatch(place.state.update({ ...spec, annotations: Transaction.addToHistory.of(false), filter: false }));
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_';

/** A name that no other copy has. */
export function freshClient(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => letters[byte & 63]).join('');
}
