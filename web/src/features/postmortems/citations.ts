// SPDX-License-Identifier: Apache-2.0
export interface Cited {
  label: string;
  entry: string;
}

const bare = (entry: string) => entry.replace(/^entry-/, '');

/** The citation that a link of a postmortem stands for: `[T3](#entry-123)`. */
export function citedBy<T extends Cited>(href: string, text: string, citations: readonly T[]): T | null {
  const target = /#entry-([\w-]+)$/.exec(href)?.[1];
  if (!target) return null;
  const label = text.trim().replace(/^\[|\]$/g, '');
  return citations.find((citation) => bare(citation.entry) === target) ?? citations.find((citation) => citation.label === label) ?? null;
}
