// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { fixedPoints, previewTop } from './follow';

const end = { position: 400, top: 1000 };

it('goes in proportion between headings', () => {
  const points = fixedPoints([100, 200], [50, 650]);
  expect(previewTop(points, 100, end)).toBe(50);
  expect(previewTop(points, 150, end)).toBe(350);
  expect(previewTop(points, 50, end)).toBe(25);
  expect(previewTop(points, 400, end)).toBe(1000);
});
it('pairs from the end when the preview leaves the title out', () => {
  expect(fixedPoints([0, 100, 200], [10, 20])).toEqual([{ position: 100, top: 10 }, { position: 200, top: 20 }]);
});
it('knows nothing better than the proportion without headings', () => {
  expect(previewTop([], 200, end)).toBe(500);
});
