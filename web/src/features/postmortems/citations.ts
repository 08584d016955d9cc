// SPDX-License-Identifier: Apache-2.0
export interface Cited {
  label: string;
  entry: string;
}

const bare = (entry: string) => entry.replace(/^entry-/, '');

/** Finds the citation that a link of a postmortem stands for: `[T3](#entry-123)`. */
export function citationFinder<T extends Cited>(citations: readonly T[]): (href: string, text: string) => T | null {
  const byEntry = new Map(citations.map((citation) => [bare(citation.entry), citation]));
  const byLabel = new Map(citations.map((citation) => [citation.label, citation]));
  return (href, text) => {
    const target = /#entry-([\w-]+)$/.exec(href)?.[1];
    if (!target) return null;
    return byEntry.get(target) ?? byLabel.get(text.trim().replace(/^\[|\]$/g, '')) ?? null;
  };
}
