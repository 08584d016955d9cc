// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { ActionItem } from '$api/types';
import { checkWords, dueWords, inOrder, pressureOf, quickAction, shareWords, spanWords } from './words';

const now = new Date('2026-03-10T12:00:00Z');
const action = (change: Partial<ActionItem>) => ({ number: 1, state: 'open', due_at: '2026-03-20T12:00:00Z', overdue: false, ...change }) as ActionItem;

describe('a line as it is typed', () => {
  const people = ['Ana Alba', 'Bo Berg'];
  it('takes priority, type and owner out of the title', () => {
    expect(quickAction('Add a limit to the queue !p1 #det @be', people)).toEqual({ title: 'Add a limit to the queue', priority: 'p1', type: 'detect', owner: 'Bo Berg' });
  });
  it('leaves what it does not know in the title', () => {
    expect(quickAction('Ask @nobody about issue #12 !now', people)).toEqual({ title: 'Ask @nobody about issue #12 !now' });
  });
});

describe('how pressing an action is', () => {
  it('follows the clock, not only the answer', () => {
    expect(pressureOf(action({ due_at: '2026-03-10T11:00:00Z' }), now)).toBe('overdue');
    expect(pressureOf(action({ due_at: '2026-03-12T11:00:00Z' }), now)).toBe('soon');
    expect(pressureOf(action({}), now)).toBe('calm');
    expect(pressureOf(action({ state: 'done', due_at: '2026-03-01T11:00:00Z' }), now)).toBe('closed');
  });
  it('is said in days or hours', () => {
    expect(dueWords(new Date('2026-03-07T12:00:00Z'), now)).toBe('3 days late');
    expect(dueWords(new Date('2026-03-10T17:00:00Z'), now)).toBe('in 5 h');
  });
});

it('puts late ones first and closed ones last', () => {
  const all = [action({ number: 1, state: 'done', due_at: '2026-01-01T00:00:00Z' }), action({ number: 2 }), action({ number: 3, due_at: '2026-03-01T00:00:00Z' })];
  expect(inOrder(all).map((one) => one.number)).toEqual([3, 2, 1]);
});

it('says checks and figures in words', () => {
  expect(checkWords({ kind: 'alert_quiet', alert: 'DiskFull', service: 'api', days: 30 })).toBe('Alert DiskFull stays quiet on api for 30 days');
  expect(checkWords({ kind: 'drill_passed', minutes: 10 })).toBe('A drill of the incident is passed: recognised, and the right next step named, within 10 minutes');
  expect(checkWords({ kind: 'drill_passed', minutes: null })).toBe('A drill of the incident is passed');
  expect(shareWords(0.826)).toBe('83 %');
  expect(shareWords(null)).toBe('–');
  expect(spanWords(90_000)).toBe('1 day');
  expect(spanWords(7200)).toBe('2 h');
});
