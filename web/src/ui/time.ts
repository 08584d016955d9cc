// SPDX-License-Identifier: Apache-2.0
// Pure formatting and reading of times. Zone: 'utc', or 'local' for the zone of the reader's machine.
export type Zone = 'utc' | 'local';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) });
    formats.set(key, found);
  }
  return found;
}

/** "14:03:09" */
export function clockTime(at: Date, zone: Zone): string {
  return format(zone, 'clock', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** "14:03" */
export function shortTime(at: Date, zone: Zone): string {
  return format(zone, 'short', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** "Tue 4 Nov 2026" */
export function dayName(at: Date, zone: Zone): string {
  return format(zone, 'day', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(at).replace(',', '');
}

/** "4 Nov 2026" */
export function shortDay(at: Date, zone: Zone): string {
  return format(zone, 'short day', { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** "UTC", or the reader's zone such as "CET" or "GMT+2". */
export function zoneName(at: Date, zone: Zone): string {
  if (zone === 'utc') return 'UTC';
  const parts = format(zone, 'zone', { hour: '2-digit', timeZoneName: 'short' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'local';
}

/** "Tue 4 Nov 2026, 14:03:09 UTC" */
export function fullTime(at: Date, zone: Zone): string {
  return `${dayName(at, zone)}, ${clockTime(at, zone)} ${zoneName(at, zone)}`;
}

/** The calendar day in the zone, "2026-11-04": equal for two times on the same day. */
export function dayKey(at: Date, zone: Zone): string {
  const [year, month, day] =
    zone === 'utc'
      ? [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]
      : [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return `${year}-${pad(month)}-${pad(day)}`;
}

const pad = (value: number) => String(value).padStart(2, '0');

/** "just now", "5 min ago", "in 2 h", "3 days ago"; an absolute day beyond 30 days. */
export function relativeTime(at: Date, now: Date, zone: Zone = 'local'): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 45) return 'just now';
  if (distance > 30 * 86_400) return shortDay(at, zone);
  const words =
    distance < 3570
      ? `${Math.max(1, Math.round(distance / 60))} min`
      : distance < 86_000
        ? `${Math.max(1, Math.round(distance / 3600))} h`
        : plural(Math.max(1, Math.round(distance / 86_400)), 'day');
  return seconds >= 0 ? `${words} ago` : `in ${words}`;
}

/** "42 s", "7 min 03 s", "2 h 05 min", "3 d 4 h"; a minus sign for a negative length. */
export function duration(seconds: number): string {
  if (seconds < 0) return `−${duration(-seconds)}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${pad(whole % 60)} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${pad(minutes % 60)} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/** One unit fewer than duration(): for dense lists. "7 min", "2 h", "3 d" */
export function shortDuration(seconds: number): string {
  const parts = duration(seconds).split(' ');
  return seconds < 7200 || parts.length < 4 ? parts.slice(0, 2).join(' ') : parts.join(' ').replace(/(\d+ h) .*/, '$1');
}

/** The value of a datetime-local input with seconds, in the zone. */
export function toInput(at: Date, zone: Zone): string {
  return `${dayKey(at, zone)}T${clockTime(at, zone)}`;
}

/** The time that an input's value names in the zone; null when it names none. */
export function fromInput(value: string, zone: Zone): Date | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const at = zone === 'utc' ? new Date(Date.UTC(year, month - 1, day, hour, minute, second)) : new Date(year, month - 1, day, hour, minute, second);
  return Number.isNaN(at.getTime()) ? null : at;
}

export function secondsBetween(from: Date | string, to: Date | string): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1000;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** "812 B", "14.2 KB", "3.1 MB" */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
