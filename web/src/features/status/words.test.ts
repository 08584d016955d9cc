// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { affectedOf, instantOf, localOf, nextStage, slugOf } from './words';

it('makes an address from a name', () => {
  expect(slugOf('The Shop & Co.')).toBe('the-shop-co');
  expect(slugOf('Größe')).toBe('gro-e');
  expect(slugOf('  ')).toBe('');
});

it('knows what comes next', () => {
  expect(nextStage('investigating')).toBe('identified');
  expect(nextStage('resolved')).toBe('resolved');
  expect(nextStage('scheduled')).toBe('in_progress');
});

it('leaves out what works', () => {
  expect(affectedOf({ a: 'operational', b: 'major_outage' })).toEqual([{ id: 'b', state: 'major_outage' }]);
});

it('turns local times into instants and back', () => {
  expect(instantOf('')).toBeNull();
  const at = '2026-11-23T10:42:00.000Z';
  expect(instantOf(localOf(at))).toBe(at);
});
