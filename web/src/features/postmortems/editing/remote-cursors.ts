// SPDX-License-Identifier: Apache-2.0
// Where the others are in the text: a caret with the name on a flag, and what they have selected.
import { StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

export interface RemoteCursor {
  client: string;
  name: string;
  /** Which of the colours --who-0 … --who-7. */
  colour: number;
  anchor: number;
  head: number;
}

export const showCursors = StateEffect.define<readonly RemoteCursor[]>();

class Caret extends WidgetType {
  constructor(
    private readonly cursor: RemoteCursor,
    private readonly typed: boolean,
  ) {
    super();
  }
  override eq(other: Caret): boolean {
    return other.cursor.client === this.cursor.client && other.cursor.name === this.cursor.name && other.cursor.colour === this.cursor.colour && other.cursor.head === this.cursor.head && this.typed === other.typed;
  }
  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = `remote-caret who-${this.cursor.colour % 8}`;
    caret.setAttribute('aria-hidden', 'true');
    const flag = document.createElement('span');
    flag.className = 'remote-flag';
    // As an attribute: a name inside the text would be read and copied with it.
    flag.dataset['name'] = this.cursor.name;
    caret.append('\u2060', flag, '\u2060');
    return caret;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

const field = StateField.define<readonly RemoteCursor[]>({
  create: () => [],
  update(cursors, transaction) {
    let next = cursors;
    if (transaction.docChanged && next.length)
      next = next.map((cursor) => ({ ...cursor, anchor: transaction.changes.mapPos(cursor.anchor, 1), head: transaction.changes.mapPos(cursor.head, 1) }));
    for (const effect of transaction.effects) if (effect.is(showCursors)) next = effect.value;
    return next;
  },
  provide: (self) => EditorView.decorations.compute([self], (state) => draw(state.field(self), state.doc.length)),
});

function draw(cursors: readonly RemoteCursor[], length: number): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const cursor of cursors) {
    const head = Math.min(cursor.head, length);
    const anchor = Math.min(cursor.anchor, length);
    if (anchor !== head) ranges.push(Decoration.mark({ class: `remote-selection who-${cursor.colour % 8}` }).range(Math.min(anchor, head), Math.max(anchor, head)));
    ranges.push(Decoration.widget({ widget: new Caret(cursor, anchor === head), side: -1 }).range(head));
  }
  return Decoration.set(ranges, true);
}

export const remoteCursors: Extension = field;
export const cursorOf = (view: EditorView, client: string): RemoteCursor | undefined => view.state.field(field, false)?.find((cursor) => cursor.client === client);
