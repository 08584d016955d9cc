// SPDX-License-Identifier: Apache-2.0
/** A quotation of Markdown as readers see it: without marks and addresses, on one line. */
export function asShown(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/(\*\*|__|~~|[*_`|])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The smallest block of a page that holds the beginning of a quotation; null when none does. */
export function elementOf(body: HTMLElement, quote: string): HTMLElement | null {
  const wanted = asShown(quote.split(/\n/).find((line) => asShown(line) !== '') ?? '').slice(0, 60);
  if (!wanted) return null;
  let found: HTMLElement | null = null;
  for (const block of body.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6, p, li, td, th, pre, blockquote')) if ((block.textContent ?? '').replace(/\s+/g, ' ').includes(wanted)) found = found && !found.contains(block) ? found : block;
  return found;
}
