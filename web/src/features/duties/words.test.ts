// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { DutyRule } from '$api/types';
import { conditionsOf, dueInWords, idFor, pressureOf, problemsOf, spreadInWords } from './words';

const now = new Date('2026-11-23T10:00:00Z');
const due = (at: string, state: 'open' | 'done' = 'open') => ({ due_at: at, state, overdue: false });

describe('a duty', () => {
  it('presses more the nearer its date is', () => {
    expect(pressureOf(due('2026-11-30T10:00:00Z'), now)).toBe('calm');
    expect(pressureOf(due('2026-11-24T10:00:00Z'), now)).toBe('soon');
    expect(pressureOf(due('2026-11-23T09:59:00Z'), now)).toBe('overdue');
    expect(pressureOf(due('2026-11-01T10:00:00Z', 'done'), now)).toBe('done');
  });
  it('says when it is due', () => {
    expect(dueInWords(new Date('2026-11-26T10:00:00Z'), now)).toBe('in 3 days');
    expect(dueInWords(new Date('2026-11-23T15:00:00Z'), now)).toBe('in 5 h');
    expect(dueInWords(new Date('2026-11-19T10:00:00Z'), now)).toBe('4 days overdue');
    expect(dueInWords(new Date('2026-11-23T09:30:00Z'), now)).toBe('1 h overdue');
  });
  it('says how long it took', () => {
    expect(spreadInWords(null)).toBe('–');
    expect(spreadInWords(3.25 * 86_400)).toBe('3.3 days');
    expect(spreadInWords(42)).toBe('42 s');
  });
});

describe('rules', () => {
  const rule = (change: Partial<DutyRule>) => ({ id: 'a', name: 'A', enabled: true, severities: [], minutes: null, customer_impact: false, data_loss: false, near_miss: false, owner_role: 'incident_commander', owner: null, working_days: 5, ...change }) as DutyRule;
  it('are said in words', () => {
    expect(conditionsOf(rule({ severities: ['sev1', 'sev2'], minutes: 120, customer_impact: true }), (id) => id.toUpperCase())).toBe('SEV1 or SEV2, and customers were affected, and it lasted 2 h');
  });
  it('need a name, a condition and whole numbers, and ids of their own', () => {
    expect([...problemsOf([rule({ name: ' ' }), rule({}), rule({ data_loss: true, working_days: 1.5 }), rule({ data_loss: true, minutes: 0.5 })]).keys()]).toEqual([0, 1, 2, 3]);
    expect(problemsOf([rule({ data_loss: true }), rule({ near_miss: true })]).get(1)).toMatch(/id/);
    expect(problemsOf([rule({ data_loss: true })]).size).toBe(0);
  });
  it('get ids from their names', () => {
    expect(idFor('Größer: SEV1!', [])).toBe('gro_er_sev1');
    expect(idFor('Long', ['long', 'long_2'])).toBe('long_3');
    expect(idFor('…', [])).toBe('rule');
  });
});
