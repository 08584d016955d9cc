// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { clockTime, dayKey, duration, fileSize, fromInput, fullTime, relativeTime, shortDuration, toInput } from './time';

const at = (text: string) => new Date(text);

describe('absolute times', () => {
  it('writes a full time with its zone', () => {
    expect(fullTime(at('2026-11-04T14:03:09Z'), 'utc')).toBe('Wed 4 Nov 2026, 14:03:09 UTC');
  });
  it('writes midnight as 00, never as 24', () => {
    expect(clockTime(at('2026-11-04T00:00:00Z'), 'utc')).toBe('00:00:00');
  });
  it('groups by the day of the zone', () => {
    expect(dayKey(at('2026-01-01T00:30:00Z'), 'utc')).toBe('2026-01-01');
  });
  it('reads back what it writes into an input', () => {
    const time = at('2026-03-29T02:30:05Z');
    expect(fromInput(toInput(time, 'utc'), 'utc')).toEqual(time);
    expect(fromInput(toInput(time, 'local'), 'local')).toEqual(time);
  });
  it('takes a time without seconds and refuses what is none', () => {
    expect(fromInput('2026-11-04T14:03', 'utc')).toEqual(at('2026-11-04T14:03:00Z'));
    expect(fromInput('yesterday', 'utc')).toBeNull();
    expect(fromInput('', 'utc')).toBeNull();
  });
});

describe('relative times', () => {
  const now = at('2026-11-04T12:00:00Z');
  it.each([
    ['2026-11-04T11:59:40Z', 'just now'],
    ['2026-11-04T11:55:00Z', '5 min ago'],
    ['2026-11-04T10:00:00Z', '2 h ago'],
    ['2026-11-03T12:00:00Z', '1 day ago'],
    ['2026-11-01T12:00:00Z', '3 days ago'],
    ['2026-11-04T14:00:00Z', 'in 2 h'],
  ])('%s is %s', (time, words) => {
    expect(relativeTime(at(time), now)).toBe(words);
  });
  it('names the day when it is long ago', () => {
    expect(relativeTime(at('2025-11-04T12:00:00Z'), now, 'utc')).toBe('4 Nov 2025');
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [423, '7 min 03 s'],
    [7500, '2 h 05 min'],
    [7200, '2 h'],
    [3 * 86_400 + 4 * 3600, '3 d 4 h'],
    [-90, '−1 min 30 s'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
  it('keeps one unit in lists', () => {
    expect(shortDuration(423)).toBe('7 min');
    expect(shortDuration(11_100)).toBe('3 h');
  });
});

describe('file sizes', () => {
  it.each([
    [812, '812 B'],
    [14_200, '14 KB'],
    [3_140_000, '3.1 MB'],
    [999_999, '1.0 MB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(fileSize(bytes)).toBe(words);
  });
});
