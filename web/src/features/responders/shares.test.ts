// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { hoursInWords, piled, spreadInWords } from './shares';

describe('shares', () => {
  it('says how a burden is spread', () => {
    expect(spreadInWords({ people: 4, total: 12, median: 1, most: 7, equal_share: 3 }, 'nights')).toBe('12 nights; an equal share is 3 nights, the middle person had 1 night, the most anybody had is 7 nights.');
    expect(spreadInWords({ people: 2, total: 7200, median: 0, most: 7200, equal_share: 3600 }, 'seconds')).toBe('2 h; an equal share is 1 h, the middle person had none, the most anybody had is 2 h.');
    expect(spreadInWords({ people: 3, total: 0, median: 0, most: 0, equal_share: 0 }, 'weekends')).toBe('No weekends.');
    expect(hoursInWords(0)).toBe('–');
    expect(hoursInWords(41.1 * 3600)).toBe('41 h');
  });
  it('piles up points that stand in one place', () => {
    expect(piled([0.5, 0, 0])).toEqual([{ x: 0, y: 0 }, { x: 0, y: 1 }, { x: 0.5, y: 0 }]);
  });
});
