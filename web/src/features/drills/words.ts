// SPDX-License-Identifier: Apache-2.0
// How drills are said in words, and their two courses put side by side. Pure.
import type { Drill, DrillEntry, DrillPerson, DrillWriting } from '$api/types';
import type { IconName } from '$ui/icons';

export const writingKinds = [
  { id: 'see', name: 'I see', hint: 'What the signs say to you', icon: 'eye' },
  { id: 'believe', name: 'I believe', hint: 'What is going on, and how sure you are', icon: 'bulb' },
  { id: 'would_do', name: 'I would do', hint: 'The next step, and what it should show', icon: 'wrench' },
  { id: 'ask', name: 'I ask for', hint: 'Words that a log line, a message or an observation of that time has', icon: 'search' },
] as const satisfies readonly { id: DrillWriting['kind']; name: string; hint: string; icon: IconName }[];

export const kindName: Record<DrillWriting['kind'], string> = { see: 'saw', believe: 'believed', would_do: 'would do', ask: 'asked for', recognise: 'asked what resembles it', inject: 'added by the facilitator' };

/** "+12 min", from the beginning of the drill; "before" for what was there already. */
export function sinceStart(at: string, from: string): string {
  const minutes = Math.round((Date.parse(at) - Date.parse(from)) / 60_000);
  if (minutes < 0) return 'before';
  return minutes < 120 ? `+${minutes} min` : `+${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Where the clock of the drill stands `elapsed` ms after the server told it. */
export function clockNow(clock: NonNullable<Drill['clock']>, elapsed: number): number {
  return Date.parse(clock.at) + (clock.over ? 0 : Math.max(0, elapsed) * clock.speed);
}

export interface Moment {
  at: string;
  /** Whose column it stands in: what happened, what the responders of then did, what was written in the drill. */
  side: 'seen' | 'then' | 'drill';
  text: string;
  who: string | null;
  kind: string;
  key: string;
}

/** Everything in the order of the incident's clock. */
export function courses(drill: Pick<Drill, 'shown' | 'coming' | 'withheld' | 'writings'>): Moment[] {
  const entry = (side: 'seen' | 'then') => (each: DrillEntry): Moment => ({ at: each.seen_at, side, text: each.text, who: each.actor, kind: each.kind, key: `${side}-${each.id}` });
  const written = (each: DrillWriting): Moment => ({ at: each.at, side: 'drill', text: each.text, who: each.name, kind: each.kind, key: `drill-${each.id}` });
  const all = [...(drill.shown ?? []).map(entry('seen')), ...(drill.coming ?? []).map(entry('seen')), ...(drill.withheld ?? []).map(entry('then')), ...(drill.writings ?? []).map(written)];
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** How long somebody took, judged by hand; null: not judged, or not reached. */
export const tookUntil = (at: string | null, from: string) => (at ? sinceStart(at, from) : null);

export const myPart = (drill: Drill, user: string) => drill.people.find((person: DrillPerson) => person.user === user) ?? null;
