// SPDX-License-Identifier: Apache-2.0
// The linter's remarks as squiggles. The server makes them; this asks when the writing rests, and shows.
import { forEachDiagnostic, linter, nextDiagnostic, previousDiagnostic, type Diagnostic } from '@codemirror/lint';
import type { EditorState, Extension, Text } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { api, take } from '$api/client';
import { toProblem } from '$api/problem';
import type { Remark } from '$api/types';

/** A remark at its place in the text as it stands. */
export interface Placed {
  from: number;
  to: number;
  line: number;
  rule: string;
  message: string;
  question: string;
}

const restMs = 900;
const mostRemarks = 500;

/** Where a remark is in a text; null when the text does not have that place (any more). */
export function placeRemark(doc: Text, remark: Remark): { from: number; to: number } | null {
  if (remark.line < 1 || remark.line > doc.lines) return null;
  const line = doc.line(remark.line);
  const from = line.from + Math.max(0, remark.column - 1);
  if (from > line.to) return null;
  const to = Math.min(doc.length, from + Math.max(1, remark.length));
  return { from: Math.min(from, to), to };
}

/**
 * Tells the linter to accept this place: a comment at the end of the line, which readers do not see. It counts once it
 * says why, so the cursor goes there.
 */
function allow(view: EditorView, rule: string, from: number): void {
  const line = view.state.doc.lineAt(from);
  const before = ` <!-- lint: allow ${rule} `;
  const reason = line.to + before.length;
  view.dispatch({ changes: { from: line.to, insert: `${before} -->` }, selection: { anchor: reason }, scrollIntoView: true, userEvent: 'input' });
  view.focus();
}

/** Whether a remark can be answered by a comment: those about such comments cannot. */
export const allowable = (rule: string): boolean => rule !== 'allow-comment';

function toDiagnostic(remark: Remark, place: { from: number; to: number }): Diagnostic {
  return {
    ...place,
    severity: 'warning',
    source: remark.rule,
    message: [remark.message, remark.question].filter(Boolean).join('\n'),
    renderMessage: () => {
      const box = document.createElement('div');
      const message = document.createElement('p');
      message.textContent = remark.message;
      const question = document.createElement('p');
      question.className = 'question';
      question.textContent = remark.question;
      box.append(message, ...(remark.question ? [question] : []));
      return box;
    },
    actions: allowable(remark.rule) ? [{ name: 'Allow here…', apply: (view, from) => allow(view, remark.rule, from) }] : [],
  };
}

/** All remarks in the order of the text. */
export function remarksIn(state: EditorState): Placed[] {
  const found: Placed[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    const [message = '', ...question] = diagnostic.message.split('\n');
    found.push({ from, to, line: state.doc.lineAt(from).number, rule: diagnostic.source ?? '', message, question: question.join('\n') });
  });
  return found;
}

export function allowAt(view: EditorView, remark: Placed): void {
  allow(view, remark.rule, remark.from);
}

export function remarks(): Extension {
  let absent = false;
  const ask = async (view: EditorView): Promise<readonly Diagnostic[]> => {
    if (absent) return [];
    const { doc } = view.state;
    try {
      const { remarks: found } = await take(api.POST('/api/v1/lint', { body: { markdown: doc.toString() } }));
      return found.slice(0, mostRemarks).flatMap((remark) => {
        const place = placeRemark(doc, remark);
        return place ? [toDiagnostic(remark, place)] : [];
      });
    } catch (cause) {
      absent = toProblem(cause).status === 404;
      // Without an answer what was shown stays: it has moved with the text.
      return remarksIn(view.state).map((each) => toDiagnostic({ ...each, column: 1, length: 1 }, each));
    }
  };
  return [linter(ask, { delay: restMs }), keymap.of([{ key: 'F8', run: nextDiagnostic, shift: previousDiagnostic }])];
}
