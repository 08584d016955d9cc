// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { futureOf, pastOf, spanOf } from './clockWords';
import { parse, type Known } from './commands';
import { complete } from './complete';

const known: Known = {
  now: new Date('2026-05-04T11:00:00Z'),
  zone: 'utc',
  me: 'Ana Ahn',
  people: ['Ana Ahn', 'Bo Berg', 'Bo', 'Cy Cole', 'Cy Dahl'],
  roles: [{ id: 'incident_commander', name: 'Incident commander' }, { id: 'deputy', name: 'Deputy' }, { id: 'scribe', name: 'Scribe' }, { id: 'communications', name: 'Communications lead' }, { id: 'subject_expert', name: 'Subject matter expert' }],
  severities: [1, 2, 3, 4, 5].map((rank) => ({ id: `sev${rank}`, name: `SEV${rank}` })),
  states: [{ id: 'investigating', name: 'Investigating' }, { id: 'identified', name: 'Identified' }, { id: 'monitoring', name: 'Monitoring' }],
  milestones: [{ id: 'started', name: 'Started' }, { id: 'mitigated', name: 'Mitigated' }, { id: 'identified', name: 'Identified' }],
};
const of = (line: string) => parse(line, known);
const command = (line: string) => {
  const parsed = of(line);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.command;
};
const at = (line: string) => {
  const parsed = of(line);
  return 'error' in parsed ? parsed.error : (parsed.at?.toISOString() ?? null);
};
const error = (line: string) => {
  const parsed = of(line);
  return 'error' in parsed ? parsed.error : null;
};

describe('times', () => {
  it('reads spans', () => {
    expect([spanOf('20m'), spanOf('90s'), spanOf('2h'), spanOf('1h30'), spanOf('15'), spanOf('soon')]).toEqual([1_200_000, 90_000, 7_200_000, 5_400_000, 900_000, null]);
  });
  it('takes a time of the day as the last one, or the next', () => {
    expect(pastOf('10:42', known.now, 'utc')?.toISOString()).toBe('2026-05-04T10:42:00.000Z');
    expect(pastOf('23:50', known.now, 'utc')?.toISOString()).toBe('2026-05-03T23:50:00.000Z');
    expect(pastOf('-5m', known.now, 'utc')?.toISOString()).toBe('2026-05-04T10:55:00.000Z');
    expect(pastOf('25:00', known.now, 'utc')).toBeNull();
    expect(futureOf('10:42', known.now, 'utc')?.toISOString()).toBe('2026-05-05T10:42:00.000Z');
    expect(futureOf('in 20m', known.now, 'utc')?.toISOString()).toBe('2026-05-04T11:20:00.000Z');
  });
});

