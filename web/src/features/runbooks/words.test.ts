// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { RunStep } from '$api/types';
import { countsInWords, nextStep, recordInWords, ruleInWords } from './words';

const steps = (...states: RunStep['state'][]) => states.map((state, index) => ({ place: index + 1, state }) as RunStep);

describe('nextStep', () => {
  it('is the first that is not settled', () => expect(nextStep(steps('done', 'doing', 'open'))?.place).toBe(2));
  it('goes on from a place, and comes back to what was left', () => {
    expect(nextStep(steps('open', 'helped', 'open'), 2)?.place).toBe(3);
    expect(nextStep(steps('open', 'helped', 'no_help'), 2)?.place).toBe(1);
  });
  it('is none when all are settled', () => expect(nextStep(steps('done', 'skipped'))).toBeNull());
});

it('tells what came of a step', () => {
  expect(countsInWords({ done: 1, helped: 2, no_help: 1, skipped: 1 })).toBe('helped 2 of 4 times, left out 1 time');
  expect(countsInWords({ done: 0, helped: 0, no_help: 2, skipped: 0 })).toBe('did not help 2 of 2 times');
  expect(countsInWords({ done: 1, helped: 0, no_help: 0, skipped: 0 })).toBe('done 1 time');
  expect(countsInWords({ done: 0, helped: 0, no_help: 0, skipped: 0 })).toBe('');
});

it('tells when a runbook fits', () => {
  expect(ruleInWords({ alerts: ['A*', 'B'], services: ['checkout'] })).toBe('the alert A* or B fires, and it concerns checkout');
  expect(ruleInWords({ words: 'time.?out' })).toBe('its words match “time.?out”');
});

it('tells how often it was run', () => {
  expect(recordInWords(0, 0)).toBe('not run yet');
  expect(recordInWords(3, 1)).toBe('run 3 times, ended the trouble 1 time');
});
