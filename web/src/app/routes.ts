// SPDX-License-Identifier: Apache-2.0
/** The places of the site. Parameters in braces; `number` is digits only. */
const patterns = {
  '/incidents': 'incidents',
  '/incidents/{number}': 'incident',
  '/incidents/{number}/room': 'room',
  '/incidents/{number}/postmortem': 'postmortem',
  '/incidents/{number}/postmortem/edit': 'editor',
  '/incidents/{number}/factors': 'factors',
  '/incidents/{number}/account': 'account',
  '/incidents/{number}/logs': 'logs',
  '/library': 'library',
  '/due': 'due',
  '/insights': 'insights',
  '/responders': 'responders',
  '/search': 'search',
  '/actions': 'actions',
  '/actions/{number}': 'action',
  '/notices': 'notices',
  '/runbooks': 'runbooks',
  '/runbooks/new': 'newRunbook',
  '/runbooks/{number}': 'runbook',
  '/runbooks/{number}/edit': 'editRunbook',
  '/drills': 'drills',
  '/drills/run': 'drill',
  '/recognise': 'recognise',
  '/patterns': 'patterns',
  '/patterns/{number}': 'pattern',
  '/reconstruct': 'reconstruct',
  '/services': 'services',
  '/services/one': 'service',
  '/sources': 'sources',
  '/status-pages': 'statusPages',
  '/status-pages/one': 'statusPage',
  '/settings': 'settings',
  '/settings/updates': 'updateIntervals',
  '/settings/dates': 'dateSettings',
  '/settings/postmortems': 'rules',
  '/settings/words': 'words',
  '/settings/deliveries': 'deliveries',
  '/settings/signing-in': 'signingIn',
  '/settings/escalation': 'escalation',
  '/people': 'people',
  '/profile': 'profile',
  '/audit': 'audit',
} as const;

export type RouteName = (typeof patterns)[keyof typeof patterns] | 'missing';

export interface Route {
  name: RouteName;
  /** The number of the incident or action that the address names, else 0. */
  number: number;
}

const compiled = Object.entries(patterns).map(([pattern, name]) => ({
  name,
  expression: new RegExp(`^${pattern.replace('{number}', '(\\d{1,12})')}/?$`),
}));

/** The route of a path. `/` is the list of incidents; `/INC-42` and the like lead to the incident, `/ACT-7` to the action. */
export function match(path: string): Route {
  if (path === '/' || path === '') return { name: 'incidents', number: 0 };
  for (const { name, expression } of compiled) {
    const found = expression.exec(path);
    if (found) return { name, number: Number(found[1] ?? 0) };
  }
  const key = /^\/[A-Za-z]{2,10}-(\d{1,12})$/.exec(path);
  if (key) return { name: /^\/act-/i.test(path) ? 'action' : 'incident', number: Number(key[1]) };
  return { name: 'missing', number: 0 };
}

export const incidentPath = (number: number) => `/incidents/${number}`;
/** Where those who work on a running incident meet. */
export const roomPath = (number: number) => `/incidents/${number}/room`;
/** The room while an incident runs, its record afterwards. */
export const placeOf = (incident: { number: number; phase: string }) => (incident.phase === 'triage' || incident.phase === 'active' ? roomPath(incident.number) : incidentPath(incident.number));
export const actionPath = (number: number) => `/actions/${number}`;
export const factorsPath = (number: number) => `/incidents/${number}/factors`;
/** The page of the reader's own account, or of somebody's by its id. */
export const accountPath = (number: number, id?: string | null) => `/incidents/${number}/account${id ? `?of=${encodeURIComponent(id)}` : ''}`;
/** The explorer of an incident's logs. */
export const logsPath = (number: number) => `/incidents/${number}/logs`;
export const postmortemPath = (number: number) => `/incidents/${number}/postmortem`;
/** Of a pattern by its id, `p` and the number of its oldest incident. */
export const patternPath = (id: string) => `/patterns/${id.slice(1)}`;
export const runbookPath = (number: number) => `/runbooks/${number}`;
export const servicePath = (name: string) => `/services/one?name=${encodeURIComponent(name)}`;
export const statusPagePath = (id: string) => `/status-pages/one?id=${encodeURIComponent(id)}`;
export const drillPath = (id: string) => `/drills/run?id=${encodeURIComponent(id)}`;

/** An address with some of its query changed; empty values are left out. */
export function withQuery(path: string, query: URLSearchParams, change: Record<string, string | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}
