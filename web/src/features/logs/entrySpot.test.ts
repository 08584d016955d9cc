// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { entrySpot } from './entrySpot';

const sources = [
  { id: 0, name: 'app.log', evidence: 'a' },
  { id: 1, name: 'pod 1/out.log', evidence: 'b' },
  { id: 2, name: 'pod 2/out.log', evidence: 'b' },
];

it.each([
  ['a', 'app.log line 7', { source: 0, line: 7 }],
  ['a', 'line 7', { source: 0, line: 7 }],
  ['b', 'pod 2/out.log line 12', { source: 2, line: 12 }],
  ['b', 'line 12', null],
  ['b', 'other line 12', null],
  ['c', 'line 12', null],
  ['a', 'row 12', null],
  ['a', null, null],
  [null, 'line 12', null],
])('%j, %j is %j', (evidence, locator, spot) => expect(entrySpot({ evidence, locator }, sources)).toEqual(spot));
