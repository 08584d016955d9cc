// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { citationFor, citationsIn } from './cite';

const text = 'It broke [T1](#entry-17), then more [T4](#entry-20), and again [T9](#entry-17).';

it('reuses the label of an entry, else takes the next', () => {
  expect(citationFor('20', text)).toBe('[T4](#entry-20)');
  expect(citationFor('33', text)).toBe('[T10](#entry-33)');
  expect(citationFor('33', '')).toBe('[T1](#entry-33)');
});
it('lists each cited entry once', () => {
  expect(citationsIn(text)).toEqual([{ label: 'T1', entry: '17' }, { label: 'T4', entry: '20' }]);
});
