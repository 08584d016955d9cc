// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

/** Everybody who has an account. */
export const people = () => queryOptions({ queryKey: keys.users, queryFn: async () => (await take(api.GET('/api/v1/users'))).items, retry: false });
/** The same with deactivated accounts, for administrators. */
export const everybody = () => queryOptions({ queryKey: keys.everybody, queryFn: async () => (await take(api.GET('/api/v1/users', { params: { query: { all: true } } }))).items, retry: false });
export const profile = () => queryOptions({ queryKey: keys.profile, queryFn: () => take(api.GET('/api/v1/me')) });
export const invitations = () => queryOptions({ queryKey: keys.invitations, queryFn: () => take(api.GET('/api/v1/invitations')) });
export const teams = () => queryOptions({ queryKey: keys.teams, queryFn: async () => (await take(api.GET('/api/v1/teams'))).items });
export const incidentMembers = (number: number) => queryOptions({ queryKey: keys.incidentMembers(number), queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/members', { params: { path: { number } } }))).items });
export const accessSettings = () => queryOptions({ queryKey: keys.accessSettings, queryFn: () => take(api.GET('/api/v1/access-settings')) });
export const identityProviders = () => queryOptions({ queryKey: keys.identityProviders, queryFn: async () => (await take(api.GET('/api/v1/identity-providers'))).items });
