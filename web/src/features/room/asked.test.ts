// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { Incident, Task, UpdatePace } from '$api/types';
import { askedOf, isNothing } from './asked';

const now = new Date('2026-05-04T11:00:00Z');
const incident = (...roles: [string, string, string?][]) => ({ roles: roles.map(([role, person, until]) => ({ role, person, until: until ?? null })) }) as unknown as Incident;
const pace = (due_at: string | null) => ({ audience: 'internal', due_at }) as UpdatePace;
const task = (mine: boolean, state: string) => ({ mine, state }) as Task;

it('asks for a lead where nobody leads', () => {
  expect(askedOf('Ana', incident(), [], [], [], now).lead).toBe(true);
  expect(askedOf('Ana', incident(['incident_commander', 'Bo', '2026-05-04T10:00:00Z']), [], [], [], now).lead).toBe(true);
  const asked = askedOf('Ana', incident(['incident_commander', 'Bo']), [task(false, 'open'), task(true, 'done')], [pace('2026-05-04T10:00:00Z')], [], now);
  expect(isNothing(asked)).toBe(true);
});

it('asks those who lead for updates that are due soon', () => {
  const due = [pace('2026-05-04T11:05:00Z'), pace('2026-05-04T11:30:00Z'), pace(null)];
  expect(askedOf('Ana', incident(['communications', 'Ana'], ['incident_commander', 'Bo']), [], due, [], now).updates).toHaveLength(1);
  expect(askedOf('Bo', incident(['communications', 'Ana'], ['incident_commander', 'Bo']), [], due, [], now).updates).toHaveLength(1);
  expect(askedOf('Cy', incident(['communications', 'Ana'], ['incident_commander', 'Bo']), [], due, [], now).updates).toHaveLength(0);
});

it('lists own roles, tasks and the account', () => {
  const asked = askedOf('Ana', incident(['scribe', 'Ana'], ['incident_commander', 'Bo']), [task(true, 'doing'), task(true, 'open')], [], [{ person: 'Ana', state: 'asked' }], now);
  expect([asked.roles, asked.tasks.length, asked.account]).toEqual([['scribe'], 2, true]);
});
