// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { matching, type Command } from './commands';

const command = (text: string, group: string): Command => ({ id: text, text, group, icon: 'plus', run: () => undefined });
const all = [command('Declare an incident', 'Do'), command('Go to Incidents', 'Go to'), command('Theme of the system', 'Do')];

it('matches the beginnings of words in any order', () => {
  expect(matching(all, 'inc decl').map((each) => each.text)).toEqual(['Declare an incident']);
  expect(matching(all, 'cident')).toEqual([]);
});
it('keeps groups together', () => {
  expect(matching(all, '').map((each) => each.group)).toEqual(['Do', 'Do', 'Go to']);
});
