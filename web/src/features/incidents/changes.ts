// SPDX-License-Identifier: Apache-2.0
// What can be done to an incident; each shows the server's answer at once.
import type { QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Incident, IncidentChange } from '$api/types';
import { tagOf } from '$api/tags';

function show(client: QueryClient, incident: Incident): Incident {
  client.setQueryData(keys.incident(incident.number), incident);
  void client.invalidateQueries({ queryKey: keys.timeline(incident.number) });
  void client.invalidateQueries({ queryKey: keys.incidents });
  return incident;
}

export async function changeIncident(client: QueryClient, number: number, change: IncidentChange, tag?: string): Promise<Incident> {
  const header = tag ? { 'If-Match': tag } : {};
  return show(client, await take(api.PATCH('/api/v1/incidents/{number}', { params: { path: { number }, header }, body: change })));
}

/** The tag of the incident as shown: send it with texts, so that nobody overwrites what they have not seen. */
export const incidentTag = (number: number) => tagOf(`/api/v1/incidents/${number}`);

export async function setMilestone(client: QueryClient, number: number, name: string, at: Date, reason = ''): Promise<Incident> {
  const body = { at: at.toISOString(), ...(reason ? { reason } : {}) };
  return show(client, await take(api.PUT('/api/v1/incidents/{number}/milestones/{name}', { params: { path: { number, name } }, body })));
}

export async function clearMilestone(client: QueryClient, number: number, name: string): Promise<Incident> {
  return show(client, await take(api.DELETE('/api/v1/incidents/{number}/milestones/{name}', { params: { path: { number, name } } })));
}

export async function assignRole(client: QueryClient, number: number, role: string, person: string, from?: Date): Promise<Incident> {
  const body = { role, person, ...(from ? { from: from.toISOString() } : {}) };
  return show(client, await take(api.POST('/api/v1/incidents/{number}/roles', { params: { path: { number } }, body, headers: once() })));
}

export async function endRole(client: QueryClient, number: number, id: string): Promise<Incident> {
  return show(client, await take(api.PATCH('/api/v1/incidents/{number}/roles/{id}', { params: { path: { number, id } }, body: {} })));
}
