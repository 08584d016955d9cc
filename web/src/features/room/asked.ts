// SPDX-License-Identifier: Apache-2.0
// What the room asks of the reader. Pure.
import type { Incident, Task, UpdatePace } from '$api/types';

export interface Asked {
  roles: string[];
  tasks: Task[];
  /** Nobody leads. */
  lead: boolean;
  /** Those that the reader is to tell, and that are due within ten minutes or late. */
  updates: (UpdatePace & { due_at: string })[];
  account: boolean;
}

const soonMs = 10 * 60_000;

export function askedOf(me: string, incident: Incident, tasks: readonly Task[], pace: readonly UpdatePace[], accounts: readonly { person: string; state: string }[], now: Date): Asked {
  const held = incident.roles.filter((role) => role.until === null);
  const mine = held.filter((role) => role.person === me).map((role) => role.role);
  const told = held.some((role) => role.role === 'communications') ? 'communications' : 'incident_commander';
  const leads = held.some((role) => role.role === 'incident_commander');
  const tells = mine.includes(told) || mine.includes('incident_commander');
  return {
    roles: mine,
    tasks: tasks.filter((task) => task.mine && (task.state === 'open' || task.state === 'doing')),
    lead: !leads,
    updates: tells ? pace.filter((each): each is UpdatePace & { due_at: string } => each.due_at !== null && Date.parse(each.due_at) - now.getTime() < soonMs) : [],
    account: accounts.some((each) => each.person === me && each.state === 'asked'),
  };
}

export const isNothing = (asked: Asked) => !asked.roles.length && !asked.tasks.length && !asked.lead && !asked.updates.length && !asked.account;
