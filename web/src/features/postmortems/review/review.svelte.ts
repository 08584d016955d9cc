// SPDX-License-Identifier: Apache-2.0
// The threads of a text that is being written: where they are now, which one is looked at, and the comment that is begun.
import type { Thread } from '$api/types';
import type { EditorView } from '@codemirror/view';
import { findQuote, type Range } from './arrange';
import { KeptDraft } from './kept-draft.svelte';
import { compose, placeThreads, positionsIn, showActive, threadField, threadMarks, type Kind, type Mark } from './thread-marks';

/** What the review needs of the editor. */
export interface Text {
  readonly view: EditorView | null;
  /** That of the server's text which stands here; null while something of ours is not on the server. */
  readonly edition: number | null;
  here(position: number, edition: number, side: 1 | -1): number | null;
}

export interface Begun {
  kind: Kind;
  quote: string;
  /** Where it was when it was kept; the mark in the text knows better. */
  from: number;
  /** Of a suggestion. */
  replacement: string;
}

const settleMs = 4000;

export class Review {
  open = $state<'threads' | 'completeness' | null>(null);
  filter = $state<'open' | 'all'>('open');
  active = $state<string | null>(null);
  /** Counts the wishes to see the active thread in the list. */
  calls = $state(0);
  positions = $state.raw<ReadonlyMap<string, Range>>(new Map());
  readonly draft: KeptDraft<Begun>;
  readonly extension;

  #text: () => Text;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(number: number, me: string, text: () => Text, may: () => boolean) {
    this.#text = text;
    this.draft = new KeptDraft<Begun>(`thread.${number}.${me}`);
    if (this.draft.more) this.open = 'threads';
    this.extension = threadMarks({
      may,
      begin: (kind) => this.begin(kind),
      pick: (id, clicked) => {
        if (clicked && this.open !== 'threads') this.open = 'threads';
        if (id !== null || clicked) this.activate(id);
      },
      moved: () => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#look(), 120);
      },
    });
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const { view } = this.#text();
    if (view) this.positions = positionsIn(view.state);
  }

  /** Puts the ranges into the text. False when some must wait, for the text or for newer answers. */
  place(threads: readonly Thread[]): boolean {
    const text = this.#text();
    const { view } = text;
    if (!view) return false;
    const known = positionsIn(view.state);
    let all = true;
    const marks: Mark[] = [];
    for (const thread of threads) {
      if (thread.from >= thread.until) continue;
      const from = text.here(thread.from, thread.edition, 1);
      const until = text.here(thread.until, thread.edition, -1);
      const range = from === null || until === null ? known.get(thread.id) : { from, until };
      if (from === null || until === null) all = false;
      if (range && range.from < range.until) marks.push({ ...range, id: thread.id, open: thread.state === 'open', suggestion: thread.kind === 'suggestion' });
    }
    view.dispatch({ effects: [placeThreads.of(marks), showActive.of(this.active)] });
    this.positions = positionsIn(view.state);
    return all;
  }

  /** Whether the state of the editor knows the threads: one that began anew does not. */
  get placed(): boolean {
    return this.#text().view?.state.field(threadField, false)?.placed ?? false;
  }

  activate(id: string | null): void {
    if (id !== this.active) this.#text().view?.dispatch({ effects: showActive.of(id) });
    this.active = id;
    this.calls += 1;
  }

  /** Selects nothing: it shows the text of a thread and leaves the cursor there. */
  jump(id: string): boolean {
    const { view } = this.#text();
    const at = view && positionsIn(view.state).get(id);
    if (!view || !at) return false;
    view.dispatch({ selection: { anchor: at.from }, scrollIntoView: true, effects: showActive.of(id) });
    this.active = id;
    view.focus();
    return true;
  }

  /** Begins a comment about what is selected, else about the line of the cursor; what was typed already stays. */
  begin(kind: Kind): void {
    const { view } = this.#text();
    if (!view) return;
    const { state } = view;
    const { main } = state.selection;
    const line = state.doc.lineAt(main.head);
    const lead = line.text.length - line.text.trimStart().length;
    const range = main.empty ? { from: line.from + lead, until: line.from + line.text.trimEnd().length } : { from: main.from, until: main.to };
    if (range.until <= range.from) return this.beginWhole();
    const quote = state.sliceDoc(range.from, range.until);
    view.dispatch({ effects: compose.of(range) });
    this.draft.set(this.draft.text, { kind, quote, from: range.from, replacement: kind === 'suggestion' ? quote : '' });
    this.open = 'threads';
  }

  /** Begins a comment on the document as a whole. */
  beginWhole(): void {
    this.#text().view?.dispatch({ effects: compose.of(null) });
    this.draft.set(this.draft.text, { kind: 'comment', quote: '', from: 0, replacement: '' });
    this.open = 'threads';
  }

  /** Marks what a kept draft is about, where that still stands. */
  resume(): void {
    const { view } = this.#text();
    const begun = this.draft.more;
    if (!view || !begun?.quote || view.state.field(threadField, false)?.composing) return;
    const range = findQuote(view.state.doc.toString(), begun.quote, begun.from);
    if (range) view.dispatch({ effects: compose.of(range) });
  }

  cancel(): void {
    this.draft.clear();
    this.#text().view?.dispatch({ effects: compose.of(null) });
    this.#text().view?.focus();
  }

  /** What the server is asked; waits until it has the text that the comment is about. Throws words for the reader. */
  async request(): Promise<{ edition: number; from: number; until: number; text?: string; replacement?: string }> {
    const text = this.#text();
    const begun = this.draft.more;
    for (let waited = 0; text.edition === null && waited < settleMs; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    const { edition } = text;
    if (edition === null || !text.view) throw new Error('The text that this is about is not on the server yet. What you wrote is kept here: send it when you are connected.');
    const range = begun?.quote ? text.view.state.field(threadField).composing : { from: 0, until: 0 };
    if (!range || (begun?.quote && range.from >= range.until)) throw new Error('The text that this is about is gone. Select another part of the text, or comment on the whole document; what you wrote stays.');
    const words = this.draft.text.trim();
    return { edition, ...range, ...(words ? { text: words } : {}), ...(begun?.kind === 'suggestion' ? { replacement: begun.replacement } : {}) };
  }
}
