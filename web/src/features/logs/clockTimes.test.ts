// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { correctionText, datingOf, dayOf, preciseTime, readCorrection, shortCount } from './clockTimes';

it('tells milliseconds', () => expect(preciseTime(new Date('2026-11-20T10:02:11.007Z'), 'utc')).toBe('10:02:11.007'));

it.each([
  ['0', 0],
  ['+1.5', 1500],
  ['-3600', -3_600_000],
  ['−2:30', -150_000],
  ['01:00:00,25', 3_600_250],
  ['90 s', 90_000],
  ['soon', null],
  ['', null],
  ['1:2:3:4', null],
])('%j corrects by %j ms', (text, milliseconds) => expect(readCorrection(text)).toBe(milliseconds));

it.each([0, 1500, -250, -3_600_000])('writes %d ms so that it is read again', (milliseconds) => expect(readCorrection(correctionText(milliseconds))).toBe(milliseconds));

it.each([
  [999, '999'],
  [9999, '9,999'],
  [12_345, '12.3 k'],
  [123_456, '123 k'],
  [999_600, '1.0 M'],
  [17_732_975, '17.7 M'],
])('shortens %d to %s', (count, text) => expect(shortCount(count)).toBe(text));

it.each([
  ['2026-11-20T10:00:00Z', '2026-11-20T23:59:59Z', 'none', '20 Nov'],
  ['2026-11-20T10:00:00Z', '2026-11-21T00:00:00Z', 'day', '20 Nov'],
  ['2026-11-20T10:00:00Z', '2027-01-01T00:00:00Z', 'year', '20 Nov 2026'],
] as const)('from %s to %s times need: %s', (from, until, dating, day) => {
  expect(datingOf(new Date(from), new Date(until), 'utc')).toBe(dating);
  expect(dayOf(new Date(from), 'utc', dating)).toBe(day);
});
