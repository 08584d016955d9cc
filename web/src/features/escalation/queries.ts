// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { EscalationPolicyWanted, IncidentMatch, StakeholderRuleWanted } from '$api/types';

export const escalationOf = (number: number) => queryOptions({ queryKey: keys.escalation(number), queryFn: () => take(api.GET('/api/v1/incidents/{number}/escalation', { params: { path: { number } } })) });
export const policies = () => queryOptions({ queryKey: keys.escalationPolicies, queryFn: async () => (await take(api.GET('/api/v1/escalation-policies'))).items });
export const stakeholderRules = () => queryOptions({ queryKey: keys.stakeholderRules, queryFn: async () => (await take(api.GET('/api/v1/stakeholder-rules'))).items });
export const previewOf = (match: IncidentMatch) => queryOptions({ queryKey: [...keys.stakeholderRules, 'preview', match], queryFn: () => take(api.POST('/api/v1/incident-matches', { body: { match } })), retry: false });
/** Administrators only: nobody else may list where messages go. */
export const endpoints = () => queryOptions({ queryKey: ['endpoints', 'names'], queryFn: async () => (await take(api.GET('/api/v1/endpoints'))).items, retry: false });

export async function escalateNow(client: QueryClient, number: number, policy: string, reason: string): Promise<void> {
  const body = { ...(policy && { policy }), ...(reason && { reason }) };
  client.setQueryData(keys.escalation(number), await take(api.POST('/api/v1/incidents/{number}/escalation', { params: { path: { number } }, body })));
}
export async function acknowledge(client: QueryClient, number: number): Promise<void> {
  client.setQueryData(keys.escalation(number), await take(api.POST('/api/v1/incidents/{number}/escalation/acknowledge', { params: { path: { number } } })));
  void client.invalidateQueries({ queryKey: keys.incident(number) });
}

/** `version` 0: a new one. Throws a problem with status 412 when another version is the newest. */
export async function savePolicy(client: QueryClient, id: string, version: number, body: EscalationPolicyWanted): Promise<void> {
  if (id) await take(api.PUT('/api/v1/escalation-policies/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body }));
  else await take(api.POST('/api/v1/escalation-policies', { body, headers: once() }));
  void client.invalidateQueries({ queryKey: keys.escalationPolicies });
}
export async function removePolicy(client: QueryClient, id: string): Promise<void> {
  await take(api.DELETE('/api/v1/escalation-policies/{id}', { params: { path: { id } } }));
  void client.invalidateQueries({ queryKey: keys.escalationPolicies });
}
export async function saveRule(client: QueryClient, id: string, version: number, body: StakeholderRuleWanted): Promise<void> {
  if (id) await take(api.PUT('/api/v1/stakeholder-rules/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body }));
  else await take(api.POST('/api/v1/stakeholder-rules', { body, headers: once() }));
  void client.invalidateQueries({ queryKey: keys.stakeholderRules });
}
export async function removeRule(client: QueryClient, id: string): Promise<void> {
  await take(api.DELETE('/api/v1/stakeholder-rules/{id}', { params: { path: { id } } }));
  void client.invalidateQueries({ queryKey: keys.stakeholderRules });
}
