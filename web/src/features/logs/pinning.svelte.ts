// SPDX-License-Identifier: Apache-2.0
// Lines and findings that are put on the timeline here; the server tells of those that were there before.
import type { QueryClient } from '@tanstack/svelte-query';
import { keys } from '$api/keys';
import { router } from '$app/router.svelte';
import { incidentPath } from '$app/routes';
import { toasts } from '$ui/toast.svelte';
import { findingKey } from './findings';
import { pinLine, type LogFinding } from './queries';
import type { Spot } from './view';

export const lineKey = (spot: Spot): string => `line ${spot.source} ${spot.line}`;

export class Pinning {
  /** Entries, by what became them. */
  entries = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** What is being pinned. */
  busy = $state<string | null>(null);

  constructor(
    readonly number: number,
    readonly client: QueryClient,
  ) {}

  async pin(what: string, spot: Spot, text?: string): Promise<void> {
    if (this.entries.has(what) || this.busy) return;
    this.busy = what;
    try {
      const { entry } = await pinLine(this.number, { source: spot.source, line: spot.line }, text);
      this.entries = new Map(this.entries).set(what, String(entry));
      void this.client.invalidateQueries({ queryKey: keys.timeline(this.number) });
      toasts.show({ tone: 'good', title: 'Pinned to the timeline', action: { text: 'See it there', run: () => router.go(`${incidentPath(this.number)}#entry-${entry}`) } });
    } catch (cause) {
      toasts.fail('It was not pinned', cause, () => void this.pin(what, spot, text));
    } finally {
      this.busy = null;
    }
  }

  finding(finding: LogFinding): void {
    if (finding.lines[0]) void this.pin(findingKey(finding), finding.lines[0], finding.text);
  }
}
