// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { match, withQuery } from './routes';

it.each([
  ['/', 'incidents', 0],
  ['/incidents', 'incidents', 0],
  ['/incidents/', 'incidents', 0],
  ['/incidents/42', 'incident', 42],
  ['/INC-42', 'incident', 42],
  ['/incidents/42/postmortem', 'postmortem', 42],
  ['/incidents/42/postmortem/edit', 'editor', 42],
  ['/incidents/42/factors', 'factors', 42],
  ['/incidents/42/account', 'account', 42],
  ['/incidents/42/logs', 'logs', 42],
  ['/due', 'due', 0],
  ['/actions', 'actions', 0],
  ['/actions/7', 'action', 7],
  ['/ACT-7', 'action', 7],
  ['/settings/postmortems', 'rules', 0],
  ['/incidents/x', 'missing', 0],
  ['/incidents/42/nothing', 'missing', 0],
  ['/nowhere', 'missing', 0],
])('%s is %s %d', (path, name, number) => {
  expect(match(path)).toEqual({ name, number });
});

it('changes a query and leaves out what is empty', () => {
  const query = new URLSearchParams('tab=open&q=disk');
  expect(withQuery('/incidents', query, { q: null, severity: 'sev1' })).toBe('/incidents?tab=open&severity=sev1');
  expect(withQuery('/incidents', new URLSearchParams('q=a'), { q: '' })).toBe('/incidents');
});
