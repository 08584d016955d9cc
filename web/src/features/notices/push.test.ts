// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { browserName, bytesOf, textOf } from './push';

it('reads and writes base64url', () => {
  const bytes = Uint8Array.from([251, 255, 254, 0]);
  expect(textOf(bytes.buffer)).toBe('-__-AA');
  expect([...bytesOf('-__-AA')]).toEqual([...bytes]);
});
it('names browsers as people do', () => {
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux');
  expect(browserName('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36')).toBe('Chrome on Android');
});
