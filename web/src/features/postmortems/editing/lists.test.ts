// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { alignTable, indentItem, onEnter } from './lists';

/** "ab|c": Enter at the bar; the line as it is afterwards. */
function entered(marked: string): string | null {
  const column = marked.indexOf('^');
  const line = marked.replace('^', '');
  const change = onEnter(line, column);
  return change && line.slice(0, change.from) + change.insert + line.slice(change.to);
}

describe('Enter', () => {
  it.each<[string, string | null]>([
    ['- a^', '- a\n- '],
    ['- a^b', '- a\n- b'],
    ['  * a^', '  * a\n  * '],
    ['9. a^', '9. a\n10. '],
    ['- [x] done^', '- [x] done\n- [ ] '],
    ['- ^', ''],
    ['  - ^', '- '],
    ['- [ ] ^', ''],
    ['> - a^', '> - a\n> - '],
    ['> said^', '> said\n> '],
    ['> ^', ''],
    ['| a | b |^', '| a | b |\n|  |  |'],
    ['plain^', null],
    ['^- a', null],
  ])('turns %j into %j', (before, after) => {
    expect(entered(before)).toBe(after);
  });
});

it('Tab moves items, and nothing else', () => {
  expect(indentItem('- a', false)).toEqual({ from: 0, to: 0, insert: '  ' });
  expect(indentItem('  - a', true)).toEqual({ from: 0, to: 2, insert: '' });
  expect(indentItem('- a', true)).toBeNull();
  expect(indentItem('plain', false)).toBeNull();
});

it('makes a table readable', () => {
  expect(alignTable(['|Time|What|', '|---|:-:|', '|14:03|It broke|', '|x|'])).toEqual(['| Time  | What     |', '| ----- | :------: |', '| 14:03 | It broke |', '| x     |          |']);
});
