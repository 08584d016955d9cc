// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { brushed, closer, columnAt, extent, farther, heights, ticks } from './columns';

describe('the histogram', () => {
  it('covers its columns', () => {
    expect(extent({ from: '1970-01-01T00:00:10Z', step_ms: 1000, spans: [[1], [2]], total: 3 })).toEqual({ from: 10_000, until: 12_000 });
    expect(extent({ from: null, step_ms: 1000, spans: [], total: 0 })).toBeNull();
    expect(extent(undefined)).toBeNull();
  });
  it('finds the column under the pointer, also beyond its ends', () => {
    expect([-5, 0, 49, 50, 99, 100, 400].map((x) => columnAt(x, 100, 2))).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });
  it('brushes whole columns, in either direction', () => {
    expect(brushed({ start: 2, end: 4 }, 1000, 10)).toEqual({ from: 1020, until: 1050 });
    expect(brushed({ start: 4, end: 2 }, 1000, 10)).toEqual({ from: 1020, until: 1050 });
    expect(brushed({ start: 3, end: 3 }, 0, 10)).toEqual({ from: 30, until: 40 });
  });
  it('zooms in around a moment without leaving the range', () => {
    expect(closer({ from: 0, until: 10_000 }, 5000)).toEqual({ from: 2500, until: 7500 });
    expect(closer({ from: 0, until: 10_000 }, 0)).toEqual({ from: 0, until: 5000 });
    expect(closer({ from: 0, until: 10_000 }, 99_999)).toEqual({ from: 5000, until: 10_000 });
    expect(closer({ from: 0, until: 1000 }, 500)).toEqual({ from: 0, until: 1000 });
  });
  it('zooms out until everything is in view', () => {
    expect(farther({ from: 400, until: 600 }, { from: 0, until: 1000 })).toEqual({ from: 300, until: 700 });
    expect(farther({ from: 0, until: 600 }, { from: 0, until: 1000 })).toEqual({ from: 0, until: 900 });
    expect(farther({ from: 100, until: 900 }, { from: 0, until: 1000 })).toBeNull();
  });  it('never lets a line vanish beside a million', () => {
    expect(heights([1_000_000, 1, 0], 1_000_001, 50)).toEqual([expect.closeTo(50, 3), 1.5, 0]);
    expect(heights([0, 0], 0, 50)).toEqual([0, 0]);
  });
  it('marks round moments of the zone', () => {
    const hour = 3_600_000;
    expect(ticks({ from: 10 * 60_000, until: 3 * hour }, 4)).toEqual([hour, 2 * hour]);
    expect(ticks({ from: 0, until: 2 * 86_400_000 }, 2, 2 * hour)).toEqual([22 * hour, 46 * hour]);
    expect(ticks({ from: 0, until: 365 * 86_400_000 }, 6).length).toBeLessThanOrEqual(7);
  });
});
