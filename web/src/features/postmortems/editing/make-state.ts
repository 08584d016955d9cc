// SPDX-License-Identifier: Apache-2.0
// The editor's parts put together. History is CodeMirror's own: it knows which changes came from others and undoes only ours.
import './adopted-styles';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, placeholder, type ViewUpdate } from '@codemirror/view';
import { authorMarks } from './author-marks';
import { keepInView } from './keep-in-view';
import { markdownLanguage } from './markdown-language';
import { remarks } from './remarks';
import { remoteCursors } from './remote-cursors';
import { sharing } from './shared-text';
import { writingKeys } from './writing-keys';

export const locked = new Compartment();
export const lock = (readOnly: boolean): Extension => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];

/** Typing over a selection. Left to itself a browser keeps the look of what was selected by an inline style, which the content
 *  security policy refuses. */
const typeOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    if (event.inputType !== 'insertText' || event.data === null || event.isComposing || view.composing || view.state.readOnly || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

export interface StateParts {
  text: string;
  client: string;
  edition: number;
  readOnly: boolean;
  onupdate: (update: ViewUpdate) => void;
  more: Extension[];
}

export function makeState(parts: StateParts): EditorState {
  return EditorState.create({
    doc: parts.text,
    extensions: [
      sharing(parts.client, parts.edition),
      history(),
      drawSelection({ cursorBlinkRate: 1100 }),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightSelectionMatches({ minSelectionLength: 3 }),
      EditorView.lineWrapping,
      keepInView,
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': 'Text in Markdown', spellcheck: 'true', autocorrect: 'on', autocapitalize: 'sentences' }),
      // Line ends as the server counts them: one unit each.
      EditorState.lineSeparator.of('\n'),
      EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
      EditorState.tabSize.of(2),
      placeholder('Write what happened…'),
      search({ top: true }),
      EditorState.phrases.of({ next: 'Next', previous: 'Previous', all: 'Select all', 'match case': 'Match case', regexp: 'Pattern', 'by word': 'Whole words', replace: 'Replace', 'replace all': 'Replace all', close: 'Close' }),
      typeOver,
      markdownLanguage,
      remoteCursors,
      authorMarks,
      remarks(),
      ...parts.more,
      writingKeys,
      keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      locked.of(lock(parts.readOnly)),
      EditorView.updateListener.of(parts.onupdate),
    ],
  });
}
