// SPDX-License-Identifier: Apache-2.0
// What is sent for a command, how it looks until the server has it, and how it is taken back. Pure.
import type { Hypothesis, Incident, Task } from '$api/types';
import type { PendingNote, Sent } from '$features/timeline/pending';
import { shortTime, zoneName, type Zone } from '$ui/time';
import type { Command, Known } from './commands';

export type Sendable = Exclude<Command, { type: 'open' }>;

export interface Outgoing {
  note: PendingNote['note'];
  sent?: Sent;
}

const audienceNames = { internal: 'the house', executive: 'executives', customer: 'customers' } as const;
const nameOf = (all: readonly { id: string; name: string }[], id: string | null) => all.find((each) => each.id === id)?.name ?? id ?? 'none';
const clock = (at: Date, zone: Zone) => `${shortTime(at, zone)} ${zoneName(at, zone)}`;

/** The command in words: what is about to be recorded. */
export function describe(command: Sendable, at: Date | null, known: Known): string {
  switch (command.type) {
    case 'note':
      return command.text;
    case 'hypothesis':
      return command.text;
    case 'task':
      return `${command.owner ? `Task for ${command.owner}` : 'Task'}: ${command.title}${command.due ? ` (due ${clock(command.due, known.zone)})` : ''}`;
    case 'role':
      return `${command.person} takes the role ${nameOf(known.roles, command.role)}`;
    case 'severity':
      return command.severity ? `Severity set to ${nameOf(known.severities, command.severity)}` : 'Severity removed';
    case 'state':
      return `State: ${nameOf(known.states, command.state)}`;
    case 'milestone':
      return `${nameOf(known.milestones, command.name)} at ${clock(at ?? known.now, known.zone)}`;
    case 'link':
      return `${command.relation === 'related' ? 'Related to' : 'Closed as a duplicate of'} INC-${command.other}${command.reason ? `: ${command.reason}` : ''}`;
    case 'sub':
      return `Sub-incident: ${command.title}`;
    case 'reopen':
      return `Reopened: ${command.reason}`;
    case 'update':
      return [`Update for ${audienceNames[command.audience]}: ${command.conditions}`, command.actions && `Actions: ${command.actions}`, command.needs && `Needs: ${command.needs}`, command.next && `Next update by ${clock(command.next, known.zone)}`].filter(Boolean).join('\n');
  }
}

const kinds: Record<Sendable['type'], string> = { note: 'note', hypothesis: 'hypothesis', task: 'task', role: 'role', severity: 'severity', state: 'state', milestone: 'milestone', update: 'update', link: 'link', sub: 'link', reopen: 'state' };

/** `known.now` is when it was typed, and when it is said to have happened unless the line says another time. */
export function outgoing(command: Sendable, at: Date | null, number: number, known: Known): Outgoing {
  const occurred_at = (at ?? known.now).toISOString();
  const note = { kind: command.type === 'note' ? command.kind : kinds[command.type], text: describe(command, at, known), occurred_at };
  const base = `/incidents/${number}`;
  const sent = (method: Sent['method'], path: string, body: Record<string, unknown>): Outgoing => ({ note, sent: { method, path: base + path, body } });
  switch (command.type) {
    case 'note':
      return { note };
    case 'hypothesis':
      return sent('POST', '/hypotheses', { text: command.text, occurred_at });
    case 'task':
      return sent('POST', '/tasks', { title: command.title, ...(command.owner ? { owner: command.owner } : {}), ...(command.due ? { due_at: command.due.toISOString() } : {}), occurred_at });
    case 'role':
      return sent('POST', '/roles', { role: command.role, person: command.person, from: occurred_at });
    case 'severity':
      return sent('PATCH', '', { severity: command.severity, occurred_at });
    case 'state':
      return sent('PATCH', '', { state: command.state, occurred_at });
    case 'milestone':
      return sent('PUT', `/milestones/${command.name}`, { at: occurred_at });
    case 'link':
      return sent('POST', '/relations', { relation: command.relation, other: command.other, ...(command.reason ? { reason: command.reason } : {}), ...(command.relation === 'duplicate_of' ? { close: true } : {}) });
    case 'sub':
      return sent('POST', '/sub-incidents', { title: command.title });
    case 'reopen': {
      const state = known.states.find((each) => each.phase === 'active');
      return sent('PATCH', '', { state: state?.id ?? 'investigating', reason: command.reason, occurred_at });
    }
    case 'update':
      return sent('POST', '/updates', { audience: command.audience, conditions: command.conditions, actions: command.actions, needs: command.needs, ...(command.next ? { next_at: command.next.toISOString() } : {}), occurred_at });
  }
}

/** What takes it back once the server has answered, if anything does. An update that was read cannot be unread. */
export function undoing(command: Sendable, before: Incident, answer: unknown): Sent | null {
  const base = `/incidents/${before.number}`;
  switch (command.type) {
    case 'task':
      return { method: 'PATCH', path: `${base}/tasks/${(answer as Task).id}`, body: { state: 'dropped', note: 'Taken back' } };
    case 'hypothesis':
      return { method: 'PATCH', path: `${base}/hypotheses/${(answer as Hypothesis).id}`, body: { state: 'set_aside', reason: 'Taken back' } };
    case 'severity':
      return { method: 'PATCH', path: base, body: { severity: before.severity } };
    case 'state':
      return { method: 'PATCH', path: base, body: { state: before.state, reason: 'Taken back' } };
    case 'milestone': {
      const was = before.milestones.find((each) => each.name === command.name);
      return was ? { method: 'PUT', path: `${base}/milestones/${command.name}`, body: { at: was.at } } : null;
    }
    case 'link':
      return command.relation === 'related' ? { method: 'DELETE', path: `${base}/relations/${(answer as { id: string }).id}`, body: {} } : null;
    case 'role': {
      const was = before.roles.find((each) => each.role === command.role && each.until === null);
      return was && was.person !== command.person ? { method: 'POST', path: `${base}/roles`, body: { role: command.role, person: was.person } } : null;
    }
    default:
      return null;
  }
}
