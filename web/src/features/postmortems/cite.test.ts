// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { citationFor } from './cite';

it('reuses the label of an entry, else takes the next', () => {
  const text = 'It broke [T1](#entry-17), then more [T4](#entry-20).';
  expect(citationFor('20', text)).toBe('[T4](#entry-20)');
  expect(citationFor('33', text)).toBe('[T5](#entry-33)');
  expect(citationFor('33', '')).toBe('[T1](#entry-33)');
});
