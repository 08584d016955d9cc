// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { begin, fit, largest, neighbour, pan, reveal, smallest, zoom } from './view';

const window = { width: 800, height: 400 };
const box = (factor: string, x: number, y: number) => ({ factor, x, y, width: 100, height: 50 });

describe('view', () => {
  it('fits a large drawing and leaves a small one as it is', () => {
    expect(fit({ width: 1600, height: 400 }, window)).toEqual({ scale: 0.5, x: 0, y: -200 });
    expect(fit({ width: 400, height: 200 }, window)).toEqual({ scale: 1, x: -200, y: -100 });
  });
  it('begins readable, with the outcome in view', () => {
    expect(begin({ width: 1000, height: 300 }, window)).toEqual(fit({ width: 1000, height: 300 }, window));
    const view = begin({ width: 3000, height: 300 }, window);
    expect(view.scale).toBe(0.6);
    expect(view.x + window.width / view.scale).toBeCloseTo(3000);
  });
  it('zooms around a point, within limits', () => {
    const before = { x: 10, y: 20, scale: 1 };
    const after = zoom(before, 2, { x: 100, y: 50 });
    expect(after.x + 100 / after.scale).toBeCloseTo(before.x + 100);
    expect(after.y + 50 / after.scale).toBeCloseTo(before.y + 50);
    expect(zoom(before, 100, { x: 0, y: 0 }).scale).toBe(largest);
    expect(zoom(before, 0.001, { x: 0, y: 0 }).scale).toBe(smallest);
  });
  it('moves with the hand', () => expect(pan({ x: 0, y: 0, scale: 2 }, 10, -20)).toEqual({ x: -5, y: 10, scale: 2 }));
  it('moves the least that shows a box', () => {
    const view = { x: 0, y: 0, scale: 1 };
    expect(reveal(view, box('a', 100, 100), window)).toEqual(view);
    expect(reveal(view, box('a', 900, 100), window, 0)).toEqual({ x: 200, y: 0, scale: 1 });
    expect(reveal(view, box('a', -50, 500), window, 0)).toEqual({ x: -50, y: 150, scale: 1 });
  });
});

describe('neighbour', () => {
  const boxes = [box('outcome', 600, 100), box('a', 300, 0), box('b', 300, 200), box('c', 0, 210)];
  const [outcome, a, b, c] = boxes as [(typeof boxes)[0], (typeof boxes)[0], (typeof boxes)[0], (typeof boxes)[0]];
  it('finds what lies that way', () => {
    expect(neighbour(boxes, b, 'left')).toBe(c);
    expect(neighbour(boxes, b, 'up')).toBe(a);
    expect(neighbour(boxes, a, 'right')).toBe(outcome);
    expect(neighbour(boxes, outcome, 'right')).toBeUndefined();
  });
});
