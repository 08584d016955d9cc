// SPDX-License-Identifier: Apache-2.0
// What turns one text into another: first by lines (E. Myers, "An O(ND) Difference Algorithm", 1986), then by words within
// the lines that differ. Positions are UTF-16 code units; a surrogate pair is never split.

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

interface Block {
  aFrom: number;
  aTo: number;
  bFrom: number;
  bTo: number;
}

const mostEdits = 1200; // beyond it what lies between is one replacement
const words = /[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;

/** The edits that turn `a` into `b`, in order, none touching the next. */
export function diffText(a: string, b: string): Edit[] {
  if (a === b) return [];
  const aLines = linesOf(a);
  const bLines = linesOf(b);
  const aStarts = starts(aLines);
  const bStarts = starts(bLines);
  return diff(aLines, bLines).flatMap((block) => within(a.slice(aStarts[block.aFrom]!, aStarts[block.aTo]!), b.slice(bStarts[block.bFrom]!, bStarts[block.bTo]!), aStarts[block.aFrom]!));
}

/** Lines with their line ends. */
const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function starts(parts: readonly string[]): number[] {
  const result = [0];
  for (const part of parts) result.push(result.at(-1)! + part.length);
  return result;
}

function within(a: string, b: string, offset: number): Edit[] {
  const aWords: string[] = a.match(words) ?? [];
  const bWords: string[] = b.match(words) ?? [];
  const aStarts = starts(aWords);
  const bStarts = starts(bWords);
  return diff(aWords, bWords).map((block) => ({ from: offset + aStarts[block.aFrom]!, to: offset + aStarts[block.aTo]!, insert: b.slice(bStarts[block.bFrom]!, bStarts[block.bTo]!) }));
}

function diff(a: readonly string[], b: readonly string[]): Block[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const aMiddle = a.slice(head, a.length - tail);
  const bMiddle = b.slice(head, b.length - tail);
  if (!aMiddle.length && !bMiddle.length) return [];
  const whole: Block = { aFrom: 0, aTo: aMiddle.length, bFrom: 0, bTo: bMiddle.length };
  const blocks = aMiddle.length && bMiddle.length ? (myers(aMiddle, bMiddle) ?? [whole]) : [whole];
  return blocks.map((block) => ({ aFrom: block.aFrom + head, aTo: block.aTo + head, bFrom: block.bFrom + head, bTo: block.bTo + head }));
}

/** The differing blocks; null when there are too many differences to look for the fewest. */
function myers(a: readonly string[], b: readonly string[]): Block[] | null {
  const most = Math.min(a.length + b.length, mostEdits);
  const offset = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d += 1) {
    trace.push(reach.slice(offset - d - 1, offset + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[offset + k - 1]! < reach[offset + k + 1]!);
      let x = down ? reach[offset + k + 1]! : reach[offset + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return null;
}

function walkBack(trace: readonly Int32Array[], aEnd: number, bEnd: number): Block[] {
  const blocks: Block[] = [];
  let x = aEnd;
  let y = bEnd;
  for (let d = trace.length - 1; d > 0; d -= 1) {
    const reach = trace[d]!;
    const at = (k: number) => reach[k + d + 1]!;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const before = down ? k + 1 : k - 1;
    const fromX = at(before);
    const fromY = fromX - before;
    const endX = down ? fromX : fromX + 1;
    const endY = down ? fromY + 1 : fromY;
    const next = blocks.at(-1);
    if (next && next.aFrom === endX && next.bFrom === endY) {
      next.aFrom = fromX;
      next.bFrom = fromY;
    } else blocks.push({ aFrom: fromX, aTo: endX, bFrom: fromY, bTo: endY });
    x = fromX;
    y = fromY;
  }
  return blocks.reverse();
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.from) + edit.insert;
    at = edit.to;
  }
  return result + text.slice(at);
}
