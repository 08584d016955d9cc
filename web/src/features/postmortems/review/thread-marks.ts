// SPDX-License-Identifier: Apache-2.0
// The ranges of threads in the text, as they are while it is written: they follow every change, and what is inserted at an
// edge stays outside, as on the server.
import { RangeSet, RangeValue, StateEffect, StateField, type EditorState, type Extension, type Range as Placed } from '@codemirror/state';
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

class ThreadRange extends RangeValue {
  constructor(
    readonly id: string,
    readonly open: boolean,
    readonly suggestion: boolean,
  ) {
    super();
    // What is inserted at an edge stays outside.
    this.startSide = 1;
    this.endSide = -1;
  }
  override eq(other: ThreadRange): boolean {
    return this.id === other.id && this.open === other.open && this.suggestion === other.suggestion;
  }
}

interface Shown {
  /** False until the threads were placed in this state. */
  placed: boolean;
  marks: RangeSet<ThreadRange>;
  painted: DecorationSet;
  active: string | null;
  composing: Range | null;
}

export const threadField = StateField.define<Shown>({
  create: () => ({ placed: false, marks: RangeSet.empty, painted: Decoration.none, active: null, composing: null }),
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
      if (effect.is(placeThreads)) next = { ...next, placed: true, marks: ranges(effect.value, transaction.newDoc.length) };
      else if (effect.is(showActive)) next = { ...next, active: effect.value };
      else if (effect.is(compose)) next = { ...next, composing: effect.value };
    }
    if (next.marks !== shown.marks) next = { ...next, painted: paint(next.marks) };
    return next;
  },
  provide: (self) => [EditorView.decorations.from(self, (shown) => shown.painted), EditorView.decorations.compute([self], (state) => emphasis(state.field(self)))],
});

function ranges(marks: readonly Mark[], length: number): RangeSet<ThreadRange> {
  const placed: Placed<ThreadRange>[] = [];
  for (const { id, open, suggestion, ...range } of marks) {
    const until = Math.min(range.until, length);
    if (range.from < until) placed.push(new ThreadRange(id, open, suggestion).range(range.from, until));
  }
  return RangeSet.of(placed, true);
}

const commented = Decoration.mark({ class: 'thread-mark' });
const suggested = Decoration.mark({ class: 'thread-mark suggested' });

/** The text that open threads are about. Where several overlap it is painted once, so that thousands cost no more than one. */
export function paint(marks: RangeSet<ThreadRange>): DecorationSet {
  const pieces: Placed<Decoration>[] = [];
  const pending = new Map<Decoration, Range>();
  const finish = (kind: Decoration) => {
    const piece = pending.get(kind);
    if (piece) pieces.push(kind.range(piece.from, piece.until));
  };
  for (const each = marks.iter(); each.value; each.next()) {
    if (!each.value.open || each.from >= each.to) continue;
    const kind = each.value.suggestion ? suggested : commented;
    const piece = pending.get(kind);
    if (piece && each.from < piece.until) {
      piece.until = Math.max(piece.until, each.to);
      continue;
    }
    finish(kind);
    pending.set(kind, { from: each.from, until: each.to });
  }
  finish(commented);
  finish(suggested);
  return Decoration.set(pieces, true);
}

function emphasis({ marks, active, composing }: Shown): DecorationSet {
  const shown: Placed<Decoration>[] = [];
  if (active !== null) {
    marks.between(0, Infinity, (from, until, mark) => {
      if (mark.id !== active) return;
      shown.push(Decoration.mark({ class: 'thread-active' }).range(from, until));
      return false;
    });
  }
  if (composing && composing.from < composing.until) shown.push(Decoration.mark({ class: 'thread-composing' }).range(composing.from, composing.until));
  return Decoration.set(shown, true);
}

/** Where each thread is now. Those that are not in it have no text (any more). */
export function positionsIn(state: EditorState): Map<string, Range> {
  const found = new Map<string, Range>();
  const iterator = state.field(threadField, false)?.marks.iter();
  for (; iterator?.value; iterator.next()) found.set(iterator.value.id, { from: iterator.from, until: iterator.to });
  return found;
}

/** The open thread at a position: of several, the one with the shortest text. */
export function threadAt(state: EditorState, position: number): string | null {
  let best: { id: string; length: number } | null = null;
  state.field(threadField, false)?.marks.between(position, position, (from, until, mark) => {
    if (mark.open && (best === null || until - from < best.length)) best = { id: mark.id, length: until - from };
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
