// SPDX-License-Identifier: Apache-2.0
// How evenly a burden is spread, in words and as points. Pure.
import type { ResponderSpread } from '$api/types';
import { duration, plural } from '$ui/time';

/** "3 h 20 min" to the minute, "80 h" beyond a day, since days of work are no days of the calendar; "–" for nothing. */
export function hoursInWords(seconds: number): string {
  if (seconds <= 0) return '–';
  if (seconds >= 86_400) return `${Math.round(seconds / 3600)} h`;
  return duration(seconds < 60 ? seconds : Math.round(seconds / 60) * 60);
}

type Unit = 'seconds' | 'nights' | 'weekends';
const amount = (value: number, unit: Unit) => (unit === 'seconds' ? hoursInWords(value) : plural(Number.isInteger(value) ? value : Number(value.toFixed(1)), unit.slice(0, -1)));

/** "12 nights; an equal share is 3 nights, the middle person had 1 night, the most anybody had is 7 nights" */
export function spreadInWords(spread: ResponderSpread, unit: Unit): string {
  if (spread.total === 0) return unit === 'seconds' ? 'No time.' : `No ${unit}.`;
  if (spread.people === 1) return `${amount(spread.total, unit)}, all by one person.`;
  const middle = spread.median === 0 ? 'none' : amount(spread.median, unit);
  return `${amount(spread.total, unit)}; an equal share is ${amount(spread.equal_share, unit)}, the middle person had ${middle}, the most anybody had is ${amount(spread.most, unit)}.`;
}

/** Points beside each other are piled up: x from 0 to 1, y the place in the pile, at most five. */
export function piled(shares: number[]): { x: number; y: number }[] {
  const heights = new Map<number, number>();
  return [...shares].sort((a, b) => a - b).map((x) => {
    const bin = Math.round(x * 36);
    const y = heights.get(bin) ?? 0;
    heights.set(bin, y + 1);
    return { x: bin / 36, y: Math.min(y, 4) };
  });
}