describe('a line', () => {
  it('is a note, back-dated by a time in front', () => {
    expect(command('It is slow')).toEqual({ type: 'note', kind: 'note', text: 'It is slow' });
    expect(at('10:42 It is slow')).toBe('2026-05-04T10:42:00.000Z');
    expect(command('10:42 It is slow')).toMatchObject({ text: 'It is slow' });
    expect(at('-5m /decision We roll back')).toBe('2026-05-04T10:55:00.000Z');
    expect(command('-5m /decision We roll back')).toEqual({ type: 'note', kind: 'decision', text: 'We roll back' });
    expect(error('10:42')).toContain('what happened');
    expect(command('50% of the orders fail')).toMatchObject({ type: 'note', text: '50% of the orders fail' });
  });
  it('gives tasks with an owner and a time, in any order', () => {
    const task = { type: 'task', title: 'Look at the pool', owner: 'Bo Berg', due: new Date('2026-05-04T11:20:00Z') };
    expect(command('/task Look at the pool @Bo Berg in 20m')).toEqual(task);
    expect(command('/task Look at the pool in 20 min @bo berg')).toEqual(task);
    expect(command('/task @Bo Berg Look at the pool in 20m')).toEqual(task);
    expect(command('/task Look @me by 11:30')).toEqual({ type: 'task', title: 'Look', owner: 'Ana Ahn', due: new Date('2026-05-04T11:30:00Z') });
    expect(command('/task Look')).toEqual({ type: 'task', title: 'Look', owner: null, due: null });
    expect(command('/task Look @"Dr. Who"')).toMatchObject({ title: 'Look', owner: 'Dr. Who' });
    expect(command('/task Mail ops@example.org')).toMatchObject({ title: 'Mail ops@example.org', owner: null });
    expect(error('/task @Bo')).toContain('what is to be done');
    expect(error('/task Look @Zed')).toContain('Nobody is called Zed');
    expect(error('/task Look @Cy')).toContain('Cy Cole, Cy Dahl');
  });
  it('gives roles by their usual names', () => {
    expect(command('/role commander @Bo')).toEqual({ type: 'role', role: 'incident_commander', person: 'Bo' });
    expect(command('/role comms @Ana')).toEqual({ type: 'role', role: 'communications', person: 'Ana Ahn' });
    expect(command('/role scribe')).toEqual({ type: 'role', role: 'scribe', person: 'Ana Ahn' });
    expect(command('/role subject_expert @Cy Cole')).toMatchObject({ role: 'subject_expert', person: 'Cy Cole' });
    expect(error('/role emperor @Bo')).toContain('no role “emperor”');
    expect(error('/role scribe @Bo at once')).toContain('not understood');
    expect(command('/hand-over commander @Bo')).toEqual({ type: 'open', form: 'hand-over', role: 'incident_commander', person: 'Bo' });
  });
  it('changes severity and state', () => {
    expect(command('/sev 1')).toEqual({ type: 'severity', severity: 'sev1' });
    expect(command('/sev2')).toEqual({ type: 'severity', severity: 'sev2' });
    expect(command('/sev none')).toEqual({ type: 'severity', severity: null });
    expect(error('/sev 9')).toContain('/sev 1');
    expect(command('/state mon')).toEqual({ type: 'state', state: 'monitoring' });
    expect(error('/state i')).toContain('no state');
  });
  it('links, divides and reopens', () => {
    expect(command('/link INC-41 the same pool')).toEqual({ type: 'link', relation: 'related', other: 41, reason: 'the same pool' });
    expect(command('/duplicate 41')).toEqual({ type: 'link', relation: 'duplicate_of', other: 41, reason: '' });
    expect(command('/sub Restore the orders')).toEqual({ type: 'sub', title: 'Restore the orders' });
    expect(command('/reopen orders fail again')).toEqual({ type: 'reopen', reason: 'orders fail again' });
    for (const line of ['/link', '/duplicate it', '/sub', '/reopen']) expect(error(line)).toContain('Say');
  });
  it('sets milestones at a time', () => {
    expect(command('/mitigated')).toEqual({ type: 'milestone', name: 'mitigated' });
    expect(at('/mitigated')).toBeNull();
    expect(at('/mitigated 10:42')).toBe('2026-05-04T10:42:00.000Z');
    expect(at('10:42 /mitigated')).toBe('2026-05-04T10:42:00.000Z');
    expect(at('/mitigated -5m')).toBe('2026-05-04T10:55:00.000Z');
    expect(error('/mitigated soonish')).toContain('no time');
  });
  it('tells those who wait', () => {
    expect(command('/update customer Orders fail | We look | Try later next in 30m')).toEqual({ type: 'update', audience: 'customer', conditions: 'Orders fail', actions: 'We look', needs: 'Try later', next: new Date('2026-05-04T11:30:00Z') });
    expect(command('/update Orders fail')).toEqual({ type: 'update', audience: 'internal', conditions: 'Orders fail', actions: '', needs: '', next: null });
    expect(command('/update exec')).toEqual({ type: 'open', form: 'update', audience: 'executive' });
    expect(error('/update | We look')).toContain('the case');
  });
  it('says what it does not know', () => {
    expect(error('/frobnicate')).toContain('no command /frobnicate');
    expect(error('/decision')).toContain('/decision text');
    expect(error('  ')).toContain('Write something');
  });
});

describe('completion', () => {
  const texts = (line: string) => complete(line, line.length, known).map((each) => each.text);
  it('offers commands, and milestones among them', () => {
    expect(texts('/')).toContain('/task');
    expect(texts('/mi')).toEqual(['/mitigated']);
    expect(texts('-5m /dec')).toEqual(['/decision']);
    expect(texts('a / b')).toEqual([]);
  });
  it('offers people behind an @ in a command', () => {
    expect(texts('/task Look @c')).toEqual(['Cy Cole', 'Cy Dahl']);
    expect(complete('/task Look @c', 13, known)[0]).toMatchObject({ line: '/task Look @Cy Cole ', caret: 20 });
    expect(texts('mail @c')).toEqual([]);
  });
  it('offers what a command takes', () => {
    expect(texts('/role com')).toEqual(['Incident commander', 'Communications lead']);
    expect(texts('/update c')).toEqual(['customer']);
    expect(texts('/sev ')).toHaveLength(5);
    expect(complete('/role dep @Bo', 9, known)[0]?.line).toBe('/role deputy @Bo');
  });
});
