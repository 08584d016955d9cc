// SPDX-License-Identifier: Apache-2.0
// One text being written by several people, as this page takes part in it: the editor, the connection, the copy kept in
// this browser, and what the page shows of all three.
import { EditorView, type ViewUpdate } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { backoff } from '$app/feed/backoff';
import { session } from '$app/session.svelte';
import { toasts } from '$ui/toast.svelte';
import type { Person, Refusal, Snapshot } from './frames';
import { KeptCopies, Overtaken, type KeptCopy } from './kept-copies';
import { Link, type Later, type LinkState } from './link';
import { lock, locked, makeState } from './make-state';
import { merge } from './merge';
import { remarksIn, type Placed } from './remarks';
import { cursorOf, showCursors, type RemoteCursor } from './remote-cursors';
import { presence, savingOf } from './saving';
import { freshClient, replay, SharedText, type KeptText } from './shared-text';
import { dialByRequests, dialPostmortem, handIn, handInAtClose } from './socket';
import { diffText } from './text-diff';
import { dialByEither, type Way } from './ways';

const keepMs = 60; // a pause in typing; what is typed without one is kept
const keepAtMostMs = 250; // this often
const probeAfter = 2; // failed attempts until we ask whether we are still signed in

export interface WritingParts {
  number: number;
  /** The id of the person who writes. */
  me: string;
  /** Citations, attachments and what else belongs to the page. */
  extensions: Extension[];
  /** The text changed, by whomever. */
  onchange: () => void;
  /** The server does not know us any more. */
  onsignedout: () => void;
}

export class Writing {
  ready = $state(false);
  connection = $state<LinkState>('connecting');
  /** How the server is reached. */
  way = $state<Way>('socket');
  canEdit = $state(true);
  refusal = $state.raw<Refusal | null>(null);
  remarks = $state.raw<Placed[]>([]);
  cursor = $state.raw({ line: 1, position: 0 });
  /** Grows with each change of the text. */
  changes = $state(0);
  #people = $state.raw<Person[]>([]);
  #pending = $state(0);
  #kept = $state(true);
  #ownEdition = $state<number | null>(null);
  #client = $state('');

