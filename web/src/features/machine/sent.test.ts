// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readable } from './sent';

test('shows the messages that were sent', () => {
  expect(readable(JSON.stringify({ model: 'm', messages: [{ role: 'system', content: 'Rules' }, { role: 'user', content: '[T1] a' }] }))).toBe('system:\nRules\n\nuser:\n[T1] a');
});

test('shows anything else as it is', () => {
  expect(readable('{"x":1}')).toBe('{"x":1}');
  expect(readable('no JSON')).toBe('no JSON');
});
