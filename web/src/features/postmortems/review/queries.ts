// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { NewThread, Thread } from '$api/types';

export interface Threads {
  items: Thread[];
  open: number;
}

/** All threads, in the order in which they were opened. Each says at which edition its range is. */
export const threadsOf = (number: number) =>
  queryOptions({
    queryKey: keys.threads(number),
    queryFn: async (): Promise<Threads> => {
      const items: Thread[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const page: { items: Thread[]; next: string | null } = await take(api.GET('/api/v1/incidents/{number}/postmortem/threads', { params: { path: { number }, query: { limit: 1000, ...(after ? { after } : {}) } } }));
        items.push(...page.items);
        after = page.next;
      }
      return { items, open: items.filter((thread) => thread.state === 'open').length };
    },
  });

export const reviewersOf = (number: number) =>
  queryOptions({ queryKey: keys.reviewers(number), queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/postmortem/reviewers', { params: { path: { number } } }))).items });

export const meetingOf = (number: number) =>
  queryOptions({ queryKey: keys.meeting(number), queryFn: () => take(api.GET('/api/v1/incidents/{number}/postmortem/meeting', { params: { path: { number } } })) });

export const completenessOf = (number: number) =>
  queryOptions({ queryKey: keys.completeness(number), queryFn: () => take(api.GET('/api/v1/incidents/{number}/postmortem/completeness', { params: { path: { number } } })) });

/** Shows what the server answered, without waiting for the feed. */
function show(client: QueryClient, number: number, thread: Thread): Thread {
  client.setQueryData(keys.threads(number), (before: Threads | undefined): Threads | undefined => {
    if (!before) return before;
    const at = before.items.findIndex((each) => each.id === thread.id);
    const items = at < 0 ? [...before.items, thread] : before.items.with(at, thread);
    return { items, open: items.filter((each) => each.state === 'open').length };
  });
  void client.invalidateQueries({ queryKey: keys.meeting(number) });
  return thread;
}

/** `key` makes repeating it harmless. */
export async function openThread(client: QueryClient, number: number, body: NewThread, key: string): Promise<Thread> {
  return show(client, number, await take(api.POST('/api/v1/incidents/{number}/postmortem/threads', { params: { path: { number } }, body, headers: once(key) })));
}
export async function addComment(client: QueryClient, number: number, thread: string, text: string, key: string): Promise<Thread> {
  return show(client, number, await take(api.POST('/api/v1/incidents/{number}/postmortem/threads/{thread}/comments', { params: { path: { number, thread } }, body: { text }, headers: once(key) })));
}
export async function settleThread(client: QueryClient, number: number, thread: string, state: Thread['state']): Promise<Thread> {
  const settled = show(client, number, await take(api.PATCH('/api/v1/incidents/{number}/postmortem/threads/{thread}', { params: { path: { number, thread } }, body: { state } })));
  if (state === 'accepted') void client.invalidateQueries({ queryKey: keys.postmortem(number) });
  return settled;
}
export async function changeComment(client: QueryClient, number: number, thread: string, comment: string, text: string): Promise<Thread> {
  return show(client, number, await take(api.PATCH('/api/v1/incidents/{number}/postmortem/threads/{thread}/comments/{comment}', { params: { path: { number, thread, comment } }, body: { text } })));
}
export async function removeComment(client: QueryClient, number: number, thread: string, comment: string): Promise<Thread> {
  return show(client, number, await take(api.DELETE('/api/v1/incidents/{number}/postmortem/threads/{thread}/comments/{comment}', { params: { path: { number, thread, comment } } })));
}

function counted(client: QueryClient, number: number): void {
  void client.invalidateQueries({ queryKey: keys.completeness(number) });
}
export async function askReviewer(client: QueryClient, number: number, user_id: string): Promise<void> {
  client.setQueryData(keys.reviewers(number), (await take(api.POST('/api/v1/incidents/{number}/postmortem/reviewers', { params: { path: { number } }, body: { user_id }, headers: once() }))).items);
  counted(client, number);
}
export async function dropReviewer(client: QueryClient, number: number, user: string): Promise<void> {
  client.setQueryData(keys.reviewers(number), (await take(api.DELETE('/api/v1/incidents/{number}/postmortem/reviewers/{user}', { params: { path: { number, user } } }))).items);
  counted(client, number);
}
export async function giveVerdict(client: QueryClient, number: number, verdict: 'approved' | 'changes', text: string, key: string): Promise<void> {
  client.setQueryData(keys.reviewers(number), (await take(api.POST('/api/v1/incidents/{number}/postmortem/verdict', { params: { path: { number } }, body: { verdict, ...(text ? { text } : {}) }, headers: once(key) }))).items);
  counted(client, number);
}
export async function setMeeting(client: QueryClient, number: number, body: { at: string; minutes: number; place: string }): Promise<void> {
  client.setQueryData(keys.meeting(number), await take(api.PUT('/api/v1/incidents/{number}/postmortem/meeting', { params: { path: { number } }, body })));
}
export async function cancelMeeting(client: QueryClient, number: number): Promise<void> {
  client.setQueryData(keys.meeting(number), await take(api.DELETE('/api/v1/incidents/{number}/postmortem/meeting', { params: { path: { number } } })));
}
