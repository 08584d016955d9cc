// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { Incident } from '$api/types';
import { nextStep } from './next';

const open = { phase: 'active', lead: 'Ada', severity: 'sev2', summary: 'known', impact: '', milestones: [], has_postmortem: false, postmortem_state: null } as unknown as Incident;
const milestone = (name: string) => ({ name }) as Incident['milestones'][number];

it.each<[string, Partial<Incident>, string]>([
  ['nobody leads', { lead: null, severity: null }, 'lead'],
  ['the severity is missing', { severity: null }, 'severity'],
  ['nothing is written', { summary: ' ' }, 'summary'],
  ['it goes on', {}, 'mitigated'],
  ['it is mitigated', { milestones: [milestone('mitigated')] }, 'resolved'],
  ['it is over', { phase: 'post_incident' }, 'impact'],
  ['it is over and described', { phase: 'post_incident', impact: 'some' }, 'draft'],
  ['a draft exists', { phase: 'post_incident', has_postmortem: true, postmortem_state: 'draft' }, 'publish'],
  ['it goes on in another', { phase: 'closed', merged: true }, 'elsewhere'],
  ['it is published', { phase: 'closed', has_postmortem: true, postmortem_state: 'published' }, 'read'],
])('when %s', (_when, change, step) => {
  expect(nextStep({ ...open, ...change } as Incident)).toBe(step);
});
