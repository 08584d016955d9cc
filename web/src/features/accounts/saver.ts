// SPDX-License-Identifier: Apache-2.0
// Saves an account while it is written. Every change is kept in the browser first, and forgotten there when the server
// has confirmed it; one request at a time; what the server does not take for now is tried again.
import { toProblem, type ApiProblem } from '$api/problem';
import type { Account } from '$api/types';
import { changed, prompts, type Answers, type PromptId } from './prompts';

export type Wanted = 'started' | 'given' | 'declined';

/** Where one's words are. `device`: in this browser, on their way; `unkept`: on this page only. */
export type Where = 'server' | 'device' | 'unkept';

export interface Options {
  account: Account;
  send: (answers: Partial<Answers>, state: Wanted, version: number) => Promise<Account>;
  fetch: () => Promise<Account>;
  /** What this browser keeps; null for nothing. keep() is false when it refuses. */
  copy: { read: () => string | null; keep: (text: string) => boolean; forget: () => void };
  onchange: () => void;
}

interface Copy {
  version: number;
  answers: Answers;
}

const restMs = 900;
const againMs = [2000, 4000, 8000, 15_000, 30_000];

export class Saver {
  account: Account;
  answers: Answers;
  where: Where = 'server';
  busy = false;
  /** The newest attempt failed, and is repeated. */
  waiting: ApiProblem | null = null;
  /** The server refused, for good. */
  refused: ApiProblem | null = null;
  /** What was saved meanwhile somewhere else; the author has to choose. */
  theirs: Account | null = null;

  #options: Options;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #failures = 0;
  #ended = false;

  constructor(options: Options) {
    this.#options = options;
    this.account = options.account;
    this.answers = { ...options.account.answers };
    const copy = readCopy(options.copy.read());
    if (copy && Object.keys(changed(options.account.answers, copy.answers)).length) {
      this.answers = copy.answers;
      this.where = 'device';
      if (copy.version === options.account.version) this.#plan(restMs);
      else this.theirs = options.account;
    } else options.copy.forget();
  }

  get dirty(): boolean {
    return Object.keys(changed(this.account.answers, this.answers)).length > 0;
  }

  set(id: PromptId, text: string): void {
    if (this.answers[id] === text) return;
    this.answers = { ...this.answers, [id]: text };
    this.#keep();
    if (!this.theirs) this.#plan(restMs);
    this.#options.onchange();
  }

  /** Saves at once what is not saved yet. False when the server has not confirmed. */
  async flush(): Promise<boolean> {
    if (!this.dirty) return true;
    return this.become('started');
  }

  /** Saves with a state; what a person asks for comes after what is just being saved. False when the server has not confirmed. */
  become(state: Wanted): Promise<boolean> {
    if (this.busy) return state === 'started' ? Promise.resolve(false) : this.#running.then(() => this.become(state));
    if (this.theirs) return Promise.resolve(false);
    const saving = this.#save(state);
    this.#running = saving;
    return saving;
  }

  async #save(state: Wanted): Promise<boolean> {
    clearTimeout(this.#timer);
    this.busy = true;
    this.#options.onchange();
    const sent = this.answers;
    try {
      this.#confirm(await this.#options.send(changed(this.account.answers, sent), state, this.account.version));
      return true;
    } catch (cause) {
      await this.#fail(toProblem(cause));
      return false;
    } finally {
      this.busy = false;
      if (this.dirty && !this.theirs && !this.refused) this.#plan(this.waiting ? this.#pause() : restMs);
      this.#options.onchange();
    }
  }

  /** The answers that were saved somewhere else replace those on this page. */
  takeTheirs(): void {
    if (!this.theirs) return;
    const account = this.theirs;
    this.theirs = null;
    this.answers = { ...account.answers };
    this.#confirm(account);
    this.#options.onchange();
  }

  /** The answers on this page replace those that were saved somewhere else. */
  keepMine(): Promise<boolean> {
    if (this.theirs) this.account = this.theirs;
    this.theirs = null;
    return this.become('started');
  }

  /** Tries again now, as when the connection has come back. */
  retry(): void {
    if (this.waiting && !this.busy) void this.flush();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #plan(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #pause(): number {
    return againMs[Math.min(this.#failures, againMs.length) - 1] ?? restMs;
  }

  #keep(): void {
    const copy: Copy = { version: this.account.version, answers: this.answers };
    this.where = this.#options.copy.keep(JSON.stringify(copy)) ? 'device' : 'unkept';
  }

  #confirm(account: Account): void {
    this.account = account;
    this.waiting = null;
    this.refused = null;
    this.#failures = 0;
    if (this.dirty) this.#keep();
    else {
      this.where = 'server';
      this.#options.copy.forget();
    }
  }

  async #fail(problem: ApiProblem): Promise<void> {
    if (problem.status === 412) {
      try {
        this.theirs = await this.#options.fetch();
        return;
      } catch (cause) {
        problem = toProblem(cause);
      }
    }
    // A session that has ended may begin again; the words wait for it.
    if (problem.passing || problem.status === 401 || problem.status === 412) {
      this.waiting = problem;
      this.#failures += 1;
    } else this.refused = problem;
  }
}

function readCopy(text: string | null): Copy | null {
  if (text === null) return null;
  try {
    const copy = JSON.parse(text) as Copy;
    return typeof copy.version === 'number' && prompts.every(({ id }) => typeof copy.answers[id] === 'string') ? copy : null;
  } catch {
    return null;
  }
}
