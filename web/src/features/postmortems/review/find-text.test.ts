// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { asShown } from './find-text';

it('shows a quotation as readers see it', () => {
  expect(asShown('## The **pool** was\nempty [T1](#entry-7)')).toBe('The pool was empty T1');
  expect(asShown('> - `idle` connections')).toBe('- idle connections');
});
