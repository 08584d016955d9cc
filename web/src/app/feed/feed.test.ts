// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { affected, distinct, earlier, timelineSince } from './affected';
import { backoff } from './backoff';
import { readMessage } from './message';

describe('affected', () => {
  it('a note touches nothing but the timeline', () => {
    expect(affected({ incident: 7, kind: 'note.added' })).toEqual([]);
  });
  it('an account touches the board of contributions', () => {
    expect(affected({ incident: 7, kind: 'account.given' })).toContainEqual(['contributions', 7]);
  });
  it('a declared incident touches lists', () => {
    expect(affected({ incident: 7, kind: 'incident.declared' })).toContainEqual(['incidents']);
  });
  it('a comment touches the threads, the agenda and what people are told', () => {
    expect(affected({ incident: 7, kind: 'comment.added' })).toEqual([['threads', 7], ['meeting', 7], ['notices']]);
  });
  it('a review counts for publication', () => {
    expect(affected({ incident: 7, kind: 'review.given' })).toContainEqual(['completeness', 7]);
  });
  it('a task touches tasks and notices, and not the incident', () => {
    expect(affected({ incident: 7, kind: 'task.state' })).toEqual([['tasks', 7], ['my-tasks'], ['notices']]);
  });
  it('an unknown kind touches all of its incident', () => {
    expect(affected({ incident: 7, kind: 'comet.seen' })).toEqual(expect.arrayContaining([['incident', 7], ['evidence', 7], ['postmortem', 7]]));
  });
  it('a fact about the server touches no incident', () => {
    expect(affected({ incident: 0, kind: 'source.created' })).toEqual([['sources']]);
  });
});

describe('the timeline', () => {
  const at = '2026-11-04T10:00:00Z';
  it('changes from when a fact happened, or anywhere when it was curated', () => {
    expect(timelineSince({ kind: 'note.added', occurred_at: at })).toBe(at);
    expect(timelineSince({ kind: 'timeline.curated', occurred_at: at })).toBeNull();
  });
  it('is refreshed from the earliest change of a burst', () => {
    expect(earlier(undefined, at)).toBe(at);
    expect(earlier(at, '2026-11-04T09:00:00Z')).toBe('2026-11-04T09:00:00Z');
    expect(earlier(null, at)).toBeNull();
    expect(earlier(at, null)).toBeNull();
  });
});

describe('distinct', () => {
  it('keeps each key once and drops what a prefix covers', () => {
    expect(distinct([['incidents', { tab: 'open' }], ['incidents'], ['incidents'], ['incident', 7]])).toEqual([['incidents'], ['incident', 7]]);
  });
});

describe('backoff', () => {
  it('grows to 30 seconds and is jittered over the whole range', () => {
    expect(backoff(0, () => 1)).toBe(500);
    expect(backoff(3, () => 1)).toBe(4000);
    expect(backoff(50, () => 1)).toBe(30_000);
    expect(backoff(50, () => 0)).toBe(0);
  });
});

describe('readMessage', () => {
  it('reads facts and the mark of having caught up', () => {
    expect(readMessage('{"caught_up":12}')).toEqual({ type: 'caught_up', position: 12 });
    expect(readMessage('{"position":3,"incident":1,"kind":"note.added"}')?.type).toBe('fact');
  });
  it('reads who is in a room', () => {
    expect(readMessage('{"presence":{"incident":7,"people":["Ana",3]}}')).toEqual({ type: 'presence', incident: 7, people: ['Ana'] });
  });
  it('ignores what it does not know', () => {
    expect(readMessage('{"hello":1}')).toBeNull();
    expect(readMessage('not json')).toBeNull();
    expect(readMessage('null')).toBeNull();
  });
});
