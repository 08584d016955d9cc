// SPDX-License-Identifier: Apache-2.0
// Files on their way to a reconstruction: a few at a time, each with its progress, each repeatable.
import { toProblem } from '$api/problem';
import type { Upload } from '$api/types';
import type { Dropped } from './files';
import { sendFile } from './upload';

export interface Item {
  name: string;
  file: File;
  part: number;
  id: string | null;
  problem: string | null;
}

const parallel = 3;
const visible = 200;

export class Uploads {
  list = $state<Item[]>([]);
  #active = $state(0);

  readonly stored = $derived(this.list.flatMap((item) => (item.id === null ? [] : [item.id])));
  readonly size = $derived(this.list.reduce((sum, item) => sum + item.file.size, 0));
  readonly running = $derived(this.list.some((item) => item.id === null && item.problem === null));
  /** What needs attention first; a heap of finished files is not worth drawing. */
  readonly shown = $derived([...this.list].sort((a, b) => weight(a) - weight(b)).slice(0, visible));

  add(files: readonly Dropped[]): void {
    const known = new Set(this.list.map((item) => item.name));
    for (const { name, file } of files) if (!known.has(name)) this.list.push({ name, file, part: 0, id: null, problem: null });
    this.#fill();
  }

  retry(item: Item): void {
    item.problem = null;
    item.part = 0;
    this.#fill();
  }

  remove(item: Item): void {
    this.list = this.list.filter((each) => each !== item);
  }

  clear(): void {
    this.list = [];
  }

  #fill(): void {
    while (this.#active < parallel) {
      const next = this.list.find((item) => item.id === null && item.problem === null && !busy.has(item));
      if (!next) return;
      void this.#send(next);
    }
  }

  async #send(item: Item): Promise<void> {
    this.#active += 1;
    busy.add(item);
    try {
      const stored = await sendFile<Upload>(`/api/v1/uploads?${new URLSearchParams({ name: item.name.slice(-500) })}`, item.file, (part) => (item.part = part));
      item.id = stored.id;
      item.part = 1;
    } catch (cause) {
      const problem = toProblem(cause);
      item.problem = [problem.detail || problem.title, problem.help].filter(Boolean).join(' ');
    } finally {
      busy.delete(item);
      this.#active -= 1;
      this.#fill();
    }
  }
}

const busy = new WeakSet<Item>();
const weight = (item: Item) => (item.problem ? 0 : item.id === null ? 1 : 2);
