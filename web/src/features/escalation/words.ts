// SPDX-License-Identifier: Apache-2.0
// Policies and rules in words. Pure.
import type { Escalation, EscalationPolicy, IncidentMatch } from '$api/types';

type Names = (id: string) => string;

const list = (words: string[]): string => (words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`);

/** "SEV2 or worse, about checkout or ledger, that say pay|refund". */
export function matchWords(match: IncidentMatch, severityName: Names): string {
  const parts: string[] = [];
  if (match.severity) parts.push(match.severity === 'sev1' ? severityName('sev1') : `${severityName(match.severity)} or worse`);
  if (match.services?.length) parts.push(`about ${list(match.services)}`);
  if (match.words) parts.push(`that say “${match.words}”`);
  const kinds = (match.kinds ?? []).filter((kind) => kind !== 'normal');
  if (kinds.length) parts.push(`also ${list(kinds.map((kind) => ({ drill: 'drills', maintenance: 'maintenance', near_miss: 'near misses' })[kind as string] ?? kind))}`);
  return parts.length ? parts.join(', ') : 'every incident';
}

/** "at once", "after 5 min", "after 2 h". */
export function delayWords(minutes: number): string {
  if (minutes === 0) return 'at once';
  return minutes % 60 === 0 ? `after ${minutes / 60} h` : `after ${minutes} min`;
}

export interface Whom {
  person: Names;
  team: Names;
  role: Names;
  endpoint: Names;
}
export function whomWords(step: EscalationPolicy['steps'][number], names: Whom): string {
  const all = [...(step.people ?? []).map(names.person), ...(step.teams ?? []).map(names.team), ...(step.roles ?? []).map((id) => `the ${names.role(id).toLowerCase()}`)];
  if (step.endpoint) all.push(names.endpoint(step.endpoint));
  return all.join(', ');
}

export interface Standing {
  text: string;
  tone: 'danger' | 'good' | 'plain';
}
/** What a climb comes to, in a line. */
export function standingWords(climb: Pick<Escalation, 'state' | 'ended_by' | 'taken'>): Standing {
  if (climb.state === 'running') return { text: climb.taken.length ? 'Nobody has acknowledged' : 'Waiting for somebody to acknowledge', tone: 'danger' };
  if (climb.state === 'exhausted') return { text: 'Everybody was told, nobody acknowledged', tone: 'danger' };
  if (climb.state === 'acknowledged') return { text: climb.ended_by ? `Acknowledged by ${climb.ended_by}` : 'Acknowledged', tone: 'good' };
  return { text: 'Ended: nobody needs to be called any more', tone: 'plain' };
}
