// SPDX-License-Identifier: Apache-2.0
// Times as people type them in a hurry. Pure.
import type { Zone } from '$ui/time';

const minute = 60_000;
const units: Record<string, number> = { s: 1000, sec: 1000, m: minute, min: minute, h: 60 * minute, d: 24 * 60 * minute };

/** "20m", "90 s", "2h", "1h30": milliseconds; null for anything else. */
export function spanOf(text: string): number | null {
  const both = /^(\d{1,3})\s*h\s*(\d{1,2})\s*(?:m|min)?$/i.exec(text);
  if (both) return (Number(both[1]) * 60 + Number(both[2])) * minute;
  const one = /^(\d{1,4})\s*(s|sec|m|min|h|d)?$/i.exec(text);
  return one ? Number(one[1]) * (units[(one[2] ?? 'm').toLowerCase()] ?? minute) : null;
}

/** "10:42" or "10:42:30" on the day of `near` in the zone; null for anything else. */
function onDay(text: string, near: Date, zone: Zone): Date | null {
  const found = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!found) return null;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const at = new Date(near);
  if (zone === 'utc') at.setUTCHours(hours, minutes, seconds, 0);
  else at.setHours(hours, minutes, seconds, 0);
  return at;
}

const day = 24 * 60 * minute;

/** When it was: "10:42" is the last time that it was so late, "-5m" is five minutes ago. Null for anything else. */
export function pastOf(text: string, now: Date, zone: Zone): Date | null {
  const ago = /^[-−](.+)$/.exec(text);
  if (ago) {
    const span = spanOf(ago[1] ?? '');
    return span === null ? null : new Date(now.getTime() - span);
  }
  const at = onDay(text, now, zone);
  if (!at) return null;
  return at.getTime() > now.getTime() ? new Date(at.getTime() - day) : at;
}

/** When it will be: "11:30" is the next time that it is so late, "20m" and "in 20m" are from now. Null for anything else. */
export function futureOf(text: string, now: Date, zone: Zone): Date | null {
  const at = onDay(text, now, zone);
  if (at) return at.getTime() <= now.getTime() ? new Date(at.getTime() + day) : at;
  const span = spanOf(text.replace(/^in\s+/i, ''));
  return span === null ? null : new Date(now.getTime() + span);
}
