// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { Keymap, pauseMs } from './keymap';

function sample(): Keymap {
  const map = new Keymap();
  for (const keys of ['c', 'g i', 'g l', '?']) map.add({ keys, text: keys, group: 'Go', run: () => undefined });
  return map;
}

it('finds single keys and sequences', () => {
  const map = sample();
  expect(map.press('c', 0)?.keys).toBe('c');
  expect(map.press('g', 10)).toBeNull();
  expect(map.press('l', 20)?.keys).toBe('g l');
});
it('begins anew after a pause', () => {
  const map = sample();
  map.press('g', 0);
  expect(map.press('i', pauseMs + 1)).toBeNull();
});
it('takes a key that leads nowhere in a sequence by itself', () => {
  const map = sample();
  map.press('g', 0);
  expect(map.press('c', 10)?.keys).toBe('c');
});
it('prefers the newest binding and forgets a removed one', () => {
  const map = sample();
  const remove = map.add({ keys: 'c', text: 'other', group: 'Here', run: () => undefined });
  expect(map.press('c', 0)?.text).toBe('other');
  remove();
  expect(map.press('c', 1)?.text).toBe('c');
});
