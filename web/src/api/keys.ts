// SPDX-License-Identifier: Apache-2.0
/** The names under which answers are cached; the live feed marks them stale by prefix. */
export const keys = {
  meta: ['meta'] as const,
  session: ['session'] as const,
  users: ['users'] as const,
  tokens: ['tokens'] as const,
  services: ['services'] as const,
  templates: ['templates'] as const,
  sources: ['sources'] as const,
  quarantine: ['quarantine'] as const,
  incidents: ['incidents'] as const,
  incidentList: (filter: object) => ['incidents', filter] as const,
  incident: (number: number) => ['incident', number] as const,
  timeline: (number: number) => ['timeline', number] as const,
  alerts: (number: number) => ['alerts', number] as const,
  evidence: (number: number) => ['evidence', number] as const,
  similar: (number: number) => ['similar', number] as const,
  similarText: (text: string) => ['similar-text', text] as const,
  postmortem: (number: number) => ['postmortem', number] as const,
  revisions: (number: number) => ['revisions', number] as const,
  library: ['library'] as const,
  libraryList: (filter: object) => ['library', filter] as const,
};
