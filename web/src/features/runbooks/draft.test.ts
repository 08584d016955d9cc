// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { emptyDraft, sameDraft, tidyRules } from './draft';

it('leaves out rules that say nothing', () => {
  expect(tidyRules([{ alerts: [' ', 'A*'] }, { words: '  ' }, { services: ['checkout'], words: ' x ' }])).toEqual([
    { alerts: ['A*'], services: [], words: '' },
    { alerts: [], services: ['checkout'], words: 'x' },
  ]);
});

it('tells drafts apart', () => {
  expect(sameDraft(emptyDraft, { ...emptyDraft })).toBe(true);
  expect(sameDraft(emptyDraft, { ...emptyDraft, title: 'x' })).toBe(false);
});
