// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { highlight } from './highlight';

const hits = (text: string, query: string) => highlight(text, query).filter((part) => part.hit).map((part) => part.text);

it('marks the words of the query, whatever their case and ending', () => {
  expect(hits('Databases were Deadlocked', 'database deadlock')).toEqual(['Databases', 'Deadlocked']);
});
it('keeps the text whole', () => {
  expect(highlight('a (b) c-d', 'zz').map((part) => part.text).join('')).toBe('a (b) c-d');
});
it('marks nothing without a query, and takes no pattern from it', () => {
  expect(hits('anything', '')).toEqual([]);
  expect(hits('a.c abc', '.*')).toEqual([]);
});
