// SPDX-License-Identifier: Apache-2.0
import type { Audience, UpdatePace } from '$api/types';
import { secondsBetween, shortDuration } from '$ui/time';

export const audiences: readonly Audience[] = ['internal', 'executive', 'customer'];
export const audienceNames: Record<Audience, string> = { internal: 'The house', executive: 'Executives', customer: 'Customers' };

/** Which audience hears next: the one that is due soonest. */
export function nextOf(pace: readonly UpdatePace[]): (UpdatePace & { due_at: string }) | null {
  const due = pace.filter((each): each is UpdatePace & { due_at: string } => each.due_at !== null);
  return due.sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))[0] ?? null;
}

/** "in 12 min 30 s", "3 min late". */
export function dueWords(due: string, now: Date): string {
  const left = secondsBetween(now, due);
  if (left <= 0) return `${shortDuration(-left)} late`;
  return `in ${left < 3600 ? minutesAndSeconds(left) : shortDuration(left)}`;
}

function minutesAndSeconds(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
