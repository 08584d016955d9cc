// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { delayWords, matchWords, standingWords, whomWords } from './words';

it('says which incidents a match is about', () => {
  expect(matchWords({ severity: null, services: [], kinds: [], words: '' }, (id) => id)).toBe('every incident');
  expect(matchWords({ severity: 'sev2', services: ['checkout', 'ledger'], kinds: ['normal', 'drill'], words: 'pay' }, (id) => id.toUpperCase())).toBe('SEV2 or worse, about checkout or ledger, that say “pay”, also drills');
});
it('says how long a step waits and whom it tells', () => {
  expect([0, 5, 120].map(delayWords)).toEqual(['at once', 'after 5 min', 'after 2 h']);
  const names = { person: (id: string) => `P${id}`, team: (id: string) => `T${id}`, role: () => 'Deputy', endpoint: () => 'Pager' };
  expect(whomWords({ after: 0, people: ['1'], teams: ['2'], roles: ['deputy'], endpoint: 'e' }, names)).toBe('P1, T2, the deputy, Pager');
});
it('says how a climb stands', () => {
  expect(standingWords({ state: 'running', ended_by: '', taken: [] }).tone).toBe('danger');
  expect(standingWords({ state: 'acknowledged', ended_by: 'Bo', taken: [] }).text).toBe('Acknowledged by Bo');
});
