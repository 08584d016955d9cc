// SPDX-License-Identifier: Apache-2.0
// Changes of action items, told to the server. What was done can be taken back from the toast that says so.
import type { QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { ActionItem, ActionItemChange, ActionState, NewActionItem } from '$api/types';
import { toasts } from '$ui/toast.svelte';
import { stateNames } from './words';

export class Changes {
  constructor(private readonly client: QueryClient) {}

  async add(incident: number, action: NewActionItem): Promise<ActionItem | null> {
    return this.#run('The action was not added', () => take(api.POST('/api/v1/incidents/{number}/actions', { params: { path: { number: incident } }, body: action, headers: once() })));
  }

  async move(action: ActionItem, state: ActionState, reason = ''): Promise<ActionItem | null> {
    const moved = await this.#run(`${action.key} was not moved`, () => this.patch(action.number, { state, ...(reason ? { reason } : {}) }));
    if (moved) {
      const back = moved.next_states.includes(action.state) ? action.state : 'open';
      toasts.done(`${action.key}: ${stateNames[state]}`, () => void this.#run('It was not taken back', () => this.patch(action.number, { state: back, reason: action.reason || 'Taken back' })));
    }
    return moved;
  }

  /** Throws what the server says, for forms that show it beside their fields; 412 when another one changed it since `version`. */
  async save(number: number, change: ActionItemChange, version: number): Promise<ActionItem> {
    try {
      return await this.patch(number, change, version);
    } finally {
      await this.#refresh();
    }
  }

  async remove(action: ActionItem): Promise<void> {
    const removed = await this.#run(`${action.key} was not removed`, () => take(api.DELETE('/api/v1/actions/{number}', { params: { path: { number: action.number } } })));
    if (removed) toasts.done(`Removed ${action.key} “${action.title}”`, () => void this.#run('It did not come back', () => take(api.POST('/api/v1/actions/{number}/restore', { params: { path: { number: action.number } } }))));
  }

  /** Throws what the server says, for the form that asked. */
  async link(number: number, wanted: { url: string } | { tracker: string; confirm_private?: boolean }): Promise<ActionItem> {
    try {
      return await take(api.POST('/api/v1/actions/{number}/link', { params: { path: { number } }, body: wanted, headers: once() }));
    } finally {
      await this.#refresh();
    }
  }

  async unlink(action: ActionItem): Promise<void> {
    const url = action.link?.url;
    const unlinked = await this.#run(`${action.key} was not unlinked`, () => take(api.DELETE('/api/v1/actions/{number}/link', { params: { path: { number: action.number } } })));
    if (unlinked && url) toasts.done(`${action.key} is unlinked; nothing changed there`, () => void this.#run('It was not linked again', () => this.link(action.number, { url })));
  }

  private async patch(number: number, body: ActionItemChange, version?: number): Promise<ActionItem> {
    const header = version === undefined ? {} : { 'If-Match': `"${version}"` };
    return take(api.PATCH('/api/v1/actions/{number}', { params: { path: { number }, header }, body }));
  }

  async #run<T>(failure: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (cause) {
      toasts.fail(failure, cause);
      return null;
    } finally {
      await this.#refresh();
    }
  }

  async #refresh(): Promise<void> {
    await this.client.invalidateQueries({ queryKey: keys.actions });
  }
}
