// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { around, empty, extendAfter, extendBefore, indexOf, inSight, type LineWindow, type LogLine } from './lineWindow';

const line = (number: number): LogLine => ({ cursor: String(number), source: 1, line: number, time: null, level: 'info', text: `line ${number}`, masked: false });
const lines = (from: number, until: number): LogLine[] => Array.from({ length: until - from }, (_, index) => line(from + index));
/** Where each line stands: none may move while it is held. */
const places = (held: LineWindow): Map<number, number> => new Map(held.lines.map((each, index) => [each.line, held.first + index]));

describe('the held lines', () => {
  it('grow on both ends and keep their places', () => {
    const begun = extendAfter(empty, lines(100, 110), true);
    const longer = extendBefore(extendAfter(begun, lines(110, 120), false), lines(90, 100), true);
    expect(longer.lines.map((each) => each.line)).toEqual(lines(90, 120).map((each) => each.line));
    expect(longer).toMatchObject({ first: -10, moreBefore: true, moreAfter: false });
    for (const [number, place] of places(begun)) expect(places(longer).get(number)).toBe(place);
  });
  it('drop what is far, say that there is more, and keep places', () => {
    let held = extendAfter(empty, lines(0, 10), true, 25);
    for (let page = 1; page < 10; page += 1) {
      const before = places(held);
      held = extendAfter(held, lines(page * 10, page * 10 + 10), true, 25);
      expect(held.lines.length).toBeLessThanOrEqual(25);
      for (const [number, place] of places(held)) if (before.has(number)) expect(place).toBe(before.get(number));
    }
    expect(held.moreBefore).toBe(true);
    expect(held.lines.at(-1)?.line).toBe(99);
    const back = extendBefore(held, lines(60, 75), true, 25);
    expect(back.lines[0]?.line).toBe(60);
    expect(back.lines.length).toBe(25);
    expect(back.moreAfter).toBe(true);
    expect(places(back).get(80)).toBe(80);
  });
  it('hold no line twice', () => {
    const held = extendAfter(extendAfter(empty, lines(0, 5), true), lines(3, 8), false);
    expect(held.lines.map((each) => each.line)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
  it('begin around a line', () => {
    const held = around(lines(5, 10), line(10), lines(11, 13), true, false);
    expect(held.first).toBe(-5);
    expect(indexOf(held, { source: 1, line: 10 })).toBe(5);
    expect(indexOf(held, { source: 2, line: 10 })).toBe(-1);
    expect(indexOf(held, null)).toBe(-1);
  });
});

it('draws what is in sight and a little more', () => {
  expect(inSight(2400, 240, 24, 1000, 5)).toEqual({ from: 95, until: 115 });
  expect(inSight(0, 240, 24, 4, 5)).toEqual({ from: 0, until: 4 });
  expect(inSight(99_999, 240, 24, 10, 5)).toEqual({ from: 10, until: 10 });
});
