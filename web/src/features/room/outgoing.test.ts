// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Incident } from '$api/types';
import type { Known } from './commands';
import { outgoing, undoing } from './outgoing';

const known: Known = { now: new Date('2026-05-04T11:00:00Z'), zone: 'utc', me: 'Ana', people: [], roles: [{ id: 'scribe', name: 'Scribe' }], severities: [{ id: 'sev1', name: 'SEV1' }], states: [], milestones: [{ id: 'mitigated', name: 'Mitigated' }] };
const before = { number: 7, severity: 'sev3', state: 'investigating', milestones: [{ name: 'mitigated', at: '2026-05-04T10:00:00Z' }], roles: [{ role: 'scribe', person: 'Bo', until: null }] } as unknown as Incident;
const typed = '2026-05-04T11:00:00.000Z';

describe('what is sent', () => {
  it('happened when it was typed, unless the line says another time', () => {
    expect(outgoing({ type: 'note', kind: 'decision', text: 'Roll back' }, null, 7, known)).toEqual({ note: { kind: 'decision', text: 'Roll back', occurred_at: typed } });
    expect(outgoing({ type: 'severity', severity: 'sev1' }, new Date('2026-05-04T10:30:00Z'), 7, known)).toEqual({
      note: { kind: 'severity', text: 'Severity set to SEV1', occurred_at: '2026-05-04T10:30:00.000Z' },
      sent: { method: 'PATCH', path: '/incidents/7', body: { severity: 'sev1', occurred_at: '2026-05-04T10:30:00.000Z' } },
    });
  });
  it('links incidents, and closes a duplicate', () => {
    expect(outgoing({ type: 'link', relation: 'duplicate_of', other: 41, reason: '' }, null, 7, known).sent).toEqual({ method: 'POST', path: '/incidents/7/relations', body: { relation: 'duplicate_of', other: 41, close: true } });
    expect(outgoing({ type: 'link', relation: 'related', other: 41, reason: 'the pool' }, null, 7, known).note.text).toBe('Related to INC-41: the pool');
    expect(outgoing({ type: 'sub', title: 'Orders' }, null, 7, known).sent?.path).toBe('/incidents/7/sub-incidents');
    expect(outgoing({ type: 'reopen', reason: 'again' }, null, 7, known).sent?.body).toMatchObject({ state: 'investigating', reason: 'again' });
  });
  it('looks as it will read', () => {
    const task = outgoing({ type: 'task', title: 'Look', owner: 'Bo', due: new Date('2026-05-04T11:20:00Z') }, null, 7, known);
    expect(task.note.text).toBe('Task for Bo: Look (due 11:20 UTC)');
    expect(task.sent?.body).toEqual({ title: 'Look', owner: 'Bo', due_at: '2026-05-04T11:20:00.000Z', occurred_at: typed });
    expect(outgoing({ type: 'milestone', name: 'mitigated' }, null, 7, known).note.text).toBe('Mitigated at 11:00 UTC');
    expect(outgoing({ type: 'update', audience: 'customer', conditions: 'It fails', actions: '', needs: '', next: null }, null, 7, known).note.text).toBe('Update for customers: It fails');
  });
});

describe('taking back', () => {
  it('brings the former value', () => {
    expect(undoing({ type: 'severity', severity: 'sev1' }, before, {})?.body).toEqual({ severity: 'sev3' });
    expect(undoing({ type: 'milestone', name: 'mitigated' }, before, {})?.body).toEqual({ at: '2026-05-04T10:00:00Z' });
    expect(undoing({ type: 'role', role: 'scribe', person: 'Cy' }, before, {})?.body).toEqual({ role: 'scribe', person: 'Bo' });
  });
  it('drops tasks and sets hypotheses aside', () => {
    expect(undoing({ type: 'task', title: 'x', owner: null, due: null }, before, { id: 't1' })).toMatchObject({ path: '/incidents/7/tasks/t1', body: { state: 'dropped' } });
    expect(undoing({ type: 'hypothesis', text: 'x' }, before, { id: 'h1' })).toMatchObject({ path: '/incidents/7/hypotheses/h1' });
  });
  it('cannot unsay an update', () => {
    expect(undoing({ type: 'update', audience: 'internal', conditions: 'x', actions: '', needs: '', next: null }, before, {})).toBeNull();
  });
});
