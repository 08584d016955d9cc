// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { codeFrom } from './code';

it.each([
  ['', ''],
  ['#', ''],
  ['#code=ab-12', 'ab-12'],
  ['#ab-12', 'ab-12'],
  ['#other=1', ''],
])('reads %j as %j', (hash, code) => {
  expect(codeFrom(hash)).toBe(code);
});
