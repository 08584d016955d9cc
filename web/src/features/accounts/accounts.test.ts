// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { placeCitation } from './citing';
import { courseOf, firstOf, minuteOf, momentAt, stepFrom, steps } from './moments';
import { answered, asMarkdown, changed, noAnswers, prompts } from './prompts';
import { grouped, standingOf } from './words';

const entry = (known: string, actor: string | null = null, hidden = false) => ({ known_at: `2026-11-04T${known}Z`, actor, hidden });
const milestone = (name: string, at: string) => ({ name, at: `2026-11-04T${at}Z` }) as never;

describe('the questions', () => {
  it('ask how and what, never who or why', () => {
    for (const { question, hint } of prompts) expect(`${question} ${hint}`).not.toMatch(/\b(who|whose|whom|why|should you|mistake|fault|blame)\b/i);
  });
  it('are saved where they changed only', () => {
    const one = { ...noAnswers(), did: 'a', saw: 'b' };
    expect(changed(one, { ...one, saw: 'c' })).toEqual({ saw: 'c' });
    expect(answered({ ...one, saw: '  ' })).toBe(1);
  });
  it('are read under their headings', () => {
    expect(asMarkdown({ ...noAnswers(), did: 'Rolled back ', misled: 'A graph' })).toBe('### What I did\n\nRolled back\n\n### What misled\n\nA graph\n');
  });
});

describe('the course of an incident', () => {
  const incident = { milestones: [milestone('started', '10:00:30'), milestone('declared', '10:05:00'), milestone('mitigated', '10:30:00')] };
  it('runs from the first sign to the end of the effects', () => {
    const course = courseOf(incident, [entry('09:00:00'), entry('12:00:00')])!;
    expect(new Date(course.begin).toISOString()).toBe('2026-11-04T10:00:00.000Z');
    expect(course.minutes).toBe(30);
    expect(momentAt(course, 0)).toBe('2026-11-04T10:00:59.999Z');
    expect(minuteOf(course, '2026-11-04T10:12:59Z')).toBe(12);
    expect(minuteOf(course, '2026-11-04T09:00:00Z')).toBe(0);
    expect(minuteOf(course, '2026-11-05T09:00:00Z')).toBe(30);
  });
  it('is that of what became known where no milestone is set', () => {
    expect(courseOf({ milestones: [] }, [entry('10:00:10'), entry('10:02:00'), entry('08:00:00', null, true)])).toEqual({ begin: Date.parse('2026-11-04T10:00:00Z'), minutes: 2 });
    expect(courseOf({ milestones: [] }, [])).toBeNull();
  });
  it('has steps where something became known', () => {
    const course = courseOf(incident, [])!;
    const all = steps(course, [entry('10:10:01'), entry('10:10:59'), entry('10:20:00'), entry('10:25:00', null, true), entry('15:00:00')]);
    expect(all).toEqual([10, 20]);
    expect(stepFrom(all, 10, 1)).toBe(20);
    expect(stepFrom(all, 15, -1)).toBe(10);
    expect(stepFrom(all, 20, 1)).toBeNull();
  });
  it('begins for somebody where they first appear', () => {
    const course = courseOf(incident, [])!;
    expect(firstOf(course, [entry('10:20:00', 'Bo'), entry('10:11:00', ' bo '), entry('10:01:00', 'Bo', true)], [], 'Bo')).toBe(11);
    expect(firstOf(course, [entry('10:20:00', 'Bo')], [{ person: 'Bo', from: '2026-11-04T10:07:00Z' }], 'Bo')).toBe(7);
    expect(firstOf(course, [], [], 'Bo')).toBe(30);
  });
});

describe('a citation', () => {
  it('stands as a word of its own', () => {
    expect(placeCitation('', 0, 0, '[T1](#entry-7)')).toEqual({ text: '[T1](#entry-7)', cursor: 14 });
    expect(placeCitation('Rolled back.', 11, 11, 'X')).toEqual({ text: 'Rolled back X.', cursor: 13 });
    expect(placeCitation('a b', 1, 1, 'X').text).toBe('a X b');
    expect(placeCitation('one two', 4, 7, 'X').text).toBe('one X');
  });
});

describe('the board', () => {
  it('counts who has spoken and of whom an answer may come', () => {
    expect(standingOf([{ state: 'given' }, { state: 'asked' }, { state: 'declined' }, { state: 'not_asked' }])).toEqual({ spoken: 1, open: 2, all: 4 });
  });
  it('shows engineers and stakeholders alike', () => {
    expect(grouped([{ stakeholder: true }, { stakeholder: false }]).map((group) => group.items.length)).toEqual([1, 1]);
    expect(grouped([{ stakeholder: false }]).map((group) => group.title)).toEqual(['Responders']);
  });
});
