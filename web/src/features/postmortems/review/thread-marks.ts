// SPDX-License-Identifier: Apache-2.0
// The ranges of threads in the text, as they are while it is written: they follow every change, and what is inserted at an
// edge stays outside, as on the server.
import { StateEffect, StateField, type EditorState, type Extension, type Range as Placed } from '@codemirror/state';
import { Decoration, EditorView, keymap, showTooltip, type DecorationSet, type Tooltip } from '@codemirror/view';
import type { Range } from './arrange';

export interface Mark extends Range {
  id: string;
  open: boolean;
  suggestion: boolean;
}

export const placeThreads = StateEffect.define<readonly Mark[]>();
export const showActive = StateEffect.define<string | null>();
/** The range that a comment is being written about. */
export const compose = StateEffect.define<Range | null>({ map: (range, changes) => range && { from: changes.mapPos(range.from, 1), until: changes.mapPos(range.until, -1) } });

interface Shown {
  /** False until the threads were placed in this state. */
  placed: boolean;
  marks: DecorationSet;
  active: string | null;
  composing: Range | null;
}

export const threadField = StateField.define<Shown>({
  create: () => ({ placed: false, marks: Decoration.none, active: null, composing: null }),
  update(shown, transaction) {
    let next = shown;
    if (transaction.docChanged) {
      const { composing } = shown;
      next = {
        ...next,
        marks: next.marks.map(transaction.changes),
        composing: composing && { from: transaction.changes.mapPos(composing.from, 1), until: transaction.changes.mapPos(composing.until, -1) },
      };
    }
    for (const effect of transaction.effects) {
      if (effect.is(placeThreads)) next = { ...next, placed: true, marks: draw(effect.value, transaction.newDoc.length) };
      else if (effect.is(showActive)) next = { ...next, active: effect.value };
      else if (effect.is(compose)) next = { ...next, composing: effect.value };
    }
    return next;
  },
  provide: (self) => [EditorView.decorations.from(self, (shown) => shown.marks), EditorView.decorations.compute([self], (state) => emphasis(state.field(self)))],
});

function draw(marks: readonly Mark[], length: number): DecorationSet {
  const ranges: Placed<Decoration>[] = [];
  for (const { id, open, suggestion, ...range } of marks) {
    const until = Math.min(range.until, length);
    if (range.from < until) ranges.push(Decoration.mark({ class: open ? (suggestion ? 'thread-mark suggested' : 'thread-mark') : 'thread-mark settled', attributes: { 'data-thread': id }, id, open }).range(range.from, until));
  }
  return Decoration.set(ranges, true);
}

function emphasis({ marks, active, composing }: Shown): DecorationSet {
  const ranges: Placed<Decoration>[] = [];
  if (active !== null) {
    marks.between(0, Infinity, (from, until, mark) => {
      if (mark.spec['id'] !== active) return;
      ranges.push(Decoration.mark({ class: 'thread-active' }).range(from, until));
      return false;
    });
  }
  if (composing && composing.from < composing.until) ranges.push(Decoration.mark({ class: 'thread-composing' }).range(composing.from, composing.until));
  return Decoration.set(ranges, true);
}

/** Where each thread is now. Those that are not in it have no text (any more). */
export function positionsIn(state: EditorState): Map<string, Range> {
  const found = new Map<string, Range>();
  const iterator = state.field(threadField, false)?.marks.iter();
  for (; iterator?.value; iterator.next()) found.set(String(iterator.value.spec['id']), { from: iterator.from, until: iterator.to });
  return found;
}

/** The open thread at a position: of several, the one with the shortest text. */
export function threadAt(state: EditorState, position: number): string | null {
  let best: { id: string; length: number } | null = null;
  state.field(threadField, false)?.marks.between(position, position, (from, until, mark) => {
    if (mark.spec['open'] && (best === null || until - from < best.length)) best = { id: String(mark.spec['id']), length: until - from };
  });
  return (best as { id: string } | null)?.id ?? null;
}

export type Kind = 'comment' | 'suggestion';

export interface MarkEvents {
  /** Whether the reader may comment. */
  may: () => boolean;
  begin: (kind: Kind) => void;
  /** The text of a thread was clicked, or the cursor moved into it. */
  pick: (id: string | null, clicked: boolean) => void;
  moved: () => void;
}

export function threadMarks(events: MarkEvents): Extension {
  const button = (text: string, hint: string, kind: Kind): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.title = hint;
    made.addEventListener('mousedown', (event) => event.preventDefault());
    made.addEventListener('click', () => events.begin(kind));
    return made;
  };
  const create = () => {
    const dom = document.createElement('div');
    dom.className = 'thread-tools';
    dom.append(button('Comment', 'Ctrl-Alt-M', 'comment'), button('Suggest', 'Ctrl-Alt-Shift-M', 'suggestion'));
    return { dom };
  };
  const run = (kind: Kind) => () => {
    if (events.may()) events.begin(kind);
    return events.may();
  };
  return [
    threadField,
    showTooltip.compute(['selection'], (state): Tooltip | null => {
      const { main } = state.selection;
      if (main.empty || !events.may()) return null;
      return { pos: main.head, above: main.head <= main.anchor, arrow: false, create };
    }),
    keymap.of([
      { key: 'Ctrl-Alt-m', run: run('comment') },
      { key: 'Ctrl-Alt-Shift-m', run: run('suggestion') },
    ]),
    EditorView.domEventHandlers({
      // Not `click`: the element that is pressed is drawn anew at once, as the active one, and is never clicked.
      mouseup: (event, view) => {
        const at = event.button !== 0 ? null : view.posAtCoords({ x: event.clientX, y: event.clientY });
        const id = at === null || !view.state.selection.main.empty ? null : threadAt(view.state, at);
        if (id !== null) events.pick(id, true);
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged || update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(placeThreads)))) events.moved();
      if (update.selectionSet && !update.docChanged) events.pick(threadAt(update.state, update.state.selection.main.head), false);
    }),
  ];
}
