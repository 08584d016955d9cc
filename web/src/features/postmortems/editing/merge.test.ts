// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { merge } from './merge';
import { applyEdits, diffText } from './text-diff';

describe('diffText', () => {
  it.each([
    ['', ''],
    ['', 'a\nb'],
    ['a\nb', ''],
    ['one two three', 'one 2 three'],
    ['a\nb\nc\n', 'a\nc\nd\n'],
    ['same\nold line here\nend', 'same\nnew line there\nmore\nend'],
    ['emoji 😀 stays', 'emoji 😁 stays'],
  ])('turns %j into %j', (a, b) => {
    const edits = diffText(a, b);
    expect(applyEdits(a, edits)).toBe(b);
    for (const edit of edits) for (const at of [edit.from, edit.to]) expect(/^[\udc00-\udfff]/.test(a.slice(at))).toBe(false);
  });
  it('changes words, not lines', () => {
    expect(diffText('The proxy closes idle connections.\n', 'The proxy keeps idle connections.\n')).toEqual([{ from: 10, to: 16, insert: 'keeps' }]);
  });
  it('is right for texts made at random', () => {
    let seed = 7;
    const roll = (most: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % most;
    for (let round = 0; round < 300; round += 1) {
      const text = () => Array.from({ length: roll(30) }, () => ['a', 'b', ' ', '\n', 'word'][roll(5)]).join('');
      const [a, b] = [text(), text()];
      expect(applyEdits(a, diffText(a, b))).toBe(b);
    }
  });
  it('stays quick when everything differs', () => {
    const lines = (word: string) => Array.from({ length: 5000 }, (_, at) => `${word} ${at * 7919}`).join('\n');
    const started = performance.now();
    const edits = diffText(lines('x'), lines('y'));
    expect(applyEdits(lines('x'), edits)).toBe(lines('y'));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('merge', () => {
  const base = 'Alpha beta.\n\nGamma delta.\n';
  it('takes both when they changed different places', () => {
    expect(merge(base, 'Alpha BETA.\n\nGamma delta.\n', 'Alpha beta.\n\nGamma delta epsilon.\n')).toEqual({ text: 'Alpha BETA.\n\nGamma delta epsilon.\n', clashes: 0 });
  });
  it('takes what both did once', () => {
    const both = 'Alpha beta.\n\nGamma zeta.\n';
    expect(merge(base, both, both)).toEqual({ text: both, clashes: 0 });
  });
  it('keeps both where they changed the same words, and says so', () => {
    const { text, clashes } = merge('It was slow.', 'It was broken.', 'It was late.');
    expect(text).toBe('It was late broken.');
    expect(clashes).toBe(1);
  });
  it('does not double what had arrived before the break', () => {
    expect(merge('A B', 'A long story B', 'A long B').text).toBe('A long story B');
  });
  it('keeps what one side wrote in what the other deleted', () => {
    const { text } = merge('keep\nold words here\n', 'keep\nold new words here\n', 'keep\n');
    expect(text).toContain('new');
  });
  it('drops no word of either side, whatever they are', () => {
    let seed = 3;
    const roll = (most: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % most;
    for (let round = 0; round < 200; round += 1) {
      const start = Array.from({ length: 12 }, (_, at) => `w${at}${roll(4) ? ' ' : '\n'}`).join('');
      const grow = (mark: string) => {
        let text = start;
        for (let each = 0; each < 3; each += 1) {
          const at = roll(text.length + 1);
          text = `${text.slice(0, at)} ${mark}${each} ${text.slice(roll(3) ? at : Math.min(text.length, at + 6))}`;
        }
        return text;
      };
      const mine = grow('mine');
      const theirs = grow('theirs');
      const { text } = merge(start, mine, theirs);
      for (const side of [mine, theirs]) for (const word of side.match(/(mine|theirs)\d/g) ?? []) expect(text, JSON.stringify({ start, mine, theirs, text })).toContain(word);
    }
  });
});
