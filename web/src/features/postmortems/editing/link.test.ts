// SPDX-License-Identifier: Apache-2.0
import { EditorState, type Transaction } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { Authority, Schedule, type Weather } from './authority.testing';
import type { Person, Refusal, Snapshot } from './frames';
import { fitting, Link } from './link';
import { freshClient, replay, sharing, SharedText, type KeptText, type Place } from './shared-text';

/** One page: an editor state, the copy of the text and the connection, without a browser. */
class Page implements Place {
  state!: EditorState;
  shared: SharedText;
  link: Link;
  people: Person[] = [];
  refusals: Refusal[] = [];
  restarts = 0;
  /** What the browser has on its disk. */
  disk: KeptText | null = null;

  constructor(
    authority: Authority,
    schedule: Schedule,
    kept: KeptText | null = null,
  ) {
    const client = kept?.client ?? freshClient();
    const events = {
      received: () => this.link.saw(this.shared.edition()!),
      caughtUp: () => this.store(),
      restart: (snapshot: Snapshot) => {
        this.restarts += 1;
        this.state = EditorState.create({ doc: snapshot.text, extensions: sharing(client, snapshot.edition) });
        this.shared = new SharedText({ client, edition: snapshot.edition, base: snapshot.text, confirmed: 0, updates: [], numbered: 0 }, () => this, events);
      },
    };
    this.shared = new SharedText(kept ?? { client, edition: 0, base: null, confirmed: 0, updates: [], numbered: 0 }, () => (this.state ? this : null), events);
    if (kept) {
      this.state = EditorState.create({ doc: kept.base, extensions: sharing(kept.client, kept.edition) });
      replay(this, kept.updates);
    }
    this.link = new Link({
      copy: { client, edition: () => this.shared.edition(), receive: (from, updates) => this.shared.receive(from, updates), sendable: (most) => this.shared.sendable(most), restart: (snapshot) => this.shared.restart(snapshot), caughtUp: () => this.shared.caughtUp() },
      dial: authority.dial,
      later: schedule.later,
      backoff: (failures) => 50 * failures,
      events: { changed: () => undefined, permitted: () => undefined, people: (people) => (this.people = people), refused: (refusal) => this.refusals.push(refusal), lost: () => undefined },
    });
    this.link.start();
  }
  store(): void {
    this.disk = JSON.parse(JSON.stringify(this.shared.kept())) as KeptText;
    this.shared.stored(this.disk);
    this.link.written();
  }
  dispatch(transaction: Transaction): void {
    this.state = transaction.state;
  }
  get text(): string {
    return this.state.doc.toString();
  }
  type(at: number, insert: string, remove = 0, store = true): void {
    this.dispatch(this.state.update({ changes: { from: at, to: at + remove, insert } }));
    if (store) this.store();
  }
}

const settle = (schedule: Schedule) => schedule.pass(120_000);

