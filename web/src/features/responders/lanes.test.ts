// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { IncidentResponder } from '$api/types';
import { barsOf, doneInWords, partInWords, placer } from './lanes';

const part = (change: Partial<IncidentResponder>): IncidentResponder => ({
  person: 'Ana', user_id: null, roles: [], signs: [], done: {}, engaged: [{ from: '2026-06-16T10:00:00Z', until: '2026-06-16T11:12:00Z' }], engaged_seconds: 4320, active_seconds: 600,
  follow_up_seconds: 0, first_at: null, first_after_seconds: 180, nights: 0, weekends: 0, ...change,
});

describe('lanes', () => {
  const place = placer('2026-06-16T10:00:00Z', '2026-06-16T12:00:00Z');
  it('places times within the response, and what lies outside at its edge', () => {
    expect(place('2026-06-16T11:00:00Z')).toBe(0.5);
    expect(place('2026-06-16T09:00:00Z')).toBe(0);
    expect(place('2026-06-17T09:00:00Z')).toBe(1);
  });
  it('lasts as long as the response where nobody ended it, and is never invisible', () => {
    expect(barsOf([{ from: '2026-06-16T11:00:00Z', until: null }], place)).toEqual([{ x: 0.5, width: 0.5 }]);
    expect(barsOf([{ from: '2026-06-16T12:00:00Z', until: '2026-06-16T12:00:01Z' }], place)[0]).toEqual({ x: 0.996, width: 0.004 });
  });
  it('says what a lane shows', () => {
    expect(partInWords(part({}))).toBe('1 h 12 min, first seen after 3 min');
    expect(partInWords(part({ nights: 1, first_after_seconds: 0 }))).toBe('1 h 12 min, from the start; at night');
    expect(partInWords(part({ engaged: [], engaged_seconds: 0 }))).toBe('No sign while the response ran');
  });
  it('counts what was done', () => {
    expect(doneInWords({ 'note.added': 2, 'task.added': 1, 'evidence.entry': 1, 'odd.kind': 1 })).toBe('3 notes, 1 step on tasks, 1 other sign');
  });
});
