// SPDX-License-Identifier: Apache-2.0
/** The Markdown of a citation of an entry: with the label that the text uses for it already, or the next free one. */
export function citationFor(entry: string, markdown: string): string {
  const id = entry.replace(/^entry-/, '');
  let highest = 0;
  for (const [whole, label, target] of markdown.matchAll(/\[(T\d+)\]\(#entry-([\w-]+)\)/g)) {
    if (target === id) return whole;
    highest = Math.max(highest, Number(label!.slice(1)));
  }
  return `[T${highest + 1}](#entry-${id})`;
}
