// SPDX-License-Identifier: Apache-2.0
// The minutes of an incident, for looking at it as it was known then. Pure.
import type { Incident, TimelineEntry } from '$api/types';

export interface Course {
  /** Minute 0. */
  begin: number;
  /** How many minutes it lasted, at least 1. */
  minutes: number;
}

const minute = 60_000;
const longest = 14 * 24 * 60; // nobody looks at minutes after two weeks

/**
 * From the first sign to the end of the effects, by the milestones; where they are missing, from the first to the last
 * that became known. Null when nothing is known at all.
 */
export function courseOf(incident: Pick<Incident, 'milestones'>, entries: readonly Pick<TimelineEntry, 'known_at' | 'hidden'>[]): Course | null {
  const known = entries.filter((entry) => !entry.hidden).map((entry) => Date.parse(entry.known_at));
  const at = (...names: string[]) => incident.milestones.filter((milestone) => names.includes(milestone.name)).map((milestone) => Date.parse(milestone.at));
  const starts = at('started', 'detected', 'declared');
  const ends = at('mitigated', 'recovered', 'resolved');
  if (starts.length + known.length === 0) return null;
  const first = Math.min(...(starts.length ? starts : known));
  const last = Math.max(...(ends.length ? ends : known.length ? known : [first]));
  const begin = Math.floor(first / minute) * minute;
  return { begin, minutes: Math.min(longest, Math.max(1, Math.ceil((last - begin) / minute))) };
}

/** The end of a minute: what became known within it counts. */
export const momentAt = (course: Course, at: number): string => new Date(course.begin + (at + 1) * minute - 1).toISOString();

/** The minute that a moment lies in, within the course. */
export const minuteOf = (course: Course, moment: string): number => Math.min(course.minutes, Math.max(0, Math.floor((Date.parse(moment) - course.begin) / minute)));

/** The minutes in which something became known, in order, each once. */
export function steps(course: Course, entries: readonly Pick<TimelineEntry, 'known_at' | 'hidden'>[]): number[] {
  const end = course.begin + (course.minutes + 1) * minute;
  const within = entries.filter((entry) => !entry.hidden && Date.parse(entry.known_at) < end);
  return [...new Set(within.map((entry) => minuteOf(course, entry.known_at)))].sort((a, b) => a - b);
}

/** The nearest step before or after a minute. */
export function stepFrom(all: readonly number[], at: number, direction: 1 | -1): number | null {
  const rest = direction > 0 ? all.filter((each) => each > at) : all.filter((each) => each < at);
  return (direction > 0 ? rest[0] : rest.at(-1)) ?? null;
}

/** The minute in which somebody first did something or took a role; the last one where they did not. */
export function firstOf(course: Course, entries: readonly Pick<TimelineEntry, 'known_at' | 'actor' | 'hidden'>[], roles: readonly { person: string; from: string }[], person: string): number {
  const name = person.trim().toLowerCase();
  const isTheirs = (other: string | null) => other?.trim().toLowerCase() === name;
  const moments = [...entries.filter((entry) => !entry.hidden && isTheirs(entry.actor)).map((entry) => entry.known_at), ...roles.filter((role) => isTheirs(role.person)).map((role) => role.from)];
  const own = moments.map((moment) => minuteOf(course, moment));
  return own.length ? Math.min(...own) : course.minutes;
}