/** Numbers that look random and are the same in each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

describe('a link', () => {
  it('opens, pushes, and is told that the server has it', () => {
    const schedule = new Schedule();
    const authority = new Authority('Hello', schedule);
    const page = new Page(authority, schedule);
    settle(schedule);
    page.type(5, ' world');
    expect(page.shared.pending()).toBe(1);
    settle(schedule);
    expect(authority.text.toString()).toBe('Hello world');
    expect(page.shared.pending()).toBe(0);
    expect(page.shared.ownEdition).toBe(1);
    expect(page.link.state).toBe('live');
  });

  it('goes on while the server is away, and hands in everything once', () => {
    const schedule = new Schedule();
    const authority = new Authority('', schedule);
    const page = new Page(authority, schedule);
    const other = new Page(authority, schedule);
    settle(schedule);
    authority.reachable = false;
    authority.cut();
    for (const letter of 'offline'.split('').reverse()) page.type(0, letter);
    schedule.pass(5_000);
    expect(page.link.state).toBe('waiting');
    authority.reachable = true;
    other.type(0, 'meanwhile ');
    settle(schedule);
    expect(page.text).toBe(authority.text.toString());
    expect(page.text).toContain('offline');
    expect(page.text).toContain('meanwhile ');
    expect(authority.log.length).toBe(8);
  });

  it('takes up a kept copy whose acknowledgement was lost, without writing it twice', () => {
    const schedule = new Schedule();
    const authority = new Authority('ab', schedule);
    const page = new Page(authority, schedule);
    settle(schedule);
    page.type(1, 'X');
    page.type(2, 'Y');
    const kept = page.shared.kept()!;
    settle(schedule);
    page.link.end();
    const again = new Page(authority, schedule, kept);
    expect(again.text).toBe('aXYb');
    again.type(3, 'Z');
    settle(schedule);
    expect(again.text).toBe('aXYZb');
    expect(authority.text.toString()).toBe('aXYZb');
    expect(again.shared.pending()).toBe(0);
  });

  it('treats what a copy was kept too early to hold as news', () => {
    const schedule = new Schedule();
    const authority = new Authority('', schedule);
    const page = new Page(authority, schedule);
    settle(schedule);
    page.type(0, 'a');
    const kept = page.shared.kept()!;
    page.type(1, 'b');
    settle(schedule);
    page.link.end();
    const again = new Page(authority, schedule, kept);
    again.type(1, 'c');
    settle(schedule);
    expect(again.text).toBe(authority.text.toString());
    expect([...again.text].sort().join('')).toBe('abc');
  });

  it('keeps the number of an update of which others have left nothing', () => {
    const schedule = new Schedule();
    const authority = new Authority('one two', schedule);
    const page = new Page(authority, schedule);
    const other = new Page(authority, schedule);
    settle(schedule);
    page.link.pause();
    page.type(0, '', 3);
    page.type(1, 'X');
    other.type(0, '', 3);
    settle(schedule);
    const kept = page.shared.kept()!;
    page.link.end();
    const again = new Page(authority, schedule, kept);
    schedule.pass(10);
    const twice = again.shared.kept()!;
    again.link.end();
    expect(twice.updates.length + twice.confirmed).toBe(2);
    const third = new Page(authority, schedule, twice);
    settle(schedule);
    expect(third.refusals).toEqual([]);
    expect(third.text).toBe(authority.text.toString());
    expect(third.text).toBe(' Xtwo');
  });

  it('tries again when the storage of the server is in trouble', () => {
    const schedule = new Schedule();
    const authority = new Authority('', schedule);
    const page = new Page(authority, schedule);
    settle(schedule);
    authority.refuseNext = { type: 'refused', code: 'trouble', message: 'disk', seq: null };
    page.type(0, 'x');
    settle(schedule);
    expect(authority.text.toString()).toBe('x');
    expect(page.refusals).toEqual([]);
  });

  it('stops pushing what is refused, keeps it, and goes on receiving', () => {
    const schedule = new Schedule();
    const authority = new Authority('', schedule);
    const page = new Page(authority, schedule);
    const other = new Page(authority, schedule);
    settle(schedule);
    authority.refuseNext = { type: 'refused', code: 'too_large', message: 'too large', seq: 1 };
    page.type(0, 'mine ');
    settle(schedule);
    other.type(0, 'theirs ');
    settle(schedule);
    expect(page.link.state).toBe('refused');
    expect(page.refusals.length).toBe(1);
    expect(page.text).toContain('mine ');
    expect(page.text).toContain('theirs ');
    expect(authority.text.toString()).toBe('theirs ');
  });

  it('asks for a snapshot when the server no longer knows the edition', () => {
    const schedule = new Schedule();
    const authority = new Authority('a', schedule);
    const page = new Page(authority, schedule);
    const other = new Page(authority, schedule);
    settle(schedule);
    page.link.pause();
    other.type(1, 'b');
    settle(schedule);
    authority.oldest = 1;
    page.link.retry();
    settle(schedule);
    expect(page.restarts).toBe(2);
    expect(page.text).toBe('ab');
  });

  it('shows where others are in the text as it stands here', () => {
    const schedule = new Schedule();
    const authority = new Authority('one two', schedule);
    const page = new Page(authority, schedule);
    const other = new Page(authority, schedule);
    settle(schedule);
    other.link.point({ anchor: 4, head: 7 });
    settle(schedule);
    const seen = page.people.find((person) => person.client === other.shared.client)!;
    expect([seen.anchor, seen.head]).toEqual([4, 7]);
    page.link.pause();
    page.type(0, '>>');
    expect(page.shared.here(seen.anchor!, seen.edition)).toBe(6);
    expect(page.shared.there(6)).toBe(4);
    expect(page.shared.here(4, 99)).toBeNull();
  });

  it('notices a connection that is silently dead', () => {
    const schedule = new Schedule();
    const authority = new Authority('', schedule);
    const page = new Page(authority, schedule);
    settle(schedule);
    let dials = 0;
    const dial = authority.dial;
    (authority as { dial: typeof dial }).dial = (events) => {
      dials += 1;
      return dial(events);
    };
    const silent = new Link({ copy: page.shared, dial: () => ({ send: () => undefined, close: () => undefined }), later: schedule.later, backoff: () => 10, events: { changed: () => undefined, permitted: () => undefined, people: () => undefined, refused: () => undefined, lost: () => (dials += 1) } });
    silent.start();
    schedule.pass(40_000);
    expect(dials).toBeGreaterThan(1);
    silent.end();
  });
});

describe('many pages on a bad network', () => {
  it.each(Array.from({ length: 25 }, (_, at) => at + 1))('agree in the end, and lose nothing (%i)', (seed) => {
    const random = dice(seed);
    const calm = { now: false };
    const weather: Weather = { delay: () => 1 + Math.floor(random() * 40), breaks: () => !calm.now && random() < 0.05 };
    const schedule = new Schedule();
    const authority = new Authority('The quick brown fox', schedule, weather);
    const pages = Array.from({ length: 4 }, () => new Page(authority, schedule));
    schedule.pass(500);
    const words: string[] = [];
    for (let step = 0; step < 220; step += 1) {
      const at = Math.floor(random() * pages.length);
      const page = pages[at]!;
      if (!page.state) {
        schedule.pass(50);
        continue;
      }
      const roll = random();
      const spot = Math.floor(random() * (page.state.doc.length + 1));
      if (roll < 0.6) {
        const word = `<${words.length}>`;
        words.push(word);
        page.type(spot, word);
      } else if (roll < 0.7) page.type(0, '', Math.min(3, page.text.search(/</) < 0 ? page.text.length : Math.max(0, page.text.search(/</))));
      else if (roll < 0.76) authority.cut();
      else if (roll < 0.84) {
        // The tab is closed, and another one takes its copy up.
        const kept = page.shared.kept()!;
        page.link.end();
        pages[at] = new Page(authority, schedule, JSON.parse(JSON.stringify(kept)) as KeptText);
      } else if (roll < 0.9) page.link.pause();
      schedule.pass(Math.floor(random() * 60));
      for (const each of pages) if (random() < 0.3) each.link.retry();
    }
    calm.now = true;
    for (const page of pages) page.link.retry();
    settle(schedule);
    const agreed = authority.text.toString();
    for (const page of pages) {
      expect(page.refusals).toEqual([]);
      expect(page.shared.pending()).toBe(0);
      expect(page.text).toBe(agreed);
    }
    // Words were inserted into one another, but no letter may be lost or doubled.
    const letters = (text: string) => [...text].filter((letter) => /[<>\d]/.test(letter)).sort().join('');
    expect(letters(agreed)).toBe(letters(words.join('')));
  });
});

it('splits what is too much for one push', () => {
  const updates = Array.from({ length: 5 }, (_, at) => ({ seq: at + 1, changes: [[0, 'x'.repeat(100)]] }));
  expect(fitting(updates, 800).length).toBe(2);
  expect(fitting(updates, 1).length).toBe(1);
});

describe('pages that crash', () => {
  it.each(Array.from({ length: 15 }, (_, at) => at + 1))('come back with what they had kept, and write nothing twice (%i)', (seed) => {
    const random = dice(seed * 977);
    const calm = { now: false };
    const schedule = new Schedule();
    const authority = new Authority('', schedule, { delay: () => 1 + Math.floor(random() * 30), breaks: () => !calm.now && random() < 0.05 });
    const pages = Array.from({ length: 3 }, () => new Page(authority, schedule));
    schedule.pass(500);
    for (let step = 0; step < 150; step += 1) {
      const at = Math.floor(random() * pages.length);
      const page = pages[at]!;
      if (!page.state) schedule.pass(100);
      else if (random() < 0.7) page.type(page.state.doc.length, `<${step}>`, 0, random() < 0.6);
      else if (random() < 0.5) {
        page.link.end();
        pages[at] = new Page(authority, schedule, page.disk);
      } else authority.cut();
      schedule.pass(Math.floor(random() * 50));
    }
    calm.now = true;
    for (const page of pages) {
      if (page.state) page.store();
      page.link.retry();
    }
    settle(schedule);
    for (const page of pages) {
      expect(page.refusals).toEqual([]);
      expect(page.text).toBe(authority.text.toString());
    }
    const words = authority.text.toString().match(/<\d+>/g) ?? [];
    expect(new Set(words).size).toBe(words.length);
  });
});
