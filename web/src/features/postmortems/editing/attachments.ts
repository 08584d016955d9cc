// SPDX-License-Identifier: Apache-2.0
// Pictures and files that are pasted or dropped: they become evidence of the incident, and a link in the text. While one is
// on its way a placeholder stands at its place; it is no part of the text, so nobody else sees it.
import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import { toProblem } from '$api/problem';
import type { EvidenceList } from '$api/types';
import { sendFile } from '$features/evidence/upload';
import { fileMarkdown } from './citing';

interface Sending {
  id: number;
  at: number;
  name: string;
  part: number;
  problem: string;
}

const put = StateEffect.define<Sending>({ map: (sending, changes) => ({ ...sending, at: changes.mapPos(sending.at, 1) }) });
const take = StateEffect.define<number>();

class Placeholder extends WidgetType {
  constructor(
    private readonly sending: Sending,
    private readonly jobs: Map<number, Job>,
  ) {
    super();
  }
  override eq(other: Placeholder): boolean {
    return other.sending.id === this.sending.id && other.sending.part === this.sending.part && other.sending.problem === this.sending.problem;
  }
  override toDOM(): HTMLElement {
    const box = document.createElement('span');
    box.className = 'attachment';
    this.fill(box);
    return box;
  }
  override updateDOM(box: HTMLElement): boolean {
    this.fill(box);
    return true;
  }
  private fill(box: HTMLElement): void {
    const { name, part, problem, id } = this.sending;
    const text = document.createElement('span');
    text.setAttribute('role', problem ? 'alert' : 'status');
    text.textContent = problem ? `${name}: ${problem}` : part < 1 ? `${name}, ${Math.floor(part * 20) * 5} %` : `${name}, being stored…`;
    const press = (label: string, run: () => void) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = label;
      button.setAttribute('aria-label', `${label}: ${name}`);
      button.onclick = run;
      return button;
    };
    box.classList.toggle('failed', problem !== '');
    const job = this.jobs.get(id);
    box.replaceChildren(text, ...(problem ? [press('Try again', () => job?.send())] : []), press(problem ? 'Leave out' : 'Stop', () => job?.stop()));
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

interface Job {
  send(): void;
  stop(): void;
}

/** A name that tells pasted pictures apart; browsers call every one of them "image.png". */
export function attachmentName(file: { name: string; type: string }, now: Date): string {
  if (file.name && !/^image\.\w+$/.test(file.name)) return file.name;
  const ending = file.type.split('/')[1]?.replace('jpeg', 'jpg') ?? 'png';
  return `screenshot-${now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')}.${ending}`;
}

/** `stored` is called when the list of evidence has grown. */
export function attachments(number: number, stored: () => void): { extension: Extension; add: (view: EditorView, files: readonly File[], at: number) => void } {
  const jobs = new Map<number, Job>();
  let count = 0;

  const field = StateField.define<{ list: readonly Sending[]; marks: DecorationSet }>({
    create: () => ({ list: [], marks: Decoration.none }),
    update(value, transaction) {
      if (!transaction.docChanged && !transaction.effects.some((effect) => effect.is(put) || effect.is(take))) return value;
      let list = value.list.map((sending) => ({ ...sending, at: transaction.changes.mapPos(sending.at, 1) }));
      for (const effect of transaction.effects) {
        if (effect.is(put)) {
          const known = list.find((sending) => sending.id === effect.value.id);
          list = known ? list.map((sending) => (sending === known ? { ...effect.value, at: sending.at } : sending)) : [...list, effect.value];
        } else if (effect.is(take)) list = list.filter((sending) => sending.id !== effect.value);
      }
      return { list, marks: Decoration.set(list.map((sending) => Decoration.widget({ widget: new Placeholder(sending, jobs), side: 1 }).range(sending.at)), true) };
    },
    provide: (self) => EditorView.decorations.from(self, (value) => value.marks),
  });

  function add(view: EditorView, files: readonly File[], at: number): void {
    for (const file of files) start(view, file, at);
  }

  function start(view: EditorView, file: File, at: number): void {
    const id = ++count;
    const name = attachmentName(file, new Date());
    const tell = (change: Partial<Sending>) => view.dispatch({ effects: put.of({ id, at: Math.min(at, view.state.doc.length), name, part: 0, problem: '', ...change }) });
    let abort = new AbortController();
    const done = () => {
      jobs.delete(id);
      view.dispatch({ effects: take.of(id) });
    };
    const send = async () => {
      abort = new AbortController();
      tell({});
      try {
        const address = `/api/v1/incidents/${number}/evidence?${new URLSearchParams({ name })}`;
        let shown = 0;
        const answer = await sendFile<EvidenceList>(address, file, (part) => {
          if (part - shown >= 0.05 || part === 1) tell({ part: (shown = part) });
        }, abort.signal);
        const item = answer.items.filter((each) => each.name === name && each.size === file.size).sort((a, b) => (a.recorded_at < b.recorded_at ? 1 : -1))[0];
        const place = view.state.field(field).list.find((each) => each.id === id);
        if (item && place) insert(view, place.at, fileMarkdown(item.id, name));
        done();
        stored();
      } catch (cause) {
        if (abort.signal.aborted) return done();
        const problem = toProblem(cause);
        tell({ problem: problem.detail || problem.title });
      }
    };
    jobs.set(id, {
      send: () => void send(),
      stop: () => {
        abort.abort();
        done();
      },
    });
    void send();
  }

  const handlers = EditorView.domEventHandlers({
    paste: (event, view) => {
      const files = Array.from(event.clipboardData?.files ?? []);
      // A spreadsheet puts a picture beside its text: text that can be pasted wins.
      if (!files.length || event.clipboardData?.types.includes('text/plain') || view.state.readOnly) return false;
      event.preventDefault();
      add(view, files, view.state.selection.main.head);
      return true;
    },
    drop: (event, view) => {
      const files = Array.from(event.dataTransfer?.files ?? []);
      if (!files.length || view.state.readOnly) return false;
      event.preventDefault();
      add(view, files, view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.head);
      return true;
    },
  });
  return { extension: [field, handlers], add };
}

function insert(view: EditorView, at: number, markdown: string): void {
  const before = view.state.sliceDoc(Math.max(0, at - 1), at);
  const text = before && !/\s/.test(before) ? ` ${markdown}` : markdown;
  const { head } = view.state.selection.main;
  view.dispatch({ changes: { from: at, insert: text }, ...(head === at ? { selection: { anchor: at + text.length } } : {}), userEvent: 'input.paste' });
}
