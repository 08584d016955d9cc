// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { everything, filterQuery, isNarrowed, linePath, readFilter, readSpot, toApi, toggled, type Filter } from './view';

const address = (filter: Filter): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filterQuery(filter))) if (value !== null) query.set(name, value);
  return query;
};

describe('the view in the address', () => {
  it('comes back as it was', () => {
    const filter: Filter = { text: 'a,b & c=1', match: 'pattern', caseSensitive: true, levels: ['error', 'critical'], sources: [0, 12], template: 'T7', field: 'status=500', from: '2026-11-20T10:00:00.000Z', until: '2026-11-20T11:00:00.000Z' };
    expect(readFilter(new URLSearchParams(address(filter).toString()))).toEqual(filter);
  });
  it('is empty when nothing is narrowed', () => {
    expect(address(everything).toString()).toBe('');
    expect(readFilter(new URLSearchParams())).toEqual(everything);
    expect(isNarrowed(everything)).toBe(false);
    expect(isNarrowed({ ...everything, levels: ['error'] })).toBe(true);
  });
  it('ignores what is no level, number or time', () => {
    const read = readFilter(new URLSearchParams('match=fuzzy&level=error,loud&in=1,x,-2&from=yesterday&case=1'));
    expect(read).toEqual({ ...everything, levels: ['error'], sources: [1] });
  });
  it('names a line', () => {
    expect(readSpot(new URLSearchParams(linePath(4, { source: 3, line: 12 }).split('?')[1]))).toEqual({ source: 3, line: 12 });
    expect(readSpot(new URLSearchParams('source=3'))).toBeNull();
    expect(readSpot(new URLSearchParams('source=3&line=0'))).toBeNull();
    expect(readSpot(new URLSearchParams('source=x&line=1'))).toBeNull();
  });
  it('asks the API for what is set only', () => {
    expect(toApi(everything)).toEqual({});
    expect(toApi({ ...everything, match: 'word', caseSensitive: true })).toEqual({});
    expect(toApi({ ...everything, text: 'x', sources: [1, 2] })).toEqual({ text: 'x', match: 'substring', case: false, source: '1,2' });
  });
});

it('toggles a value of a list', () => {
  expect(toggled([1, 2], 2)).toEqual([1]);
  expect(toggled([1], 2)).toEqual([1, 2]);
});
