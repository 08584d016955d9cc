// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { citationFinder } from './citations';

const citedBy = citationFinder([{ label: 'T1', entry: '17' }, { label: 'T2', entry: 'entry-18' }]);

it('finds the entry that a link cites', () => {
  expect(citedBy('#entry-17', 'T1')?.label).toBe('T1');
  expect(citedBy('#entry-18', '[T2]')?.label).toBe('T2');
});
it('falls back on the label when the entry was numbered anew', () => {
  expect(citedBy('#entry-99', 'T1')?.label).toBe('T1');
});
it('leaves other links alone', () => {
  expect(citedBy('#section-impact', 'T1')).toBeNull();
  expect(citedBy('https://example.org/', 'T1')).toBeNull();
});
