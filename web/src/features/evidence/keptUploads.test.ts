// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { continued, forget, load, remember, type KeptUpload } from './keptUploads';

function storage(): Storage {
  const values = new Map<string, string>();
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) } as unknown as Storage;
}

const kept: KeptUpload = { id: 'a', incident: 1, name: 'logs/app.log', size: 10, modified: 5, key: 'k' };

describe('keptUploads', () => {
  it('remembers until it is told to forget', () => {
    const place = storage();
    remember(kept, place);
    remember({ ...kept, id: 'b' }, place);
    remember({ ...kept, key: 'k2' }, place);
    expect(load(place).map(({ id, key }) => id + key)).toEqual(['bk', 'ak2']);
    forget('a', place);
    expect(load(place).map(({ id }) => id)).toEqual(['b']);
  });

  it('passes over what it does not understand', () => {
    const place = storage();
    place.setItem('debrief.uploads', '[{"id": 3}, null]');
    expect(load(place)).toEqual([]);
    place.setItem('debrief.uploads', 'not JSON');
    expect(load(place)).toEqual([]);
    expect(load(undefined)).toEqual([]);
  });

  it('knows the file again by its last name, size and time', () => {
    const file = (name: string, size: number, lastModified: number) => new File([new Uint8Array(size)], name, { lastModified });
    expect(continued([kept], 'app.log', file('app.log', 10, 5))).toBe(kept);
    expect(continued([kept], 'app.log', file('app.log', 11, 5))).toBeUndefined();
    expect(continued([kept], 'app.log', file('app.log', 10, 6))).toBeUndefined();
    expect(continued([kept], 'other.log', file('other.log', 10, 5))).toBeUndefined();
  });
});
