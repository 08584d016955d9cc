// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { place } from './place';

const view = { width: 400, height: 600 };

it('goes below the anchor, aligned with its start', () => {
  expect(place({ left: 50, top: 100, right: 90, bottom: 120 }, { width: 100, height: 80 }, view)).toEqual({ left: 50, top: 126, above: false });
});
it('goes above when there is no room below', () => {
  expect(place({ left: 50, top: 500, right: 90, bottom: 520 }, { width: 100, height: 200 }, view)).toEqual({ left: 50, top: 294, above: true });
});
it('stays inside the view', () => {
  expect(place({ left: 380, top: 10, right: 395, bottom: 20 }, { width: 300, height: 50 }, view).left).toBe(92);
});
