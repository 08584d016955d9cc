// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Thread } from '$api/types';
import { arrange, findQuote, windowOf } from './arrange';

const thread = (id: string, from: number, until: number, quote = 'x', state: Thread['state'] = 'open') => ({ id, kind: 'comment', edition: 3, from, until, quote, replacement: null, state, author: 'A', author_id: 'a', recorded_at: '2026-11-23T10:00:00Z', settled_by: null, settled_at: null, comments: [] }) as Thread;
const ids = (threads: Thread[]) => threads.map(({ id }) => id);

describe('threads', () => {
  const all = [thread('late', 50, 60), thread('early', 5, 9), thread('gone', 7, 7), thread('whole', 0, 0, ''), thread('done', 1, 2, 'x', 'resolved')];
  it('stand in the order of the text, apart from those without a place', () => {
    const { inText, whole, gone } = arrange(all, null, 'all');
    expect([ids(inText), ids(whole), ids(gone)]).toEqual([['done', 'early', 'late'], ['whole'], ['gone']]);
  });
  it('follow the text that is on the screen', () => {
    const { inText, gone } = arrange(all, new Map([['late', { from: 1, until: 2 }], ['gone', { from: 3, until: 4 }]]), 'open');
    expect([ids(inText), ids(gone)]).toEqual([['late', 'gone'], ['early']]);
  });
  it('are narrowed to open ones', () => {
    expect(ids(arrange(all, null, 'open').inText)).toEqual(['early', 'late']);
  });
});

describe('a quotation', () => {
  it('is found nearest to where it was', () => {
    expect(findQuote('pool, pool, pool', 'pool', 7)).toEqual({ from: 6, until: 10 });
    expect(findQuote('pool, pool, pool', 'pool', 99)).toEqual({ from: 12, until: 16 });
    expect(findQuote('nothing', 'pool', 0)).toBeNull();
    expect(findQuote('nothing', '', 0)).toBeNull();
  });
});

describe('the drawn part of a long list', () => {
  it('stays where it is unless something else is wanted', () => {
    expect(windowOf(1000, 40, 40, -1)).toEqual({ from: 40, until: 80 });
    expect(windowOf(1000, 0, 40, 12)).toEqual({ from: 0, until: 40 });
    expect(windowOf(1000, 0, 40, 500)).toEqual({ from: 490, until: 530 });
    expect(windowOf(10, 40, 40, -1)).toEqual({ from: 9, until: 10 });
    expect(windowOf(0, 0, 40, -1)).toEqual({ from: 0, until: 0 });
  });
});
