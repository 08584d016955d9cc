// SPDX-License-Identifier: Apache-2.0
// Which place of the preview belongs to a place of the text. Headings are the fixed points; between two of them it goes in
// proportion. Pure.

export interface FixedPoint {
  /** In the text. */
  position: number;
  /** In the preview, in pixels from its top. */
  top: number;
}

/** Pairs the headings of both sides from the end: the preview leaves out a first one that repeats the title. */
export function fixedPoints(positions: readonly number[], tops: readonly number[]): FixedPoint[] {
  const count = Math.min(positions.length, tops.length);
  const points: FixedPoint[] = [];
  for (let at = count; at > 0; at -= 1) points.push({ position: positions[positions.length - at]!, top: tops[tops.length - at]! });
  return points;
}

export function previewTop(points: readonly FixedPoint[], position: number, end: FixedPoint): number {
  let before: FixedPoint = { position: 0, top: 0 };
  let after = end;
  for (const point of points) {
    if (point.position <= position) before = point;
    else {
      after = point;
      break;
    }
  }
  const span = after.position - before.position;
  return before.top + (span > 0 ? ((position - before.position) / span) * (after.top - before.top) : 0);
}
