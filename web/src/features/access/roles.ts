// SPDX-License-Identifier: Apache-2.0
import type { Role } from '$api/types';

/** What each access role may do, in the order of rank. */
export const roles: { id: Role; name: string; text: string }[] = [
  { id: 'viewer', name: 'Viewer', text: 'reads' },
  { id: 'responder', name: 'Responder', text: 'also declares, coordinates, records' },
  { id: 'editor', name: 'Editor', text: 'also curates timelines, writes and publishes' },
  { id: 'administrator', name: 'Administrator', text: 'also manages people and sources' },
];
export const roleName = (id: string) => roles.find((each) => each.id === id)?.name ?? id;
