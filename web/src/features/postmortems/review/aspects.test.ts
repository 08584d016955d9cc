// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { aspectIn, aspectNames, byNeed, headingFor, newSection, type Aspect } from './aspects';

const aspect = (id: string, state: Aspect['state'], required = false): Aspect => ({ id, name: aspectNames[id]!, question: `What about ${id}?`, state, section: null, required });

it('puts a new section at the end, with its question, and the cursor behind it', () => {
  const added = newSection('# Title\n\nText.\n\n', 'impact', 'Who noticed?')!;
  expect(added.from).toBe('# Title\n\nText.'.length);
  expect(added.insert).toBe('\n\n## Impact\n\n> **To write:** Who noticed?\n\n');
  expect(added.cursor).toBe(added.from + added.insert.length);
  expect(newSection('', 'what', '?')!.insert).toMatch(/^## Summary/);
});
it('makes no section for what the record tells', () => {
  expect(headingFor('when')).toBeNull();
  expect(newSection('x', 'where', '?')).toBeNull();
});
it('lists first what publication needs', () => {
  const all = [aspect('who', 'answered'), aspect('what', 'thin'), aspect('why', 'missing'), aspect('impact', 'missing', true)];
  expect(byNeed(all).map(({ id }) => id)).toEqual(['impact', 'why', 'what', 'who']);
});
it('knows which aspect the server misses', () => {
  const all = [aspect('what', 'missing'), aspect('impact', 'missing')];
  expect(aspectIn('Impact (section "Impact"): What about impact?', all)?.id).toBe('impact');
  expect(aspectIn('Approvals: 0 of 1 given for this text. Ask a reviewer.', all)).toBeNull();
});
