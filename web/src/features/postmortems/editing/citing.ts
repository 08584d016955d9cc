// SPDX-License-Identifier: Apache-2.0
// Citations while one writes: [[ offers what can be cited, resting on a citation shows its source, Ctrl-click opens it.
import { autocompletion, completionKeymap, pickedCompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip, keymap, MatchDecorator, ViewPlugin, type DecorationSet, type Tooltip, type ViewUpdate } from '@codemirror/view';
import { citationFor } from '../cite';

export interface Source {
  /** Of a timeline entry. */
  id: string;
  text: string;
  /** In the reader's zone, ready to be shown. */
  time: string;
  origin: string;
  actor: string;
  kind: string;
}
export interface Citable {
  entries(): readonly Source[];
  files(): readonly { id: string; name: string; about: string }[];
  actions(): readonly { number: number; key: string; title: string; about: string }[];
  people(): readonly { name: string; about: string }[];
  /** Opens a link of the text. */
  follow(address: string): void;
}

const link = /\[([^\]\n]{1,200})\]\(([^)\s]{1,500})\)/g;
const cited = /^#entry-([\w-]+)$/;

/** The Markdown for a file of the evidence: a picture where the browser can show one. */
export function fileMarkdown(id: string, name: string): string {
  const label = name.slice(name.lastIndexOf('/') + 1).replace(/[[\]\\]/g, ' ').trim() || 'file';
  return `${/\.(png|jpe?g|gif|webp)$/i.test(name) ? '!' : ''}[${label}](/api/v1/evidence/${id}/original)`;
}

function offer(citable: Citable, context: CompletionContext): CompletionResult | null {
  const open = context.matchBefore(/\[\[[^\]\n[]{0,60}/);
  if (!open) return null;
  const insert = (text: (markdown: string) => string): Completion['apply'] => (view, completion, _from, to) => {
    const end = view.state.sliceDoc(to, to + 2) === ']]' ? to + 2 : to;
    const made = text(view.state.doc.toString());
    view.dispatch({ changes: { from: open.from, to: end, insert: made }, selection: { anchor: open.from + made.length }, annotations: pickedCompletion.of(completion), userEvent: 'input.complete' });
  };
  const one = (text: string) => text.replace(/\s+/g, ' ').slice(0, 120);
  const entries = citable.entries().map((entry): Completion => ({
    label: one(entry.text), detail: entry.time, type: entry.kind, section: { name: 'Timeline', rank: 0 }, info: () => card(entry),
    apply: insert((markdown) => citationFor(entry.id, markdown)),
  }));
  const files = citable.files().map((file): Completion => ({ label: file.name, detail: file.about, type: 'evidence', section: { name: 'Evidence', rank: 2 }, apply: insert(() => fileMarkdown(file.id, file.name)) }));
  const actions = citable.actions().map((action): Completion => ({
    label: `${action.key} ${one(action.title)}`, detail: action.about, type: 'action', section: { name: 'Actions', rank: 1 },
    apply: insert(() => `[${action.key}](/actions/${action.number})`),
  }));
  const people = citable.people().map((person): Completion => ({ label: person.name, detail: person.about, type: 'person', section: { name: 'People', rank: 3 }, apply: insert(() => person.name) }));
  return { from: open.from + 2, options: [...entries, ...actions, ...files, ...people], validFor: /^[^\]\n[]{0,60}$/ };
}

/** What stands behind a citation, as the preview shows it too. */
function card(source: Source): HTMLElement {
  const box = document.createElement('div');
  box.className = 'source-card';
  const part = (name: string, text: string) => {
    if (!text) return;
    const line = document.createElement('p');
    line.className = name;
    line.textContent = text;
    box.append(line);
  };
  part('when', [source.time, source.actor].filter(Boolean).join(' · '));
  part('said', source.text.length > 600 ? `${source.text.slice(0, 600)}…` : source.text);
  part('from', source.origin);
  return box;
}

/** The link around a position. */
function linkAt(view: EditorView, position: number): { from: number; to: number; address: string } | null {
  const line = view.state.doc.lineAt(position);
  for (const found of line.text.matchAll(link)) {
    const from = line.from + found.index;
    const to = from + found[0].length;
    if (from <= position && position <= to) return { from, to, address: found[2]! };
  }
  return null;
}

function hovered(citable: Citable, view: EditorView, position: number): Tooltip | null {
  const found = linkAt(view, position);
  const id = found && cited.exec(found.address)?.[1];
  if (!found || !id) return null;
  const source = citable.entries().find((entry) => entry.id.replace(/^entry-/, '') === id);
  return { pos: found.from, end: found.to, above: true, create: () => ({ dom: card(source ?? { id, text: 'This entry is not on the timeline (any more).', time: '', origin: '', actor: '', kind: '' }) }) };
}

const mark = Decoration.mark({ class: 'md-cited' });
const marker = new MatchDecorator({ regexp: /\[[^\]\n]{1,20}\]\(#entry-[\w-]+\)/g, decoration: () => mark });
const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marker.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.decorations = marker.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Opens the link that the cursor is in; false when it is in none. */
export const followLink = (citable: Citable) => (view: EditorView): boolean => {
  const found = linkAt(view, view.state.selection.main.head);
  if (found) citable.follow(found.address);
  return found !== null;
};

export function citing(citable: Citable): Extension {
  return [
    autocompletion({ override: [(context) => offer(citable, context)], icons: false, maxRenderedOptions: 60, interactionDelay: 0, tooltipClass: () => 'citing' }),
    keymap.of(completionKeymap),
    hoverTooltip((view, position) => hovered(citable, view, position), { hoverTime: 250 }),
    marks,
    keymap.of([{ key: 'Mod-Enter', run: followLink(citable) }]),
    EditorView.domEventHandlers({
      mousedown: (event, view) => {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
        const found = position === null ? null : linkAt(view, position);
        if (!found) return false;
        citable.follow(found.address);
        event.preventDefault();
        return true;
      },
    }),
  ];
}

