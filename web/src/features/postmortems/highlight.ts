// SPDX-License-Identifier: Apache-2.0
export interface Part {
  text: string;
  hit: boolean;
}

/** A text in parts: those that begin like a word of the query are hits. */
export function highlight(text: string, query: string): Part[] {
  const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  if (!words.length) return [{ text, hit: false }];
  const parts: Part[] = [];
  for (const piece of text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? []) {
    const hit = words.some((word) => piece.toLowerCase().startsWith(word) || (word.length > 4 && word.startsWith(piece.toLowerCase()) && piece.length > 3));
    const last = parts.at(-1);
    if (last && last.hit === hit) last.text += piece;
    else parts.push({ text: piece, hit });
  }
  return parts;
}
