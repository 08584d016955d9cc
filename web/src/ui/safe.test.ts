// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { isSafeAddress } from './safe';

it.each(['https://example.org/a', 'http://example.org', 'mailto:a@example.org', '#entry-7', '/incidents/7', './a', 'report.txt', '?q=a'])('allows %s', (address) => {
  expect(isSafeAddress(address)).toBe(true);
});
it.each(['javascript:alert(1)', ' java\nscript:alert(1)', '\u0001javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', 'file:///etc/passwd', 'blob:x'])('refuses %j', (address) => {
  expect(isSafeAddress(address)).toBe(false);
});
