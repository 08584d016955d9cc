// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { authorsOf } from './author-marks';
import { rowsOf } from './revisions';

it('puts what was taken away beside what came in its place', () => {
  expect(rowsOf([{ kind: 'same', lines: ['a'] }, { kind: 'removed', lines: ['b', 'c'] }, { kind: 'added', lines: ['x'] }, { kind: 'added', lines: ['y'] }])).toEqual([
    { left: 'a', right: 'a', kind: 'same' },
    { left: 'b', right: 'x', kind: 'changed' },
    { left: 'c', right: null, kind: 'changed' },
    { left: null, right: 'y', kind: 'changed' },
  ]);
});
it('leaves long equal parts out', () => {
  const lines = Array.from({ length: 20 }, (_, at) => `l${at}`);
  expect(rowsOf([{ kind: 'removed', lines: ['x'] }, { kind: 'same', lines }, { kind: 'removed', lines: ['y'] }], 1).map((row) => row.left ?? '…')).toEqual(['x', 'l0', '…', 'l19', 'y']);
});
it('shows equal texts as nothing but a gap', () => {
  expect(rowsOf([{ kind: 'same', lines: ['a', 'b', 'c'] }])).toEqual([{ left: null, right: null, kind: 'gap' }]);
});
it('names each author once, those who wrote most first', () => {
  expect(authorsOf([{ length: 1, author: 'A' }, { length: 6, author: 'B' }, { length: 3, author: 'A' }])).toEqual([{ name: 'B', part: 0.6 }, { name: 'A', part: 0.4 }]);
});
