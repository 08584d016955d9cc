// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { standingOf, summaryOf, type Reviewer } from './verdicts';

const reviewer = (verdict: Reviewer['verdict'], current = true, person = 'Bo Berg'): Reviewer => ({ user_id: person, person, asked_by: 'Ada', asked_at: '2026-11-23T10:00:00Z', verdict, text: '', given_at: null, current });

it('takes a verdict about an earlier text as stale', () => {
  expect(standingOf(reviewer('approved', false))).toBe('stale');
  expect(standingOf(reviewer('approved'))).toBe('approved');
  expect(standingOf(reviewer(null, false))).toBe('waiting');
});
it('sums up: objections first', () => {
  expect(summaryOf([])).toBe('Nobody asked');
  expect(summaryOf([reviewer('approved'), reviewer(null)])).toBe('1 of 2 approved');
  expect(summaryOf([reviewer('approved'), reviewer('changes')])).toBe('Bo Berg asks for changes');
  expect(summaryOf([reviewer('changes', false)])).toBe('0 of 1 approved');
});
