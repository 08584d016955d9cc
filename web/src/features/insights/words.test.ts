// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { changeInWords, estimateInWords, numberInWords, shortChange, skewInWords } from './words';

describe('estimates', () => {
  it('stand with their interval where they have one', () => {
    expect(estimateInWords({ seconds: 2520, low: 1860, high: 3480 })).toBe('42 min (31 min to 58 min)');
    expect(estimateInWords({ seconds: 300, low: null, high: null })).toBe('5 min');
    expect(estimateInWords({ seconds: 3.5 * 86_400, low: null, high: null })).toBe('3.5 days');
  });
});

describe('changes', () => {
  it('are told as noise where the interval holds none', () => {
    expect(changeInWords({ ratio: 0.9, low: 0.6, high: 1.4, within_noise: true, needed: 812 }, 20)).toBe(
      'The median is 10 % shorter than in the time before, which is within noise: the true change lies between −40 % and +40 %. To see a change of 10 %, each of the two times would need 812 incidents.',
    );
  });
  it('are told plainly where they are more', () => {
    expect(changeInWords({ ratio: 3.14, low: 2, high: 5, within_noise: false, needed: 400 }, 20)).toBe('The median is 3.1 times as long as in the time before, and that is more than noise: the true change lies between +100 % and +400 %.');
  });
  it('are told shortly', () => {
    const change = { ratio: 0.48, low: 0.2, high: 0.7, within_noise: false, needed: 400 };
    expect(shortChange(change)).toBe('−52 %');
    expect(shortChange({ ...change, ratio: 3.14 })).toBe('3.1 ×');
    expect(shortChange({ ...change, within_noise: true })).toBe('within noise');
    expect(shortChange(null)).toBe('–');
  });
  it('are not told of few', () => {
    expect(changeInWords(null, 3)).toContain('Too few');
    expect(changeInWords(null, 0)).toContain('Nothing to compare with');
  });
});

describe('numbers', () => {
  const incidents = { now: 12, before: 9, reopened: 0, near_misses: 0, change: { ratio: 1.333, low: 0.5, high: 3.5, within_noise: true, needed: 1729 }, months: [] };
  it('are compared as rates', () => {
    expect(numberInWords(incidents)).toBe('33 % more than in the time before (9): within noise.');
    expect(numberInWords({ ...incidents, change: { ...incidents.change, ratio: 2.5, within_noise: false } })).toBe('2.5 times as many as in the time before (9): more than noise.');
    expect(numberInWords({ ...incidents, before: 0, change: null })).toBe('None in the time before.');
  });
});

describe('skew', () => {
  const now = { count: 40, median: null, p90: null };
  it('is told where the mean misleads', () => {
    expect(skewInWords({ now, skew: { mean_seconds: 11_400, below_mean: 0.84, half_of_time: 3 } })).toBe('The mean would be 3 h 10 min: longer than 84 % of the incidents, since 3 of 40 took half of all the time.');
    expect(skewInWords({ now, skew: { mean_seconds: 600, below_mean: 0.52, half_of_time: 14 } })).toBeNull();
    expect(skewInWords({ now, skew: null })).toBeNull();
  });
});