  readonly saving = $derived.by(() => savingOf({ pending: this.#pending, kept: this.#kept, ownEdition: this.#ownEdition, me: this.#parts.me, people: this.#people }));
  readonly others = $derived.by(() => presence(this.#people, this.#client, this.#parts.me));

  view: EditorView | null = null;

  readonly #parts: WritingParts;
  readonly #copies: KeptCopies;
  readonly #link: Link;
  #shared: SharedText;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirtySince = 0;
  #storing: Promise<void> = Promise.resolve();
  #ended = false;
  /** Whether the text began from a copy that a closed tab had left. */
  #takenUp = false;

  constructor(parts: WritingParts) {
    this.#parts = parts;
    this.#copies = new KeptCopies(`postmortem/${parts.number}/${parts.me}`);
    this.#shared = this.#share({ client: freshClient(), edition: 0, base: null, confirmed: 0, updates: [], numbered: 0 });
    const shared = () => this.#shared;
    const later: Later = (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    };
    this.#link = new Link({
      copy: {
        get client() {
          return shared().client;
        },
        edition: () => shared().edition(),
        receive: (from, updates) => shared().receive(from, updates),
        sendable: (most) => shared().sendable(most),
        caughtUp: () => shared().caughtUp(),
        restart: (snapshot) => shared().restart(snapshot),
      },
      dial: dialByEither({
        socket: dialPostmortem(parts.number),
        requests: dialByRequests(parts.number, later, () => session.may('editor')),
        later,
        onway: (way) => {
          this.way = way;
          // Who else is here is known by the socket only.
          if (way === 'requests') this.#meet([]);
        },
      }),
      later,
      backoff,
      events: {
        changed: () => (this.connection = this.#link.state),
        permitted: (canEdit) => this.#permit(canEdit),
        people: (people) => this.#meet(people),
        refused: (refusal) => void this.#refused(refusal),
        lost: (failures) => void this.#probe(failures),
      },
    });
  }

  /** Begins; the editor appears in `place` when there is a text. */
  async start(place: HTMLElement): Promise<void> {
    const [newest, ...older] = await this.#copies.orphans();
    if (this.#ended) return;
    if (newest && (await this.#copies.claim(newest.client))) {
      await this.#copies.adopt(newest).catch(() => undefined);
      this.#shared = this.#share(newest);
      this.#show(newest.base, newest.edition, place);
      replay(this.#place()!, newest.updates);
      this.#count();
      this.#takenUp = true;
    } else await this.#copies.claim(this.#shared.client);
    this.#home = place;
    this.#link.start();
    for (const copy of older) await this.#handIn(copy);
  }

  #home: HTMLElement | null = null;

  /** Ends it; what is pending is kept and handed in. */
  end(): void {
    this.#ended = true;
    this.closePage();
    clearTimeout(this.#timer);
    void this.#keep();
    this.#link.end();
    void this.#storing.finally(() => this.#copies.release());
    this.view?.destroy();
    this.view = null;
  }

  retry(): void {
    this.#link.retry();
  }

  /** The text as it stands. */
  text(): string {
    return this.view?.state.doc.toString() ?? '';
  }

  /** The edition of the server's text that stands here; null while something of ours is not on the server. */
  get edition(): number | null {
    return this.#pending ? null : this.#shared.edition();
  }

  /** Where a position of an edition is in the text as it stands here; null when that cannot be told (yet). */
  here(position: number, edition: number, side: 1 | -1): number | null {
    return this.#shared.here(position, edition, side);
  }

  /** Goes on after a refusal: from the server's text, with ours merged into it. */
  startOver(): void {
    this.refusal = null;
    this.#link.refusal = null;
    this.#shared.forgetEdition();
    this.#link.pause();
    this.#link.retry();
  }

  jumpTo(position: number): void {
    const { view } = this;
    if (!view) return;
    const at = Math.min(position, view.state.doc.length);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 60 }), scrollIntoView: true });
    view.focus();
  }

  jumpToPerson(client: string): void {
    const cursor = this.view && cursorOf(this.view, client);
    if (cursor) this.view!.dispatch({ effects: EditorView.scrollIntoView(cursor.head, { y: 'center' }) });
  }

  /** The page may be gone in a moment: keeps what there is, and hands it in without waiting. */
  closePage(): void {
    if (!this.#pending) return;
    clearTimeout(this.#timer);
    void this.#keep();
    const kept = this.#shared.kept();
    if (kept?.numbered && this.canEdit && !this.refusal) handInAtClose(this.#parts.number, kept.client, kept.edition, kept.updates.slice(0, kept.numbered).map((changes, at) => ({ seq: kept.confirmed + 1 + at, changes })));
  }

  /** The page is looked at (again): what it shows counts as seen. */
  look(): void {
    const edition = this.#shared.edition();
    if (edition !== null && document.visibilityState === 'visible') this.#link.saw(edition);
  }

  #place() {
    return this.view;
  }

  #share(kept: Omit<KeptText, 'base'> & { base: string | null }): SharedText {
    this.#client = kept.client;
    return new SharedText(kept, () => this.#place(), {
      received: (_edition, _updates, own) => {
        if (own) this.#ownEdition = this.#shared.ownEdition;
        this.#count();
        this.look();
        this.#drawCursors();
        if (own) this.#plan();
      },
      caughtUp: () => {
        this.look();
        if (this.#takenUp && this.#pending) toasts.show({ tone: 'plain', title: 'Taken up where you left off', detail: 'What you wrote here before was kept on this device, and is handed in now.' });
        this.#takenUp = false;
        if (this.#pending) void this.#keep();
      },
      restart: (snapshot) => this.#restart(snapshot),
    });
  }

  #show(text: string, edition: number, place: HTMLElement): void {
    const state = makeState({ text, client: this.#shared.client, edition, readOnly: !this.canEdit, onupdate: (update) => this.#updated(update), more: this.#parts.extensions });
    if (this.view) this.view.setState(state);
    else this.view = new EditorView({ state, parent: place });
    this.ready = true;
    this.changes += 1;
    this.#parts.onchange();
  }

  #restart(snapshot: Snapshot): void {
    const former = this.#shared.kept();
    const mine = this.view?.state.doc.toString();
    const pending = this.#shared.pending();
    if (!former || mine === undefined) {
      this.#shared = this.#share({ client: this.#shared.client, edition: snapshot.edition, base: snapshot.text, confirmed: 0, updates: [], numbered: 0 });
      this.#show(snapshot.text, snapshot.edition, this.#home!);
      return;
    }
    // Numbers given under the old name mean nothing to this server: what is ours goes on under a new one.
    const client = freshClient();
    this.#shared = this.#share({ client, edition: snapshot.edition, base: snapshot.text, confirmed: 0, updates: [], numbered: 0 });
    this.#show(snapshot.text, snapshot.edition, this.#home!);
    const merged = pending ? merge(former.base, mine, snapshot.text) : { text: snapshot.text, clashes: 0 };
    if (merged.text !== snapshot.text) this.view!.dispatch({ changes: diffText(snapshot.text, merged.text), userEvent: 'input.merge' });
    void this.#copies.claim(client).then(() => this.#keep()).then(() => this.#copies.forget(former.client)).catch(() => undefined);
    if (pending) {
      const detail = merged.clashes ? `At ${merged.clashes === 1 ? 'one place' : `${merged.clashes} places`} both had changed the same words: both stand there now, one after the other. Please read them over.` : 'Nothing was dropped.';
      toasts.show({ tone: 'plain', title: 'Your text was merged with the server’s', detail });
    }
    // The connection was opened under the old name.
    setTimeout(() => {
      this.#link.pause();
      this.#link.retry();
    });
  }

  #updated(update: ViewUpdate): void {
    if (update.docChanged) {
      this.changes += 1;
      this.#parts.onchange();
      this.#count();
      if (this.#pending) this.#plan();
    }
    if (update.selectionSet || update.docChanged || update.focusChanged) this.#point();
    if (update.transactions.some((transaction) => transaction.effects.length) || update.docChanged) {
      const found = remarksIn(update.state);
      if (found.length || this.remarks.length) this.remarks = found;
    }
  }

  #point(): void {
    const { view } = this;
    if (!view) return;
    const { anchor, head } = view.state.selection.main;
    this.cursor = { line: view.state.doc.lineAt(head).number, position: head };
    this.#link.point(view.hasFocus ? { anchor: this.#shared.there(anchor), head: this.#shared.there(head) } : null);
  }

  #meet(people: Person[]): void {
    this.#people = people;
    this.#drawCursors();
  }

  #drawCursors(): void {
    const { view } = this;
    if (!view) return;
    const cursors = this.#people.flatMap((person): RemoteCursor[] => {
      if (person.client === this.#shared.client || person.head === undefined) return [];
      const head = this.#shared.here(person.head, person.edition);
      const anchor = this.#shared.here(person.anchor ?? person.head, person.edition);
      if (head === null || anchor === null) {
        const drawn = cursorOf(view, person.client);
        return drawn ? [drawn] : [];
      }
      return [{ client: person.client, name: person.name, colour: person.colour, anchor, head }];
    });
    view.dispatch({ effects: showCursors.of(cursors) });
  }

  #permit(canEdit: boolean): void {
    if (canEdit === this.canEdit) return;
    this.canEdit = canEdit;
    this.view?.dispatch({ effects: locked.reconfigure(lock(!canEdit)) });
  }

  #count(): void {
    this.#pending = this.#shared.pending();
  }

