// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { countWords, headingAt, headingsOf } from './outline';

const text = '# One\n\nfirst\n\n```\n# not this\n```\n\n## Two **bold** [T1](#entry-1) ##\nUnder\n-----\nlast\n';

it('finds the headings and where they begin', () => {
  expect(headingsOf(text)).toEqual([
    { title: 'One', level: 1, from: 0 },
    { title: 'Two bold T1', level: 2, from: text.indexOf('## Two') },
    { title: 'Under', level: 2, from: text.indexOf('Under') },
  ]);
});
it('takes a rule below nothing, and the rule of a table, for no heading', () => {
  expect(headingsOf('a\n\n---\n\n| a | b |\n---\n- x\n---\n')).toEqual([]);
});
it('tells below which heading a position is', () => {
  expect(headingAt(headingsOf(text), 8)).toBe(0);
  expect(headingAt(headingsOf(`x\n${text}`), 0)).toBe(-1);
});
it('counts words as a reader would', () => {
  expect(countWords("It didn't work [T3](#entry-17) at 14.03.")).toBe(6);
  expect(countWords('<!-- hidden words --> - one\n| two | three |\n')).toBe(3);
});
