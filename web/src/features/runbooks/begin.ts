// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/svelte-query';
import { tick } from 'svelte';
import { keys } from '$api/keys';
import { toProblem } from '$api/problem';
import { toasts } from '$ui/toast.svelte';
import { startRun } from './queries';

/** Begins a run and shows it. When somebody else began it at the same moment, theirs is shown: all work on one. */
export async function begin(client: QueryClient, number: number, runbook: number): Promise<void> {
  try {
    await startRun(client, number, runbook);
  } catch (cause) {
    if (toProblem(cause).status !== 409) {
      toasts.fail('The runbook was not begun', cause, () => void begin(client, number, runbook));
      return;
    }
    await client.invalidateQueries({ queryKey: keys.runs(number) });
  }
  await tick();
  const panel = document.getElementById(`run-${runbook}`);
  panel?.scrollIntoView({ block: 'start' });
  panel?.focus({ preventScroll: true });
}
