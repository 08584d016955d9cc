// SPDX-License-Identifier: Apache-2.0
// Keys for writing Markdown. Tab indents in lists only; elsewhere, and after Escape, it leaves the text (WCAG 2.1.2).
import type { StateCommand, TransactionSpec } from '@codemirror/state';
import { EditorSelection, type ChangeSpec, type EditorState } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { apply, type Edit, type Span } from '../edits';
import { alignTable, indentItem, isItem, isRow, onEnter } from './lists';

const enter: StateCommand = ({ state, dispatch }) => {
  const range = state.selection.main;
  if (!range.empty || state.selection.ranges.length > 1) return false;
  const line = state.doc.lineAt(range.head);
  const change = onEnter(line.text, range.head - line.from);
  if (!change) return false;
  const from = line.from + change.from;
  const row = change.insert.startsWith('\n|');
  dispatch(state.update({ changes: { from, to: line.from + change.to, insert: change.insert }, selection: { anchor: from + (row ? 3 : change.insert.length) }, scrollIntoView: true, userEvent: 'input' }));
  return true;
};

const indent = (out: boolean): StateCommand => ({ state, dispatch }) => {
  const { from, to } = state.selection.main;
  const changes: ChangeSpec[] = [];
  let items = 0;
  for (let at = state.doc.lineAt(from).number; at <= state.doc.lineAt(to).number; at += 1) {
    const line = state.doc.line(at);
    if (isItem(line.text)) items += 1;
    const change = indentItem(line.text, out);
    if (change) changes.push({ from: line.from + change.from, to: line.from + change.to, insert: change.insert });
  }
  if (!items) return false;
  if (changes.length) dispatch(state.update({ changes, userEvent: 'input.indent' }));
  return true;
};

/** Makes the columns of the table at the cursor equally wide; false outside of a table. */
export const tidyTable: StateCommand = ({ state, dispatch }) => {
  const here = state.doc.lineAt(state.selection.main.head);
  if (!isRow(here.text)) return false;
  let first = here.number;
  let last = here.number;
  while (first > 1 && isRow(state.doc.line(first - 1).text)) first -= 1;
  while (last < state.doc.lines && isRow(state.doc.line(last + 1).text)) last += 1;
  if (first === last) return false;
  const lines = Array.from({ length: last - first + 1 }, (_, at) => state.doc.line(first + at));
  const aligned = alignTable(lines.map((line) => line.text));
  const changes = lines.flatMap((line, at) => (line.text === aligned[at] ? [] : [{ from: line.from, to: line.to, insert: aligned[at]! }]));
  if (changes.length) dispatch(state.update({ changes, userEvent: 'input.format' }));
  return true;
};

/** What a change of the whole text and its selection changes of it: others may be writing elsewhere. */
export function specOf(state: EditorState, edit: (span: Span) => Span): TransactionSpec {
  const text = state.doc.toString();
  const { from, to } = state.selection.main;
  const next = edit({ text, start: from, end: to });
  let head = 0;
  while (head < text.length && head < next.text.length && text[head] === next.text[head]) head += 1;
  let tail = 0;
  while (tail < text.length - head && tail < next.text.length - head && text[text.length - 1 - tail] === next.text[next.text.length - 1 - tail]) tail += 1;
  return { changes: { from: head, to: text.length - tail, insert: next.text.slice(head, next.text.length - tail) }, selection: EditorSelection.single(next.start, next.end), scrollIntoView: true, userEvent: 'input' };
}

export function applyEdit(view: EditorView, edit: Edit): boolean {
  if (view.state.readOnly) return true;
  if (edit === 'table' && tidyTable(view)) return true;
  view.dispatch(specOf(view.state, (span) => apply(edit, span)));
  view.focus();
  return true;
}

const press = (edit: Edit) => (view: EditorView) => applyEdit(view, edit);

export const writingKeys = keymap.of([
  { key: 'Enter', run: enter },
  { key: 'Tab', run: indent(false), shift: indent(true) },
  { key: 'Mod-b', run: press('bold') },
  { key: 'Mod-i', run: press('italic') },
  { key: 'Mod-e', run: press('code') },
  { key: 'Mod-Alt-k', run: press('link') },
  { key: 'Mod-Alt-2', run: press('heading') },
  { key: 'Mod-Shift-8', run: press('list') },
  { key: 'Mod-Shift-7', run: press('ordered') },
  { key: 'Mod-Shift-9', run: press('quote') },
  { key: 'Mod-Alt-t', run: press('table') },
]);
