// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { apply, insert, type Edit } from './edits';

/** "a [b] c" selects b. */
function edited(edit: Edit, marked: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const { text, start: from, end: to } = apply(edit, { text: marked.replace('[', '').replace(']', ''), start, end });
  return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
}

describe('edits', () => {
  it.each<[Edit, string, string]>([
    ['bold', 'a [b] c', 'a **[b]** c'],
    ['bold', 'a **[b]** c', 'a [b] c'],
    ['bold', 'a [] c', 'a **[bold text]** c'],
    ['italic', '[b]', '*[b]*'],
    ['code', '[b]', '`[b]`'],
    ['code', '[b\nc]', '```\n[b\nc]\n```\n'],
    ['list', 'x\n[a\nb]\ny', 'x\n[- a\n- b]\ny'],
    ['list', '[- a\n- b]', '[a\nb]'],
    ['ordered', '[a\nb]', '[1. a\n2. b]'],
    ['quote', '[a]', '[> a]'],
    ['heading', 'x\nab[]c', 'x\n## ab[]c'],
    ['heading', '## [a]', '### [a]'],
    ['heading', '### [a]', '[a]'],
  ])('%s turns %j into %j', (edit, before, after) => {
    expect(edited(edit, before)).toBe(after);
  });
  it('makes a link whose address is selected', () => {
    expect(apply('link', { text: 'see here', start: 4, end: 8 })).toEqual({ text: 'see [here](https://)', start: 11, end: 19 });
  });
  it('puts live blocks on lines of their own, and leaves what is selected', () => {
    expect(apply('roles', { text: 'abc', start: 1, end: 2 })).toEqual({ text: 'a\n\n```debrief roles\n```\nbc', start: 24, end: 24 });
    expect(apply('actions', { text: '', start: 0, end: 0 }).text).toBe('```debrief actions\n```\n');
    expect(apply('chart', { text: '', start: 0, end: 0 }).text).toBe('```debrief chart\n```\n');
  });
  it('inserts in place of the selection', () => {
    expect(insert({ text: 'abc', start: 1, end: 2 }, 'XY')).toEqual({ text: 'aXYc', start: 3, end: 3 });
  });
});
