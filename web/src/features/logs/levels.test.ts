// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { levelLetter, levels, shortSource, stacked } from './levels';

it('gives each level a letter of its own', () => expect(new Set(levels.map(levelLetter)).size).toBe(levels.length));
it('stands what is serious on the ground', () => expect(stacked[0]).toBe('critical'));

it.each([
  ['logs/checkout/app.log.gz', 'app'],
  ['app.log', 'app'],
  ['C:\\logs\\events.jsonl', 'events'],
  ['syslog', 'syslog'],
  ['.log', '.log'],
])('shortens %j to %j', (name, short) => expect(shortSource(name)).toBe(short));
