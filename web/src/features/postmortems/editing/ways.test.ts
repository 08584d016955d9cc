// SPDX-License-Identifier: Apache-2.0
import { EditorState, type Transaction } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { Authority, Schedule } from './authority.testing';
import type { ServerFrame, Snapshot, Update } from './frames';
import { Link, type Dial } from './link';
import { poll, type Answer } from './polling';
import { freshClient, sharing, SharedText, type Place } from './shared-text';
import { dialByEither, type Way } from './ways';

/** The server's requests over the authority. */
function asking(authority: Authority, asked: string[] = [], fault: () => number = () => 0) {
  return async (path: string, body?: object): Promise<Answer> => {
    asked.push(path);
    await Promise.resolve();
    const status = fault();
    if (status === -1) throw new Error('nobody answers');
    if (status) return { status, body: { detail: 'no' } };
    const since = (edition: number): (Update & { edition: number })[] => authority.log.slice(edition).map((update, at) => ({ ...update, edition: edition + at + 1 }));
    if (body) {
      const { client, edition, updates } = body as { client: string; edition: number; updates: Update[] };
      const refused = authority.push(client, edition, updates);
      return refused ? { status: 400, body: { detail: 'refused' } } : { status: 200, body: { edition: authority.edition, updates: since(edition) } };
    }
    const query = new URL(path, 'http://x').searchParams;
    if (!path.includes('/edits')) return { status: 200, body: { edition: authority.edition, markdown: authority.text.toString(), title: 'T' } };
    return { status: 200, body: { edition: authority.edition, items: since(Number(query.get('after'))).slice(0, Number(query.get('limit'))) } };
  };
}

class Page implements Place {
  state!: EditorState;
  shared: SharedText;
  link: Link;
  lost = 0;
  refused: string[] = [];
  constructor(dial: Dial, schedule: Schedule) {
    const client = freshClient();
    const place = (): Place | null => (this.state ? this : null);
    const events = {
      received: () => undefined,
      caughtUp: () => this.store(),
      restart: (snapshot: Snapshot) => {
        this.state = EditorState.create({ doc: snapshot.text, extensions: sharing(client, snapshot.edition) });
        this.shared = new SharedText({ client, edition: snapshot.edition, base: snapshot.text, confirmed: 0, updates: [], numbered: 0 }, place, events);
      },
    };
    this.shared = new SharedText({ client, edition: 0, base: null, confirmed: 0, updates: [], numbered: 0 }, place, events);
    this.link = new Link({
      copy: { client, edition: () => this.shared.edition(), receive: (from, updates) => this.shared.receive(from, updates), sendable: (most) => this.shared.sendable(most), restart: (snapshot) => this.shared.restart(snapshot), caughtUp: () => this.shared.caughtUp() },
      dial,
      later: schedule.later,
      backoff: (failures) => 50 * failures,
      events: { changed: () => undefined, permitted: () => undefined, people: () => undefined, refused: (refusal) => this.refused.push(refusal.code), lost: () => (this.lost += 1) },
    });
    this.link.start();
  }
  dispatch(transaction: Transaction): void {
    this.state = transaction.state;
  }
  store(): void {
    this.shared.stored(this.shared.kept()!);
    this.link.written();
  }
  type(at: number, insert: string): void {
    this.state = this.state.update({ changes: { from: at, insert } }).state;
    this.store();
  }
}

/** Lets time pass, with what is promised meanwhile. */
async function pass(schedule: Schedule, milliseconds: number): Promise<void> {
  for (let step = 0; step < milliseconds; step += 50) {
    schedule.pass(50);
    for (let turn = 0; turn < 12; turn++) await Promise.resolve();
  }
}

const byRequests =
  (authority: Authority, schedule: Schedule, more: { visible?: () => boolean; asked?: string[]; fault?: () => number } = {}): Dial =>
  (events) =>
    poll('/p', { ask: asking(authority, more.asked, more.fault), later: schedule.later, visible: more.visible ?? (() => true), canEdit: () => true }, events);

