// SPDX-License-Identifier: Apache-2.0
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { compose, paint, placeThreads, positionsIn, threadAt, threadField } from './thread-marks';

const mark = (id: string, from: number, until: number, open = true) => ({ id, from, until, open, suggestion: false });
const start = (doc: string, ...marks: ReturnType<typeof mark>[]) => EditorState.create({ doc, extensions: [threadField] }).update({ effects: placeThreads.of(marks) }).state;

describe('the ranges of threads', () => {
  it('follow their text, and leave outside what is inserted at their edges', () => {
    let state = start('The pool was empty', mark('a', 4, 8));
    state = state.update({ changes: { from: 0, insert: 'Then: ' } }).state;
    expect(positionsIn(state).get('a')).toEqual({ from: 10, until: 14 });
    state = state.update({ changes: [{ from: 10, insert: 'big ' }, { from: 14, insert: 's' }] }).state;
    const { from, until } = positionsIn(state).get('a')!;
    expect(state.sliceDoc(from, until)).toBe('pool');
    state = state.update({ changes: { from: from + 2, insert: '---' } }).state;
    const grown = positionsIn(state).get('a')!;
    expect(state.sliceDoc(grown.from, grown.until)).toBe('po---ol');
  });
  it('end when their text is gone', () => {
    const state = start('The pool was empty', mark('a', 4, 8), mark('b', 0, 3));
    expect([...positionsIn(state.update({ changes: { from: 3, to: 10 } }).state).keys()]).toEqual(['b']);
  });
  it('are cut to the text, and left out when nothing of them is in it', () => {
    const state = start('short', mark('a', 3, 99), mark('b', 50, 60));
    expect([...positionsIn(state)]).toEqual([['a', { from: 3, until: 5 }]]);
  });
  it('are found by position, the shortest of the open ones', () => {
    const state = start('The pool was empty', mark('long', 0, 18), mark('short', 4, 8), mark('settled', 5, 7, false));
    expect(threadAt(state, 6)).toBe('short');
    expect(threadAt(state, 12)).toBe('long');
    expect(threadAt(start('x'), 0)).toBeNull();
  });
  it('are painted once where they overlap, the open ones only, suggestions apart', () => {
    const pieces = (state: EditorState) => {
      const found: [number, number, string][] = [];
      for (const each = paint(state.field(threadField).marks).iter(); each.value; each.next()) found.push([each.from, each.to, String(each.value.spec['class'])]);
      return found;
    };
    const state = start('The pool was empty', mark('a', 0, 8), mark('b', 4, 12), mark('c', 5, 7), mark('settled', 13, 18, false), { ...mark('s', 6, 10), suggestion: true });
    expect(pieces(state)).toEqual([[0, 12, 'thread-mark'], [6, 10, 'thread-mark suggested']]);
    expect(pieces(start('The pool was empty', mark('a', 0, 3), mark('b', 3, 8)))).toHaveLength(2);
    const crowd = Array.from({ length: 10_000 }, (_, each) => mark(`t${each}`, each % 14, (each % 14) + 4));
    expect(pieces(start('The pool was empty', ...crowd))).toEqual([[0, 17, 'thread-mark']]);
  });
  it('carry the range that is being commented on', () => {
    let state = start('The pool was empty').update({ effects: compose.of({ from: 4, until: 8 }) }).state;
    state = state.update({ changes: { from: 0, insert: '>> ' } }).state;
    expect(state.field(threadField).composing).toEqual({ from: 7, until: 11 });
  });
});
