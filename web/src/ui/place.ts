// SPDX-License-Identifier: Apache-2.0
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
export interface Placed {
  left: number;
  top: number;
  above: boolean;
}

const margin = 8;

/** Where a floating box of the given size goes: below the anchor, above when there is more room, inside the view. */
export function place(anchor: Box, size: { width: number; height: number }, view: { width: number; height: number }, align: 'start' | 'center' | 'end' = 'start', gap = 6): Placed {
  const below = view.height - anchor.bottom - gap - margin;
  const aboveRoom = anchor.top - gap - margin;
  const above = size.height > below && aboveRoom > below;
  const wanted = align === 'start' ? anchor.left : align === 'end' ? anchor.right - size.width : (anchor.left + anchor.right - size.width) / 2;
  const left = Math.max(margin, Math.min(wanted, view.width - size.width - margin));
  const top = above ? Math.max(margin, anchor.top - gap - size.height) : Math.min(anchor.bottom + gap, Math.max(margin, view.height - size.height - margin));
  return { left, top, above };
}
