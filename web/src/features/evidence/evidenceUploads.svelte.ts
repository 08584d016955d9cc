// SPDX-License-Identifier: Apache-2.0
// Files on their way to an incident: a few at a time, large ones in pieces, each to be paused, continued and cancelled.
import { toProblem, type ApiProblem } from '$api/problem';
import type { Dropped } from './files';
import { continued, forget, load, remember, type KeptUpload } from './keptUploads';
import { newKey, patiently, rest, sendPieces, server, type Wire } from './resumable';
import { sendFile } from './upload';

export type State = 'waiting' | 'sending' | 'storing' | 'paused' | 'failed' | 'missing';

export interface Sending {
  name: string;
  size: number;
  modified: number;
  /** Null after a reload, until it was chosen again. */
  file: File | null;
  id: string | null;
  key: string;
  sent: number;
  state: State;
  /** Why it failed, or why it rests. */
  problem: string | null;
}

const atOnce = 8 * 1024 * 1024;
const parallel = 2;

export class EvidenceUploads {
  list = $state<Sending[]>([]);
  readonly total = $derived(this.list.reduce((sum, item) => sum + item.size, 0));
  readonly sent = $derived(this.list.reduce((sum, item) => sum + item.sent, 0));

  readonly #incident: number;
  readonly #wire: Wire;
  readonly #onstored: (incident: number) => void;
  readonly #stops = new Map<Sending, AbortController>();

  constructor(incident: number, onstored: (incident: number) => void, wire: Wire = server) {
    this.#incident = incident;
    this.#wire = wire;
    this.#onstored = onstored;
    for (const kept of load()) if (kept.incident === incident) this.list.push({ ...own(kept), file: null, sent: 0, state: 'missing', problem: null });
    for (const item of this.list) void this.#ask(item);
  }

  /** New files, and those that continue what was broken off. */
  add(files: readonly Dropped[]): void {
    for (const { name, file } of files) {
      const broken = continued(this.list.filter((item) => item.file === null), name, file);
      if (broken) Object.assign(broken, { file, state: 'waiting', problem: null });
      else this.list.push({ name: name.slice(-500), size: file.size, modified: file.lastModified, file, id: null, key: newKey(), sent: 0, state: 'waiting', problem: null });
    }
    this.#fill();
  }

  pause(item: Sending): void {
    item.state = 'paused';
    this.#stops.get(item)?.abort();
  }

  resume(item: Sending): void {
    item.problem = null;
    item.state = item.file ? 'waiting' : 'missing';
    this.#fill();
  }

  async cancel(item: Sending): Promise<void> {
    this.#stops.get(item)?.abort();
    this.list = this.list.filter((each) => each !== item);
    this.#fill();
    if (item.id === null) return;
    forget(item.id);
    await this.#remove(item.id);
  }

  // The server may still be writing the piece that was stopped. What is not removed now is removed after a week.
  async #remove(id: string): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      try {
        return await this.#wire.cancel(id);
      } catch (cause) {
        if (toProblem(cause).status === 404) return;
      }
      await rest(500, new AbortController().signal);
    }
  }

  #fill(): void {
    for (const item of this.list) {
      if (this.#stops.size >= parallel) return;
      if (item.state === 'waiting' && !this.#stops.has(item)) void this.#send(item);
    }
  }

  async #send(item: Sending): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(item, stop);
    item.state = 'sending';
    try {
      if (item.size <= atOnce && item.id === null) await this.#sendWhole(item, stop.signal);
      else await this.#sendInPieces(item, stop.signal);
      this.list = this.list.filter((each) => each !== item);
      this.#onstored(this.#incident);
    } catch (cause) {
      if (!stop.signal.aborted) this.#fail(item, toProblem(cause));
    } finally {
      this.#stops.delete(item);
      this.#fill();
    }
  }

  async #sendWhole(item: Sending, signal: AbortSignal): Promise<void> {
    item.sent = 0;
    const address = `/api/v1/incidents/${this.#incident}/evidence?${new URLSearchParams({ name: item.name, zone: zone() })}`;
    await sendFile(address, item.file as File, (part) => (item.sent = part * item.size), signal);
  }

  async #sendInPieces(item: Sending, signal: AbortSignal): Promise<void> {
    const progress = {
      sent: (bytes: number) => (item.sent = bytes),
      trouble: (problem: ApiProblem | null) => (item.problem = problem ? `${words(problem)} It goes on by itself.` : null),
    };
    if (item.id === null) {
      const upload = await patiently(() => this.#wire.begin(item.name, item.size), progress, signal);
      item.id = upload.id;
      if (!this.list.includes(item)) {
        // It was cancelled before it had an id to be removed by.
        void this.#remove(upload.id);
        signal.throwIfAborted();
      }
      remember(own({ ...item, id: upload.id, incident: this.#incident }));
    }
    const id = item.id;
    await sendPieces(this.#wire, item.file as File, id, progress, signal);
    signal.throwIfAborted();
    item.state = 'storing';
    await patiently(() => this.#wire.finish(id, { incident: this.#incident, zone: zone() }, item.key), progress, signal);
    forget(id);
  }

  #fail(item: Sending, problem: ApiProblem): void {
    item.state = 'failed';
    item.problem = words(problem);
    // It is gone on the server: trying again begins a new one.
    if (problem.status === 404 && item.id !== null) {
      forget(item.id);
      Object.assign(item, { id: null, sent: 0, key: newKey() });
    }
  }

  // How far an upload of an earlier page has got.
  async #ask(item: Sending): Promise<void> {
    const id = item.id;
    if (id === null) return;
    try {
      item.sent = Math.max(item.sent, (await this.#wire.get(id)).received);
    } catch (cause) {
      if (toProblem(cause).status !== 404) return;
      forget(id);
      this.list = this.list.filter((each) => each.id !== id || each.file !== null);
    }
  }
}

const queues = new Map<number, EvidenceUploads>();

/** The uploads of an incident, which go on while other pages are looked at. */
export function uploadsOf(incident: number, onstored: (incident: number) => void): EvidenceUploads {
  const known = queues.get(incident);
  if (known) return known;
  const made = new EvidenceUploads(incident, onstored);
  queues.set(incident, made);
  return made;
}

const own = ({ id, incident, name, size, modified, key }: KeptUpload): KeptUpload => ({ id, incident, name, size, modified, key });
const words = (problem: ApiProblem) => [problem.detail || problem.title, problem.help].filter(Boolean).join(' ');
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
