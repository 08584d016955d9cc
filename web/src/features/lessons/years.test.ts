// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { pareto, quarters } from './years';

it('counts moments by quarter, empty ones included', () => {
  expect(quarters(['2025-02-01T00:00:00Z', '2025-03-31T23:00:00Z', '2025-10-01T00:00:00Z'], '2025-12-01T00:00:00Z')).toEqual([
    { from: '2025-01-01', count: 2 },
    { from: '2025-04-01', count: 0 },
    { from: '2025-07-01', count: 0 },
    { from: '2025-10-01', count: 1 },
  ]);
  expect(quarters([], '2025-12-01T00:00:00Z')).toEqual([]);
  expect(quarters(['2000-01-01T00:00:00Z'], '2025-12-01T00:00:00Z', 4)).toHaveLength(4);
});
it('adds up shares, the largest first', () => {
  expect(pareto([{ incidents: 1 }, { incidents: 3 }]).map((one) => [one.share, one.together])).toEqual([[75, 75], [25, 100]]);
});
