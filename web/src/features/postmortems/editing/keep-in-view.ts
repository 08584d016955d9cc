// SPDX-License-Identifier: Apache-2.0
// CodeMirror scrolls by the estimated heights of lines that it has not drawn yet, and learns the real ones afterwards: a
// jump over long wrapped lines can miss. This looks after each jump whether the cursor is in sight, and goes there again.
import { EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';

const mostTries = 3;

export const keepInView: Extension = EditorView.updateListener.of((update) => {
  if (update.transactions.some((transaction) => transaction.scrollIntoView)) look(update.view, mostTries);
});

function look(view: EditorView, tries: number): void {
  // The frame after next: the jump and what it has taught about heights are through by then.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { head } = view.state.selection.main;
      if (!view.dom.isConnected || inSight(view, head)) return;
      view.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 5 }) });
      if (tries > 1) look(view, tries - 1);
    }),
  );
}

function inSight(view: EditorView, position: number): boolean {
  const cursor = view.coordsAtPos(position);
  const frame = view.scrollDOM.getBoundingClientRect();
  return cursor !== null && cursor.bottom <= frame.bottom + 1 && cursor.top >= frame.top - 1;
}
