// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { Person } from './frames';
import { presence, savingOf } from './saving';

const person = (user: string, seen: number, more: Partial<Person> = {}): Person => ({ client: `${user}-tab`, name: user.toUpperCase(), user, colour: 1, edition: 9, seen, ...more });
const facts = { pending: 0, kept: true, ownEdition: 7, me: 'me', people: [person('a', 7), person('b', 6), person('a', 8, { client: 'a2' }), person('me', 9)] };

it('is on this device until the server has confirmed all of it', () => {
  expect(savingOf({ ...facts, pending: 1 })).toEqual({ where: 'device', kept: true });
  expect(savingOf({ ...facts, pending: 1, kept: false })).toEqual({ where: 'device', kept: false });
});
it('counts as seen by those others whose page showed the newest of it, each once', () => {
  expect(savingOf(facts)).toEqual({ where: 'server', seenBy: ['A'] });
  expect(savingOf({ ...facts, ownEdition: null })).toEqual({ where: 'server', seenBy: [] });
});
it('shows each person once, where the cursor is, and one’s own other tab as such', () => {
  const people = [person('a', 1), person('a', 1, { client: 'a2', anchor: 3, head: 3 }), person('me', 1), person('me', 1, { client: 'mine' })];
  expect(presence(people, 'mine', 'me')).toEqual([
    { user: 'a', name: 'A', colour: 1, client: 'a2', inText: true },
    { user: 'me', name: 'ME (another tab)', colour: 1, client: 'me-tab', inText: false },
  ]);
});
