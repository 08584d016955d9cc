// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '$api/problem';
import { Explorer, pageSize, type LogWire } from './explorer.svelte';
import { most, type LogLine } from './lineWindow';
import { everything, type Filter } from './view';

const second = 1000;

/** A log of `count` lines, one a second from 1970 on, whose every tenth line is an error. */
class FakeLogs implements LogWire {
  asked: string[] = [];
  trouble: ApiProblem | null = null;
  constructor(public written: number) {}

  #line = (index: number): LogLine => ({ cursor: String(index).padStart(9, '0'), source: 1, line: index + 1, time: new Date(index * second).toISOString(), level: index % 10 === 0 ? 'error' : 'info', text: `line ${index}`, masked: false });
  #fits = (filter: Filter) => (line: LogLine) =>
    (!filter.levels.length || filter.levels.includes(line.level)) && (!filter.from || line.time! >= new Date(filter.from).toISOString()) && (!filter.until || line.time! < new Date(filter.until).toISOString());
  #all = (filter: Filter) => Array.from({ length: this.written }, (_, index) => this.#line(index)).filter(this.#fits(filter));

  async search(filter: Filter, page: { after?: string; before?: string; limit: number }, signal: AbortSignal) {
    this.asked.push(JSON.stringify(page));
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.trouble) throw this.trouble;
    const all = this.#all(filter).filter((line) => (!page.after || line.cursor > page.after) && (!page.before || line.cursor < page.before));
    const items = page.before ? all.slice(-page.limit) : all.slice(0, page.limit);
    return { items, more: items.length < all.length };
  }
  line(spot: { line: number }) {
    return Promise.resolve(spot.line <= this.written ? this.#line(spot.line - 1) : null);
  }
}

const numbers = (explorer: Explorer) => explorer.held.lines.map((line) => line.line);
const errors: Filter = { ...everything, levels: ['error'] };

describe('the explorer', () => {
  it('reads from the first to the last line and back, holding a bounded part', async () => {
    const explorer = new Explorer(new FakeLogs(10_000));
    await explorer.begin(everything);
    expect(numbers(explorer)[0]).toBe(1);
    while (explorer.held.moreAfter) await explorer.more('after');
    expect(numbers(explorer).at(-1)).toBe(10_000);
    expect(explorer.held.lines.length).toBe(most);
    while (explorer.held.moreBefore) await explorer.more('before');
    expect(numbers(explorer)).toEqual(Array.from({ length: most }, (_, index) => index + 1));
  });

  it('jumps to a line that does not fit, between those that do', async () => {
    const explorer = new Explorer(new FakeLogs(10_000));
    expect(await explorer.jump(errors, { source: 1, line: 5005 })).toBe(true);
    const at = numbers(explorer).indexOf(5005);
    expect(numbers(explorer).slice(at - 1, at + 2)).toEqual([5001, 5005, 5011]);
    expect(explorer.held.first).toBe(-at);
    expect(explorer.place).toBe('anchor');
  });

  it('says when a line is not there, and shows the beginning', async () => {
    const explorer = new Explorer(new FakeLogs(10));
    expect(await explorer.jump(everything, { source: 1, line: 99 })).toBe(false);
    expect(numbers(explorer)[0]).toBe(1);
  });

  it('jumps to a moment, and to the end when nothing is after it', async () => {
    const explorer = new Explorer(new FakeLogs(10_000));
    expect((await explorer.jumpToTime(errors, new Date(4995 * second).toISOString()))?.line).toBe(5001);
    expect(explorer.held.moreBefore).toBe(true);
    expect(await explorer.jumpToTime(errors, new Date(99_999 * second).toISOString())).toBeNull();
    expect(numbers(explorer).at(-1)).toBe(9991);
    expect(explorer.place).toBe('end');
  });

  it('finds the end of a long log in one step', async () => {
    const logs = new FakeLogs(20_000);
    const explorer = new Explorer(logs);
    await explorer.end(everything);
    expect(numbers(explorer).at(-1)).toBe(20_000);
    expect(explorer.held).toMatchObject({ moreAfter: false, moreBefore: true });
    expect(logs.asked).toHaveLength(1);
  });

  it('follows what comes', async () => {
    const logs = new FakeLogs(20);
    const explorer = new Explorer(logs);
    await explorer.end(everything);
    expect(await explorer.follow()).toBe(false);
    logs.written = 25;
    expect(await explorer.follow()).toBe(true);
    expect(numbers(explorer).at(-1)).toBe(25);
    expect(new Set(numbers(explorer)).size).toBe(25);
  });

  it('follows from nothing', async () => {
    const logs = new FakeLogs(0);
    const explorer = new Explorer(logs);
    await explorer.end(everything);
    expect(numbers(explorer)).toEqual([]);
    logs.written = 3;
    expect(await explorer.follow()).toBe(true);
    expect(numbers(explorer)).toEqual([1, 2, 3]);
  });

  it('forgets a search that was overtaken', async () => {
    const explorer = new Explorer(new FakeLogs(1000));
    const slow = explorer.begin(everything);
    await explorer.begin(errors);
    await slow;
    expect(numbers(explorer).slice(0, 3)).toEqual([1, 11, 21]);
    expect(explorer.loading).toBe(false);
    expect(explorer.problem).toBeNull();
  });

  it('leads nowhere when another search overtook the way to a moment', async () => {
    const explorer = new Explorer(new FakeLogs(1000));
    const slow = explorer.jumpToTime(everything, new Date(500 * second).toISOString());
    await Promise.resolve();
    await Promise.resolve();
    const newer = explorer.begin(errors);
    expect(await slow).toBeNull();
    await newer;
    expect(numbers(explorer).slice(0, 2)).toEqual([1, 11]);
  });

  it('keeps what it has when a page fails, and asks again', async () => {
    const logs = new FakeLogs(1000);
    const explorer = new Explorer(logs);
    await explorer.begin(everything);
    logs.trouble = new ApiProblem({ status: 503 });
    await explorer.more('after');
    expect(explorer.pageProblem?.status).toBe(503);
    expect(numbers(explorer).length).toBe(pageSize);
    logs.trouble = null;
    await explorer.more('after');
    expect(explorer.pageProblem).toBeNull();
    expect(numbers(explorer).length).toBe(2 * pageSize);
  });

  it('says what is wrong with a search', async () => {
    const logs = new FakeLogs(10);
    logs.trouble = new ApiProblem({ status: 422, title: 'This is no pattern' });
    const explorer = new Explorer(logs);
    await explorer.begin(everything);
    expect(explorer.problem?.title).toBe('This is no pattern');
    expect(explorer.loading).toBe(false);
  });
});
