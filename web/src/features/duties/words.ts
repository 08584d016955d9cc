// SPDX-License-Identifier: Apache-2.0
// How duties and rules are said in words. Pure.
import type { Duty, DutyRule } from '$api/types';
import { plural, shortDuration } from '$ui/time';

export type Pressure = 'overdue' | 'soon' | 'calm' | 'done' | 'waived';

const soonMs = 48 * 3_600_000;

/** How pressing a duty is at a moment; the server's word on `overdue` is as old as its answer. */
export function pressureOf(duty: Pick<Duty, 'state' | 'due_at' | 'overdue'>, now: Date): Pressure {
  if (duty.state !== 'open') return duty.state;
  const left = new Date(duty.due_at).getTime() - now.getTime();
  return duty.overdue || left < 0 ? 'overdue' : left < soonMs ? 'soon' : 'calm';
}

/** "in 3 days", "today", "tomorrow", "4 days overdue" */
export function dueInWords(dueAt: Date, now: Date): string {
  const left = dueAt.getTime() - now.getTime();
  const distance = Math.abs(left);
  const days = Math.round(distance / 86_400_000);
  if (left < 0) return distance < 86_400_000 ? `${Math.max(1, Math.round(distance / 3_600_000))} h overdue` : `${plural(days, 'day')} overdue`;
  return distance < 86_400_000 ? `in ${Math.max(1, Math.round(distance / 3_600_000))} h` : `in ${plural(days, 'day')}`;
}

/** "3.2 days", "5 h 10 min"; a dash when there is nothing to measure. */
export function spreadInWords(seconds: number | null): string {
  if (seconds === null) return '–';
  return seconds >= 2 * 86_400 ? `${(seconds / 86_400).toFixed(1)} days` : shortDuration(seconds);
}

/** The conditions of a rule, all of which must hold: "SEV1 or SEV2, and it lasted 30 min" */
export function conditionsOf(rule: DutyRule, severityName: (id: string) => string): string {
  const parts: string[] = [];
  if (rule.severities?.length) parts.push(rule.severities.map(severityName).join(' or '));
  if (rule.near_miss) parts.push('it is a near miss');
  if (rule.customer_impact) parts.push('customers were affected');
  if (rule.data_loss) parts.push('data was lost');
  if (rule.minutes) parts.push(`it lasted ${rule.minutes % 60 === 0 ? `${rule.minutes / 60} h` : `${rule.minutes} min`}`);
  const all = parts.join(', and ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** What is wrong with a list of rules, by the place of the rule; the server says it, too. New rules have no id yet. */
export function problemsOf(rules: readonly DutyRule[]): Map<number, string> {
  const found = new Map<number, string>();
  const seen = new Set<string>();
  rules.forEach((rule, at) => {
    if (!rule.name.trim()) found.set(at, 'Give the rule a name.');
    else if (!rule.severities?.length && !rule.minutes && !rule.customer_impact && !rule.data_loss && !rule.near_miss) found.set(at, 'Set at least one condition: without one it would hold for every incident.');
    else if (!Number.isInteger(rule.working_days ?? 5) || (rule.working_days ?? 5) < 0 || (rule.working_days ?? 5) > 365) found.set(at, 'Working days are a whole number from 0 to 365.');
    else if (rule.minutes !== null && rule.minutes !== undefined && (!Number.isInteger(rule.minutes) || rule.minutes < 1 || rule.minutes > 525_600)) found.set(at, 'Minutes are a whole number from 1 to 525,600.');
    else if (rule.id && seen.has(rule.id)) found.set(at, 'Another rule has this id.');
    seen.add(rule.id);
  });
  return found;
}

/** An id for a new rule, made from its name: letters, digits and `_`, unlike the ids that are taken. */
export function idFor(name: string, taken: readonly string[]): string {
  const base = name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 44) || 'rule';
  let id = base;
  for (let next = 2; taken.includes(id); next += 1) id = `${base}_${next}`;
  return id;
}
