// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { endOf, movedBy, problemOf, withDays, type Step } from './words';

const steps: Step[] = [
  { id: 'draft', name: 'Write the draft', days: { sev1: 2, otherwise: 5 } },
  { id: 'call_back', name: 'Call the customers back', days: { sev1: 1 } },
];

it('says what ends a step', () => {
  expect(endOf('review')).toContain('meeting');
  expect(endOf('call_back')).toBe('Done when somebody ticks it.');
});

it('changes the days of one severity and leaves the others', () => {
  expect(withDays(steps[0]!.days, 'sev1', '4')).toEqual({ sev1: 4, otherwise: 5 });
  expect(withDays(steps[0]!.days, 'sev1', ' ')).toEqual({ otherwise: 5 });
});

it('finds what the server would refuse', () => {
  expect(problemOf(steps)).toBeNull();
  expect(problemOf([...steps, { id: '', name: ' ', days: {} }])?.at).toBe(2);
  for (const days of [-1, 251, 1.5, Number.NaN]) expect(problemOf([{ id: 'x', name: 'X', days: { sev1: days } }])?.at).toBe(0);
});

it('moves a step by one place and not beyond the ends', () => {
  expect(movedBy(steps, 1, -1).map((step) => step.id)).toEqual(['call_back', 'draft']);
  expect(movedBy(steps, 0, -1)).toEqual(steps);
});
