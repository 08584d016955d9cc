// SPDX-License-Identifier: Apache-2.0
// What a text consists of: its headings, and how long it is. Pure.

export interface Heading {
  title: string;
  level: number;
  /** Where its line begins, in UTF-16 code units. */
  from: number;
}

/** The headings of a Markdown text outside of code; those underlined with = or - too. */
export function headingsOf(markdown: string): Heading[] {
  const found: Heading[] = [];
  let fence = '';
  let from = 0;
  let former = { text: '', from: 0 };
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark && mark.startsWith(fence)) fence = '';
    } else if (mark) fence = mark;
    else {
      const atx = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#*)?[ \t]*$/.exec(line);
      if (atx?.[2]) found.push({ title: plain(atx[2]), level: atx[1]!.length, from });
      else if (/^ {0,3}(=+|-+)[ \t]*$/.test(line) && /^ {0,3}[^\s>|#*+-]/.test(former.text)) found.push({ title: plain(former.text.trim()), level: line.includes('=') ? 1 : 2, from: former.from });
    }
    former = { text: fence ? '' : line, from };
    from += line.length + 1;
  }
  return found;
}

const plain = (title: string) => title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/(\*\*|__|\*|`|~~)/g, '');

/** The heading that a position is below: the index, or -1 above the first. */
export const headingAt = (headings: readonly Heading[], position: number): number => headings.findLastIndex((heading) => heading.from <= position);

/** Words of the text itself: addresses, marks and comments do not count. */
export function countWords(markdown: string): number {
  const text = markdown.replace(/<!--[\s\S]*?-->/g, ' ').replace(/\]\([^)\s]*\)/g, ']').replace(/https?:\/\/\S+/g, ' x ');
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu)?.length ?? 0;
}
