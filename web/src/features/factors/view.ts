// SPDX-License-Identifier: Apache-2.0
// The part of a drawing that is in view, and ways among its boxes. Pure.

export interface View {
  /** Drawing at the upper left corner of the window. */
  x: number;
  y: number;
  /** Pixels of the window for one of the drawing. */
  scale: number;
}
export interface Size {
  width: number;
  height: number;
}
export interface Box extends Size {
  factor: string;
  x: number;
  y: number;
}
export type Direction = 'left' | 'right' | 'up' | 'down';

export const smallest = 0.2;
export const largest = 2.5;
export const readable = 0.6;

/** All of the drawing in the middle of the window, but not larger than it is. */
export function fit(drawing: Size, window: Size): View {
  const scale = Math.max(smallest, Math.min(1, window.width / drawing.width, window.height / drawing.height));
  return { x: (drawing.width - window.width / scale) / 2, y: (drawing.height - window.height / scale) / 2, scale };
}

/** As `fit`, but never so small that it cannot be read: then the outcome at the right end is in view. */
export function begin(drawing: Size, window: Size): View {
  const all = fit(drawing, window);
  if (all.scale >= readable) return all;
  const width = window.width / readable;
  return { scale: readable, x: drawing.width < width ? (drawing.width - width) / 2 : drawing.width - width, y: (drawing.height - window.height / readable) / 2 };
}

/** Nearer or farther, with the point of the window where it is. */
export function zoom(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor));
  return { scale, x: view.x + at.x / view.scale - at.x / scale, y: view.y + at.y / view.scale - at.y / scale };
}

export function pan(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** Moves the least that brings the box into view. */
export function reveal(view: View, box: Box, window: Size, margin = 12): View {
  const along = (start: number, length: number, from: number, room: number) => {
    const edge = margin / view.scale;
    if (start - edge < from) return start - edge;
    if (start + length + edge > from + room) return Math.min(start - edge, start + length + edge - room);
    return from;
  };
  return { ...view, x: along(box.x, box.width, view.x, window.width / view.scale), y: along(box.y, box.height, view.y, window.height / view.scale) };
}

/** The nearest box in a direction; what lies beside counts as farther. */
export function neighbour<B extends Box>(boxes: readonly B[], from: B, direction: Direction): B | undefined {
  const middle = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const here = middle(from);
  let best: B | undefined;
  let least = Infinity;
  for (const box of boxes) {
    const there = middle(box);
    const [ahead, aside] = direction === 'left' || direction === 'right' ? [there.x - here.x, there.y - here.y] : [there.y - here.y, there.x - here.x];
    const forward = direction === 'left' || direction === 'up' ? -ahead : ahead;
    const distance = forward + 2 * Math.abs(aside);
    if (box === from || forward < 1 || distance >= least) continue;
    least = distance;
    best = box;
  }
  return best;
}
