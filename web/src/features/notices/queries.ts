// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

/** The newest ones, and how many are unread: what the bell shows. */
export const newestNotices = () =>
  queryOptions({
    queryKey: keys.noticeList({ newest: true }),
    queryFn: () => take(api.GET('/api/v1/notices', { params: { query: { limit: 12 } } })),
    // Not every notice comes with a fact that this person may see.
    refetchOnWindowFocus: 'always',
    refetchInterval: 5 * 60_000,
  });

export const noticesOf = (filter: { unread: boolean }) =>
  infiniteQueryOptions({
    queryKey: keys.noticeList(filter),
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/notices', { params: { query: { limit: 40, ...(filter.unread ? { unread: true } : {}), ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const noticeSettings = () => queryOptions({ queryKey: keys.noticeSettings, queryFn: () => take(api.GET('/api/v1/notices/settings')) });

export const teamNotices = (team: string) => queryOptions({ queryKey: keys.teamNotices(team), queryFn: () => take(api.GET('/api/v1/teams/{id}/notice-defaults', { params: { path: { id: team } } })) });
/** For administrators. */
export const stuckMails = () =>
  queryOptions({
    queryKey: keys.stuckMails,
    queryFn: async () => {
      const [givenUp, waiting] = await Promise.all([take(api.GET('/api/v1/mails', { params: { query: { limit: 50 } } })), take(api.GET('/api/v1/mails', { params: { query: { state: 'waiting', limit: 50 } } }))]);
      return { givenUp: givenUp.items, waiting: waiting.items.length };
    },
  });

/** Marks one as read, or all without an id. */
export async function readNotices(client: QueryClient, id?: string): Promise<void> {
  await take(api.POST('/api/v1/notices/read', { body: id ? { id } : {} }));
  await client.invalidateQueries({ queryKey: keys.notices });
}
