// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { mentionAt, namesLike, withMention } from './mention';

it('begins at an @ before a word, not within one', () => {
  expect(mentionAt('see @Bo', 7)).toEqual({ from: 4, typed: 'Bo' });
  expect(mentionAt('@', 1)).toEqual({ from: 0, typed: '' });
  expect(mentionAt('@Bo Be', 6)).toEqual({ from: 0, typed: 'Bo Be' });
  expect(mentionAt('a@example.org', 13)).toBeNull();
  expect(mentionAt('@Bo Berg and', 12)).toBeNull();
});
it('finds people by any of their names', () => {
  expect(namesLike(['Ada Adler', 'Bo Berg', 'Berta Bo'], 'bo')).toEqual(['Bo Berg', 'Berta Bo']);
  expect(namesLike(['Ada Adler', 'Bo Berg'], 'Bo B')).toEqual(['Bo Berg']);
});
it('puts the whole name in place of what was typed', () => {
  expect(withMention('see @B, please', 6, { from: 4, typed: 'B' }, 'Bo Berg')).toEqual({ text: 'see @Bo Berg , please', caret: 13 });
});
