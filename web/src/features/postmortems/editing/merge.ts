// SPDX-License-Identifier: Apache-2.0
// Two texts that grew from one, brought together. Nothing that either side wrote is dropped: where both changed the same
// words, both stand one after the other.
import { applyEdits, diffText, type Edit } from './text-diff';

export interface Merged {
  text: string;
  /** Places where both sides had changed the same words. */
  clashes: number;
}

interface Sided extends Edit {
  mine: boolean;
}

export function merge(base: string, mine: string, theirs: string): Merged {
  if (mine === base || mine === theirs) return { text: theirs, clashes: 0 };
  if (theirs === base) return { text: mine, clashes: 0 };
  const edits: Sided[] = [...diffText(base, mine).map((edit) => ({ ...edit, mine: true })), ...diffText(base, theirs).map((edit) => ({ ...edit, mine: false }))];
  edits.sort((a, b) => a.from - b.from || a.to - b.to || Number(a.mine) - Number(b.mine));
  let clashes = 0;
  const result: Edit[] = [];
  for (let at = 0; at < edits.length; ) {
    const group = [edits[at]!];
    let end = edits[at]!.to;
    while (at + group.length < edits.length && overlaps(edits[at + group.length]!, edits[at]!.from, end)) {
      const next = edits[at + group.length]!;
      end = Math.max(end, next.to);
      group.push(next);
    }
    at += group.length;
    const from = group[0]!.from;
    const former = base.slice(from, end);
    const side = (own: boolean) => applyEdits(former, group.filter((edit) => edit.mine === own).map((edit) => ({ ...edit, from: edit.from - from, to: edit.to - from })));
    const both = together(former, side(true), side(false));
    clashes += both.clash ? 1 : 0;
    result.push({ from, to: end, insert: both.text });
  }
  return { text: applyEdits(base, result), clashes };
}

/** Whether an edit belongs to the group that covers from..end: they share words, or insert at the same place. */
const overlaps = (edit: Edit, from: number, end: number) => edit.from < end || (edit.from === edit.to && from === end && edit.from === end);

function together(former: string, mine: string, theirs: string): { text: string; clash: boolean } {
  if (mine === theirs || theirs === former) return { text: mine, clash: false };
  if (mine === former) return { text: theirs, clash: false };
  // One side goes on from the other: a part of what was written here had arrived before the break.
  if (theirs && mine.startsWith(theirs)) return { text: mine, clash: false };
  if (mine && theirs.startsWith(mine)) return { text: theirs, clash: false };
  if (!mine || !theirs) return { text: mine || theirs, clash: true };
  const lines = theirs.includes('\n') || mine.includes('\n');
  const between = lines ? (theirs.endsWith('\n') ? '' : '\n') : /\s$/.test(theirs) || /^\s/.test(mine) ? '' : ' ';
  return { text: theirs + between + mine, clash: true };
}
