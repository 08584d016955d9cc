// SPDX-License-Identifier: Apache-2.0
// Times as a reader of logs needs them: to the millisecond; and corrections of clocks.
import { clockTime, dayKey, shortDay, type Zone } from '$ui/time';

/** "14:03:09.250" */
export function preciseTime(at: Date, zone: Zone): string {
  return `${clockTime(at, zone)}.${String(((at.getTime() % 1000) + 1000) % 1000).padStart(3, '0')}`;
}

/** What a time needs beside it to be told from others: nothing, its day, or its day and year. */
export type Dating = 'none' | 'day' | 'year';

export function datingOf(from: Date, until: Date, zone: Zone): Dating {
  const [first, last] = [dayKey(from, zone), dayKey(until, zone)];
  return first === last ? 'none' : first.slice(0, 4) === last.slice(0, 4) ? 'day' : 'year';
}

/** "4 Nov", or "4 Nov 2026" where lines are of several years. */
export const dayOf = (at: Date, zone: Zone, dating: Dating): string => (dating === 'year' ? shortDay(at, zone) : shortDay(at, zone).replace(/ \d{4}$/, ''));

/** "+1.5", "-3600", "0": a correction in seconds as a field shows it. */
export function correctionText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds > 0 ? `+${seconds}` : String(seconds);
}

/** Milliseconds of "+1.5", "-90", "2:30", "-01:00:00.25"; null when it is none of these. */
export function readCorrection(text: string): number | null {
  const found = /^\s*([+\-−]?)\s*(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,9}(?:[.,]\d{1,3})?)\s*s?\s*$/.exec(text);
  if (!found) return null;
  const seconds = Number(found[2] ?? 0) * 3600 + Number(found[3] ?? 0) * 60 + Number(found[4]!.replace(',', '.'));
  const milliseconds = Math.round(seconds * 1000);
  return found[1] === '-' || found[1] === '−' ? -milliseconds || 0 : milliseconds;
}

/** "1,234", "56.7 k", "12.3 M": a count where there is little room. */
export function shortCount(count: number): string {
  if (count < 10_000) return count.toLocaleString('en');
  const units = ['k', 'M', 'G'];
  let value = count / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
