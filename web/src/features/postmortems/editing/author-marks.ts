// SPDX-License-Identifier: Apache-2.0
// Who wrote what, as a subtle ground behind the text. What is written afterwards shifts it; it is fetched anew when saved.
import { StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

export interface AuthorSpan {
  length: number;
  author: string;
}

/** Null takes the view away. */
export const showAuthors = StateEffect.define<readonly AuthorSpan[] | null>();

/** Each author once, those who wrote most first: the place in this list is the colour. */
export function authorsOf(spans: readonly AuthorSpan[]): { name: string; part: number }[] {
  const lengths = new Map<string, number>();
  let total = 0;
  for (const { author, length } of spans) {
    lengths.set(author, (lengths.get(author) ?? 0) + length);
    total += length;
  }
  return [...lengths].map(([name, length]) => ({ name, part: total ? length / total : 0 })).sort((a, b) => b.part - a.part || (a.name < b.name ? -1 : 1));
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? marks.map(transaction.changes) : marks;
    for (const effect of transaction.effects) if (effect.is(showAuthors)) next = effect.value ? draw(effect.value, transaction.newDoc.length) : Decoration.none;
    return next;
  },
  provide: (self) => EditorView.decorations.from(self),
});

function draw(spans: readonly AuthorSpan[], length: number): DecorationSet {
  const names = authorsOf(spans).map((author) => author.name);
  const ranges: Range<Decoration>[] = [];
  let at = 0;
  for (const span of spans) {
    const end = Math.min(at + span.length, length);
    if (end > at) ranges.push(Decoration.mark({ class: `authored who-${names.indexOf(span.author) % 8}`, attributes: { title: span.author } }).range(at, end));
    at = end;
  }
  return Decoration.set(ranges);
}

export const authorMarks: Extension = field;
