// SPDX-License-Identifier: Apache-2.0
// Texts being written, kept in this browser (IndexedDB) until the server has them. Each tab keeps a copy of its own. A copy
// whose tab is gone is an orphan: the next tab that opens the text takes it up.
import { forget, keep, kept as keptText } from '$ui/stored';
import type { KeptText } from './shared-text';

export interface KeptCopy extends KeptText {
  key: string;
  /** Which text this is, and whose. */
  text: string;
  /** The tab that writes it. */
  owner: string;
  written_at: string;
}

const database = 'debrief';
const store = 'copies';
const aliveMs = 90_000; // browsers let tabs in the background run once a minute

const keyOf = (text: string, client: string) => `${text}/${client}`;
const wait = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });

export class KeptCopies {
  readonly #text: string;
  readonly #owner = freshOwner();
  #open: Promise<IDBDatabase> | null = null;
  #release: (() => void) | null = null;
  #beat: ReturnType<typeof setInterval> | undefined;

  /** `text` names the text and the person. */
  constructor(text: string) {
    this.#text = text;
  }

  /** The orphaned copies of this text, the newest first. Empty where nothing can be kept. */
  async orphans(): Promise<KeptCopy[]> {
    try {
      const all = await wait<KeptCopy[]>((await this.#store('readonly')).index('text').getAll(this.#text));
      const free = await Promise.all(all.map(async (copy) => !(await isAlive(copy.key))));
      return all.filter((_, at) => free[at]).sort((a, b) => (a.written_at < b.written_at ? 1 : -1));
    } catch {
      return [];
    }
  }

  /** Makes this tab the one that writes under a client's name. False when another tab was faster. */
  async claim(client: string): Promise<boolean> {
    this.release();
    const name = keyOf(this.#text, client);
    if (navigator.locks) {
      const got = await new Promise<boolean>((resolve) => {
        void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
          if (!lock) return resolve(false);
          resolve(true);
          return new Promise<void>((release) => (this.#release = release));
        });
      });
      return got;
    }
    if (await isAlive(name)) return false;
    const beat = () => keep(`alive.${name}`, String(Date.now()));
    beat();
    this.#beat = setInterval(beat, 2000);
    this.#release = () => {
      clearInterval(this.#beat);
      forget(`alive.${name}`);
    };
    return true;
  }

  release(): void {
    this.#release?.();
    this.#release = null;
  }

  /** Keeps a copy. Throws when the browser does not, or when another tab has taken the copy over. */
  async keep(kept: KeptText): Promise<void> {
    const key = keyOf(this.#text, kept.client);
    const copies = await this.#store('readwrite');
    const former = await wait<KeptCopy | undefined>(copies.get(key));
    if (former && former.owner !== this.#owner && former.owner !== '') throw new Overtaken();
    await wait(copies.put({ ...kept, key, text: this.#text, owner: this.#owner, written_at: new Date().toISOString() } satisfies KeptCopy));
  }

  /** Takes an orphan over. */
  async adopt(copy: KeptCopy): Promise<void> {
    await wait((await this.#store('readwrite')).put({ ...copy, owner: this.#owner }));
  }

  async forget(client: string): Promise<void> {
    await wait((await this.#store('readwrite')).delete(keyOf(this.#text, client)));
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.#open ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'key' }).createIndex('text', 'text');
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
    });
    try {
      return (await this.#open).transaction(store, mode).objectStore(store);
    } catch (cause) {
      this.#open = null;
      throw cause;
    }
  }
}

/** Another tab writes this copy now. */
export class Overtaken extends Error {}

async function isAlive(name: string): Promise<boolean> {
  if (navigator.locks) return ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === name);
  return Date.now() - Number(keptText(`alive.${name}`) ?? 0) < aliveMs;
}

const freshOwner = () => Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36)).join('');
