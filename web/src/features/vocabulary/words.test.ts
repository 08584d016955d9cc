// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { idFor, moved, placeFor } from './words';

test('ids are made of names', () => {
  expect(idFor('Security lead', [])).toBe('security_lead');
  expect(idFor('Überprüfung', [])).toBe('uberprufung');
  expect(idFor('3rd party', [])).toBe('rd_party');
  expect(idFor('???', [])).toBe('word');
  expect(idFor('Region', ['region', 'region_2'])).toBe('region_3');
});

test('states move within their phase only', () => {
  const states = [{ id: 'a', phase: 'triage' }, { id: 'b', phase: 'active' }, { id: 'c', phase: 'active' }];
  expect(moved(states, 2, -1).map((state) => state.id)).toEqual(['a', 'c', 'b']);
  expect(moved(states, 1, -1).map((state) => state.id)).toEqual(['a', 'b', 'c']);
  expect(moved(states, 2, 1).map((state) => state.id)).toEqual(['a', 'b', 'c']);
});

test('a new state stands behind those of its phase', () => {
  expect(placeFor([{ phase: 'triage' }, { phase: 'active' }, { phase: 'closed' }], 'active')).toBe(2);
});
