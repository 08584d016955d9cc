// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { kindOf, part, scoreText } from './findings';

it('names kinds that it knows and those that it does not', () => {
  expect(kindOf('vanished_template').name).toBe('Gone');
  expect(kindOf('slow_requests')).toEqual({ name: 'Slow requests', tone: 'plain' });
});
it('measures scores against the highest', () => {
  expect([part(10, 10), part(5, 10), part(0.01, 10), part(0, 10), part(1, 0)]).toEqual([100, 50, 4, 0, 0]);
});
it.each([[48.24, '48'], [4.12, '4.1'], [0.031, '0.03']])('writes the score %d as %s', (score, text) => expect(scoreText(score)).toBe(text));