  /** Keeps the text soon: after a pause in typing, and at least every quarter of a second. */
  #plan(): void {
    const now = Date.now();
    if (!this.#dirtySince) this.#dirtySince = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), Math.max(0, Math.min(keepMs, this.#dirtySince + keepAtMostMs - now)));
  }

  #keep(): Promise<void> {
    this.#dirtySince = 0;
    const shared = this.#shared;
    const kept = shared.kept();
    if (!kept) return this.#storing;
    this.#storing = this.#storing.then(async () => {
      try {
        if (kept.updates.length) await this.#copies.keep(kept);
        else await this.#copies.forget(kept.client);
        this.#kept = true;
      } catch (cause) {
        if (cause instanceof Overtaken) return this.#overtaken();
        this.#kept = false;
      }
      // What cannot be kept is sent all the sooner.
      shared.stored(kept);
      if (shared === this.#shared) this.#link.written();
    });
    return this.#storing;
  }

  /** Another tab has taken our copy up, while this one slept: it hands that in, and we begin anew. */
  #overtaken(): void {
    this.#link.end();
    toasts.show({ tone: 'plain', title: 'This text goes on in another tab', detail: 'Reload this page to write here as well.' });
    this.#permit(false);
  }

  async #handIn(copy: KeptCopy): Promise<void> {
    const taken = await handIn(this.#parts.number, copy.client, copy.edition, copy.updates.map((changes, at) => ({ seq: copy.confirmed + 1 + at, changes })));
    if (taken) await this.#copies.forget(copy.client).catch(() => undefined);
  }

  async #refused(refusal: Refusal): Promise<void> {
    // To somebody who is not signed in (any more) every text is gone.
    if (refusal.code === 'gone' && (await isSignedOut())) {
      this.#link.refusal = null;
      this.#link.pause();
      this.#parts.onsignedout();
      return;
    }
    this.refusal = refusal;
  }

  async #probe(failures: number): Promise<void> {
    if (failures >= probeAfter && (await isSignedOut())) this.#parts.onsignedout();
  }
}

/** Whether the server says so; false when nobody answers. */
async function isSignedOut(): Promise<boolean> {
  try {
    return (await fetch('/api/v1/sessions/current', { credentials: 'same-origin' })).status === 401;
  } catch {
    return false;
  }
}
