// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { iconOf, inOneLine } from './icons';

it('knows kinds by their topic, and every other as a bell', () => {
  expect(iconOf('comment.added')).toBe('message');
  expect(iconOf('postmortem.overdue')).toBe('alert');
  expect(iconOf('comet.seen')).toBe('bell');
});
it('puts a quotation and what is said about it on one line', () => {
  expect(inOneLine('> The pool\n> was empty\n\nWhich pool?')).toBe('The pool was empty Which pool?');
});
