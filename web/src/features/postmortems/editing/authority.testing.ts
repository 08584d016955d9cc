// SPDX-License-Identifier: Apache-2.0
// A small server in memory for tests: it keeps the order of updates, takes each once, and speaks the frames of frames.ts.
// Time is a queue of its own, so that a test decides what happens when.
import { rebaseUpdates } from '@codemirror/collab';
import { ChangeSet, Text } from '@codemirror/state';
import type { ClientFrame, OwnUpdate, Person, ServerFrame, Update } from './frames';
import type { Dial, Later, WireEvents } from './link';

export class Schedule {
  now = 0;
  #jobs: { at: number; order: number; run: () => void }[] = [];
  #count = 0;

  readonly later: Later = (milliseconds, run) => {
    const job = { at: this.now + milliseconds, order: this.#count++, run };
    this.#jobs.push(job);
    return () => {
      this.#jobs = this.#jobs.filter((each) => each !== job);
    };
  };

  /** Lets time pass; what falls due happens in order. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = this.#jobs.filter((job) => job.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!due) break;
      this.#jobs = this.#jobs.filter((job) => job !== due);
      this.now = Math.max(this.now, due.at);
      due.run();
    }
    this.now = end;
  }
}

interface Peer {
  client: string;
  events: WireEvents;
  open: boolean;
  cursor: { anchor: number; head: number; edition: number } | null;
  seen: number;
}

export interface Weather {
  /** Milliseconds that a frame takes, each way. */
  delay: () => number;
  /** Whether the connection breaks instead of carrying this frame. */
  breaks: () => boolean;
}

export class Authority {
  text: Text;
  readonly log: Update[] = [];
  /** Editions before this one are no longer known. */
  oldest = 0;
  refuseNext: ServerFrame | null = null;
  reachable = true;
  readonly frames: ClientFrame[] = [];
  #peers = new Set<Peer>();

  constructor(
    text: string,
    private readonly schedule: Schedule,
    private readonly weather: Weather = { delay: () => 1, breaks: () => false },
  ) {
    this.text = Text.of(text.split('\n'));
  }

  get edition(): number {
    return this.log.length;
  }

  readonly dial: Dial = (events) => {
    const peer: Peer = { client: '', events, open: true, cursor: null, seen: -1 };
    let uplink = 0;
    const close = () => {
      if (!peer.open) return;
      peer.open = false;
      this.#peers.delete(peer);
      this.schedule.later(1, () => events.closed());
    };
    if (this.reachable) this.schedule.later(1, () => peer.open && events.opened());
    else this.schedule.later(1, close);
    this.#peers.add(peer);
    return {
      close,
      send: (frame) => {
        if (!peer.open) return;
        const copy = JSON.parse(JSON.stringify(frame)) as ClientFrame;
        uplink = Math.max(uplink, this.schedule.now + this.weather.delay());
        // The frame may arrive and only the answer be lost: the harder case.
        const lost = this.weather.breaks();
        this.schedule.later(uplink - this.schedule.now, () => {
          if (!peer.open) return;
          this.frames.push(copy);
          if (lost) {
            if (copy.type === 'push') this.push(peer.client, copy.edition, copy.updates);
            close();
          } else this.#take(peer, copy);
        });
      },
    };
  };

  /** Breaks every connection. */
  cut(): void {
    for (const peer of [...this.#peers]) {
      peer.open = false;
      this.#peers.delete(peer);
      peer.events.closed();
    }
  }

  #send(peer: Peer, frame: ServerFrame): void {
    const copy = JSON.parse(JSON.stringify(frame)) as ServerFrame;
    const line = lines.get(peer) ?? 0;
    const at = Math.max(line, this.schedule.now + this.weather.delay());
    lines.set(peer, at);
    this.schedule.later(at - this.schedule.now, () => peer.open && peer.events.frame(copy));
  }

  #take(peer: Peer, frame: ClientFrame): void {
    switch (frame.type) {
      case 'open': {
        peer.client = frame.client;
        const known = frame.edition !== null && frame.edition >= this.oldest && frame.edition <= this.edition;
        if (!known) return this.#send(peer, { type: 'snapshot', edition: this.edition, text: this.text.toString(), title: 'T', can_edit: true });
        this.#send(peer, { type: 'opened', edition: frame.edition!, can_edit: true });
        const since = this.log.slice(frame.edition!);
        if (since.length) this.#send(peer, { type: 'updates', edition: this.edition, updates: since });
        return;
      }
      case 'push': {
        if (this.refuseNext) {
          this.#send(peer, this.refuseNext);
          this.refuseNext = null;
          return;
        }
        const answer = this.push(peer.client, frame.edition, frame.updates);
        if (answer) this.#send(peer, answer);
        return;
      }
      case 'cursor':
        peer.cursor = 'anchor' in frame ? { anchor: frame.anchor, head: frame.head, edition: frame.edition } : null;
        return this.#people();
      case 'seen':
        peer.seen = frame.edition;
        return this.#people();
      case 'ping':
        return this.#send(peer, { type: 'pong' });
    }
  }

  #people(): void {
    const people: Person[] = [...this.#peers].filter((peer) => peer.client).map((peer, at) => ({ client: peer.client, name: peer.client, user: peer.client, colour: at, seen: peer.seen, edition: peer.cursor?.edition ?? this.edition, ...(peer.cursor ? { anchor: peer.cursor.anchor, head: peer.cursor.head } : {}) }));
    for (const peer of this.#peers) if (peer.client) this.#send(peer, { type: 'people', people });
  }

  /** Takes updates in as the server does: each once, those made on an older text carried over to the newest. */
  push(client: string, edition: number, updates: OwnUpdate[]): ServerFrame | null {
    const highest = this.log.reduce((last, update) => (update.client === client ? Math.max(last, update.seq) : last), 0);
    if (updates[0] && updates[0].seq > highest + 1) return { type: 'refused', code: 'invalid', message: `a gap: ${highest} then ${updates[0].seq}`, seq: updates[0].seq };
    const over = this.log.slice(edition).map((update) => ({ clientID: update.client === client && update.seq >= updates[0]!.seq ? client : `x${update.client}`, changes: ChangeSet.fromJSON(update.changes as unknown[]) }));
    let rebased: readonly { clientID: string; changes: ChangeSet }[] = updates.map((update) => ({ clientID: client, changes: ChangeSet.fromJSON(update.changes as unknown[]) }));
    for (const other of over) rebased = rebaseUpdates(rebased, [other]);
    const fresh = rebased.map((update, at): Update => ({ client, author: client, seq: updates[updates.length - rebased.length + at]!.seq, changes: update.changes.toJSON() as unknown[] }));
    for (const update of fresh) this.text = ChangeSet.fromJSON(update.changes as unknown[]).apply(this.text);
    this.log.push(...fresh);
    if (fresh.length) for (const peer of this.#peers) if (peer.client) this.#send(peer, { type: 'updates', edition: this.edition, updates: fresh });
    return null;
  }
}

const lines = new WeakMap<Peer, number>();
