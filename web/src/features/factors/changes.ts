// SPDX-License-Identifier: Apache-2.0
// Changes of the graph, told to the server; the graph is fetched anew after each.
import type { QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import { toProblem } from '$api/problem';
import type { Factor, FactorChange, FactorGraph, NewFactor } from '$api/types';
import { toasts } from '$ui/toast.svelte';

export class Changes {
  constructor(
    private readonly client: QueryClient,
    private readonly number: number,
  ) {}

  async add(factor: NewFactor): Promise<Factor | null> {
    return this.#run('The factor was not added', async () => (await take(api.POST('/api/v1/incidents/{number}/factors', { params: { path: this.#path, header: once() as object }, body: factor }))).factor);
  }

  /** What is not about words somebody writes at length: kind, sources. */
  async change(id: string, change: FactorChange): Promise<Factor | null> {
    return this.#run('The factor was not changed', () => this.#patch(id, change));
  }

  /**
   * Keeps words that were written upon `base`. When another one changed the same factor since, nothing is kept and its
   * newest form comes back as `theirs`.
   */
  async write(base: Factor, version: number, change: FactorChange): Promise<{ kept: Factor } | { theirs: Factor | null } | null> {
    return this.#run('The factor was not changed', async () => {
      try {
        return { kept: await this.#patch(base.id, change, version) };
      } catch (cause) {
        if (toProblem(cause).status !== 412) throw cause;
      }
      const graph: FactorGraph = await take(api.GET('/api/v1/incidents/{number}/factors', { params: { path: this.#path } }));
      const theirs = graph.factors.find((factor) => factor.id === base.id) ?? null;
      const same = theirs && theirs.title === base.title && theirs.text === base.text;
      return same ? { kept: await this.#patch(base.id, change, graph.version) } : { theirs };
    });
  }

  async remove(factor: Factor): Promise<void> {
    const removed = await this.#run('The factor was not removed', () => take(api.DELETE('/api/v1/incidents/{number}/factors/{id}', { params: { path: { ...this.#path, id: factor.id } } })));
    if (removed) toasts.done(`Removed “${factor.title}”`, () => void this.restore(factor.id));
  }

  async restore(id: string): Promise<void> {
    await this.#run('The factor did not come back', () => take(api.POST('/api/v1/incidents/{number}/factors/{id}/restore', { params: { path: { ...this.#path, id } } })));
  }

  async link(cause: string, effect: string, text = ''): Promise<boolean> {
    return (await this.#run('They were not linked', () => take(api.PUT('/api/v1/incidents/{number}/factor-links', { params: { path: this.#path }, body: { cause, effect, text } })))) !== null;
  }

  async unlink(cause: string, effect: string): Promise<void> {
    const was = await this.#run('The link was not removed', () => take(api.DELETE('/api/v1/incidents/{number}/factor-links', { params: { path: this.#path, query: { cause, effect } } })));
    if (was) toasts.done('Link removed', () => void this.link(cause, effect, was.removed.text ?? ''));
  }

  get #path(): { number: number } {
    return { number: this.number };
  }

  async #patch(id: string, body: FactorChange, version?: number): Promise<Factor> {
    const header = version === undefined ? {} : { 'If-Match': `"${version}"` };
    return (await take(api.PATCH('/api/v1/incidents/{number}/factors/{id}', { params: { path: { ...this.#path, id }, header }, body }))).factor;
  }

  async #run<T>(failure: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (cause) {
      toasts.fail(failure, cause);
      return null;
    } finally {
      await this.client.invalidateQueries({ queryKey: keys.factors(this.number) });
    }
  }
}
