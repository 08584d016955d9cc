// SPDX-License-Identifier: Apache-2.0
// "@Name" while it is typed. Pure.
export interface Mention {
  /** Where the "@" is. */
  from: number;
  typed: string;
}

/** The mention that the caret is at the end of; null when there is none. */
export function mentionAt(text: string, caret: number): Mention | null {
  const found = /(?:^|[\s(])@([\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]*)?)$/u.exec(text.slice(Math.max(0, caret - 80), caret));
  return found ? { from: caret - found[1]!.length - 1, typed: found[1]! } : null;
}

/** Names one of whose words begins like what was typed, or that begin with all of it. */
export function namesLike(names: readonly string[], typed: string, most = 6): string[] {
  const wanted = typed.toLowerCase();
  return names.filter((name) => name.toLowerCase().startsWith(wanted) || (!wanted.includes(' ') && name.toLowerCase().split(/[\s.-]+/).some((word) => word.startsWith(wanted)))).slice(0, most);
}

export function withMention(text: string, caret: number, mention: Mention, name: string): { text: string; caret: number } {
  const put = `@${name} `;
  return { text: text.slice(0, mention.from) + put + text.slice(caret), caret: mention.from + put.length };
}
