// SPDX-License-Identifier: Apache-2.0
// Puts a citation where the cursor is. Pure.

export interface Placed {
  text: string;
  /** Where the cursor goes: behind the citation. */
  cursor: number;
}

/** The citation in place of the selection, with a space on each side that words need. */
export function placeCitation(text: string, from: number, to: number, citation: string): Placed {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const lead = before === '' || /\s$/.test(before) || /[([]$/.test(before) ? '' : ' ';
  const trail = after === '' || /^[\s.,;:)\]]/.test(after) ? '' : ' ';
  return { text: `${before}${lead}${citation}${trail}${after}`, cursor: before.length + lead.length + citation.length };
}
