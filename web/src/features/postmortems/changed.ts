// SPDX-License-Identifier: Apache-2.0
export interface Line {
  side: 'same' | 'mine' | 'theirs' | 'gap';
  text: string;
}

const context = 2; // equal lines shown around a difference
const limit = 4_000_000; // cells of the table; beyond it the differing middle is shown whole

/** How two texts differ by lines (longest common subsequence), with long equal parts left out. */
export function changedLines(mine: string, theirs: string): Line[] {
  const a = mine.split('\n');
  const b = theirs.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = compare(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const same = (lines: string[]): Line[] => lines.map((text) => ({ side: 'same', text }));
  return shorten([...same(a.slice(0, head)), ...middle, ...same(a.slice(a.length - tail))]);
}

function compare(a: string[], b: string[]): Line[] {
  const mine = (text: string): Line => ({ side: 'mine', text });
  const theirs = (text: string): Line => ({ side: 'theirs', text });
  if (a.length * b.length > limit) return [...a.map(mine), ...b.map(theirs)];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ side: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) lines.push(mine(a[i++]!));
    else lines.push(theirs(b[j++]!));
  }
  return lines;
}

function shorten(lines: Line[]): Line[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - context), at + context + 1).some((line) => line.side !== 'same'));
  const result: Line[] = [];
  for (const [at, line] of lines.entries()) {
    if (near[at]) result.push(line);
    else if (result.at(-1)?.side !== 'gap') result.push({ side: 'gap', text: '⋯' });
  }
  return result;
}