describe('requests instead of a socket', () => {
  it('carry the words of several pages to one text', async () => {
    const schedule = new Schedule();
    const authority = new Authority('Hello', schedule);
    const [ada, bo] = [new Page(byRequests(authority, schedule), schedule), new Page(authority.dial, schedule)];
    await pass(schedule, 2000);
    ada.type(5, ' from Ada');
    bo.type(0, 'Bo: ');
    await pass(schedule, 4000);
    ada.type(0, '1 ');
    await pass(schedule, 4000);
    expect(authority.text.toString()).toBe('1 Bo: Hello from Ada');
    expect(ada.state.doc.toString()).toBe('1 Bo: Hello from Ada');
    expect(bo.state.doc.toString()).toBe('1 Bo: Hello from Ada');
    expect(ada.shared.pending()).toBe(0);
    expect(ada.lost).toBe(0);
  });

  it('stay open for long, and rest while nobody looks', async () => {
    const schedule = new Schedule();
    const authority = new Authority('Hello', schedule);
    const asked: string[] = [];
    let visible = true;
    const page = new Page(byRequests(authority, schedule, { asked, visible: () => visible }), schedule);
    await pass(schedule, 120_000);
    expect(page.lost).toBe(0);
    expect(asked.length).toBeGreaterThan(70);
    expect(asked.length).toBeLessThan(100);
    visible = false;
    const before = asked.length;
    await pass(schedule, 120_000);
    expect(asked.length).toBe(before);
    authority.push('other', 0, [{ seq: 1, changes: [5, [0, '!']] }]);
    visible = true;
    await pass(schedule, 2500);
    expect(page.state.doc.toString()).toBe('Hello!');
  });

  it('keep what is written while nobody answers, or there is trouble', async () => {
    const schedule = new Schedule();
    const authority = new Authority('Hello', schedule);
    let status = 0;
    const page = new Page(byRequests(authority, schedule, { fault: () => status }), schedule);
    await pass(schedule, 1000);
    for (const fault of [-1, 503, 429]) {
      status = fault;
      page.type(0, 'x');
      await pass(schedule, 6000);
      expect(page.shared.pending()).toBe(1);
      status = 0;
      await pass(schedule, 40_000);
      expect(page.shared.pending()).toBe(0);
    }
    expect(authority.text.toString()).toBe('xxxHello');
    status = 403;
    page.type(0, 'y');
    await pass(schedule, 3000);
    expect(page.refused).toContain('forbidden');
  });
});

describe('the way to the server', () => {
  const closing: Dial = (events) => {
    void Promise.resolve().then(() => events.closed());
    return { send: () => undefined, close: () => undefined };
  };

  it('is the socket until it failed twice, and is tried again each minute', async () => {
    const schedule = new Schedule();
    const authority = new Authority('Hello', schedule);
    let blocked = true;
    let tried = 0;
    const ways: Way[] = [];
    const dial = dialByEither({
      socket: (events) => {
        tried += 1;
        return (blocked ? closing : authority.dial)(events);
      },
      requests: byRequests(authority, schedule),
      later: schedule.later,
      onway: (way) => ways.push(way),
    });
    const page = new Page(dial, schedule);
    await pass(schedule, 3000);
    expect(ways).toEqual(['requests']);
    expect(tried).toBe(2);
    expect(page.link.state).toBe('live');
    await pass(schedule, 130_000);
    expect(tried).toBe(4);
    expect(page.link.state).toBe('live');
    blocked = false;
    page.type(5, '!');
    await pass(schedule, 65_000);
    expect(ways).toEqual(['requests', 'socket']);
    expect(page.link.state).toBe('live');
    expect(authority.text.toString()).toBe('Hello!');
  });

  it('is not tried any more once it is closed, even while it is being tried', async () => {
    const schedule = new Schedule();
    const authority = new Authority('Hello', schedule);
    let tried = 0;
    const dial = dialByEither({
      socket: (events) => {
        tried += 1;
        // The first two fail; the third hangs until it is closed.
        return tried <= 2 ? closing(events) : { send: () => undefined, close: () => events.closed() };
      },
      requests: byRequests(authority, schedule),
      later: schedule.later,
      onway: () => undefined,
    });
    const page = new Page(dial, schedule);
    await pass(schedule, 65_000);
    expect(tried).toBe(3);
    page.link.end();
    await pass(schedule, 130_000);
    expect(tried).toBe(3);
  });

  it('is not given up when nobody answers at all', async () => {
    const schedule = new Schedule();
    const authority = new Authority('Hello', schedule);
    let away = true;
    const ways: Way[] = [];
    const frames: ServerFrame[] = [];
    const dial = dialByEither({ socket: (events) => (away ? closing : authority.dial)({ ...events, frame: (frame) => (frames.push(frame), events.frame(frame)) }), requests: byRequests(authority, schedule, { fault: () => (away ? -1 : 0) }), later: schedule.later, onway: (way) => ways.push(way) });
    const page = new Page(dial, schedule);
    await pass(schedule, 5000);
    expect(ways).toEqual([]);
    away = false;
    await pass(schedule, 70_000);
    expect(page.link.state).toBe('live');
    expect(ways.at(-1)).toBe('socket');
  });
});
