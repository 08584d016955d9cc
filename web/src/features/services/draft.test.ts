// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { changeOf, draftOf, emptyDraft, linksOf } from './draft';

it('reads a link from each line: the address is its last word', () => {
  expect(linksOf('Dashboard of payments https://grafana.example.org/d/1\n\n https://wiki.example.org ')).toEqual([
    { name: 'Dashboard of payments', url: 'https://grafana.example.org/d/1' },
    { name: '', url: 'https://wiki.example.org' },
  ]);
});
it('gives back what it was made of', () => {
  const service = { description: 'Takes orders', team: 'Payments', tier: 1, contacts: ['Ana'], depends_on: ['cart'], links: [{ name: 'Wiki', url: 'https://wiki.example.org/' }] };
  expect(changeOf(draftOf(service))).toEqual(service);
});
it('sends nothing for what is left empty', () => {
  expect(changeOf(emptyDraft())).toEqual({ description: '', team: '', tier: null, contacts: [], depends_on: [], links: [] });
});
