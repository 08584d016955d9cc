// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { segments } from './segments';

const reasons = [{ text: 'a', score: 3 }, { text: 'b', score: 1 }, { text: 'c', score: 0 }];

it('divides the score among its reasons', () => {
  expect(segments(reasons, 4, 8).map((part) => part.width)).toEqual([37.5, 12.5]);
});
it('never exceeds the bar', () => {
  expect(segments(reasons, 9, 8).reduce((sum, part) => sum + part.width, 0)).toBe(100);
});
it('is empty without a score', () => {
  expect(segments(reasons, 0, 8)).toEqual([]);
  expect(segments([], 4, 8)).toEqual([]);
  expect(segments(reasons, 4, 0)).toEqual([]);
});
