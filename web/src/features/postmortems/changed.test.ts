// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { changedLines } from './changed';

const brief = (mine: string, theirs: string) => changedLines(mine, theirs).map((line) => `${line.side[0]}:${line.text}`);

it('shows what each side has alone', () => {
  expect(brief('a\nb\nc', 'a\nx\nc')).toEqual(['s:a', 'm:b', 't:x', 's:c']);
});
it('leaves out long equal parts', () => {
  const many = Array.from({ length: 10 }, (_, at) => `l${at}`).join('\n');
  expect(brief(`${many}\nmine`, `${many}\ntheirs`)).toEqual(['g:⋯', 's:l8', 's:l9', 'm:mine', 't:theirs']);
});
it('shows nothing but a gap for equal texts', () => {
  expect(brief('a\nb', 'a\nb')).toEqual(['g:⋯']);
});
