// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Meta } from '$api/types';
import { lasted, severityRank, stateName } from './words';

const meta = { severities: [{ id: 'sev1' }, { id: 'sev2' }], states: [{ id: 'fixing', name: 'Fixing', phase: 'active' }] } as unknown as Meta;
const now = new Date('2026-11-04T12:00:00Z');
const base = { declared_at: '2026-11-04T10:30:00Z', started_at: '2026-11-04T10:00:00Z', resolved_at: null };

describe('lasted', () => {
  it('runs from the start while the incident is open', () => {
    expect(lasted({ ...base, phase: 'active' }, now)).toBe(7200);
  });
  it('runs from the declaration when no start is known', () => {
    expect(lasted({ ...base, started_at: null, phase: 'triage' }, now)).toBe(5400);
  });
  it('ends with the resolution', () => {
    expect(lasted({ ...base, resolved_at: '2026-11-04T11:00:00Z', phase: 'closed' }, now)).toBe(3600);
  });
  it('is unknown when it is over without a time', () => {
    expect(lasted({ ...base, phase: 'closed' }, now)).toBeNull();
  });
});

it('ranks unknown severities last', () => {
  expect(severityRank(meta, 'sev1')).toBe(1);
  expect(severityRank(meta, 'gone')).toBe(5);
  expect(severityRank(meta, null)).toBe(5);
});

it('shows the id of a state that the server no longer names', () => {
  expect(stateName(meta, 'fixing')).toBe('Fixing');
  expect(stateName(meta, 'old')).toBe('old');
});
