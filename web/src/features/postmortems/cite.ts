// SPDX-License-Identifier: Apache-2.0
// Citations of timeline entries as they stand in Markdown: [T3](#entry-123).
const mark = /\[(T\d+)\]\(#entry-([\w-]+)\)/g;

/** The Markdown of a citation of an entry: with the label that the text uses for it already, or the next free one. */
export function citationFor(entry: string, markdown: string): string {
  const id = entry.replace(/^entry-/, '');
  let highest = 0;
  for (const [whole, label, target] of markdown.matchAll(mark)) {
    if (target === id) return whole;
    highest = Math.max(highest, Number(label!.slice(1)));
  }
  return `[T${highest + 1}](#entry-${id})`;
}

/** Each entry that a text cites, once, under its first label. */
export function citationsIn(markdown: string): { label: string; entry: string }[] {
  const found = new Map<string, string>();
  for (const [, label, target] of markdown.matchAll(mark)) if (!found.has(target!)) found.set(target!, label!);
  return [...found].map(([entry, label]) => ({ label, entry }));
}
