// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { ActionItem } from '$api/types';
import { changeOf, checkOf, draftOf } from './form';

const action = { title: 'Add a limit', text: '', type: 'prevent', priority: 'p2', owner: 'Ana', team: null, factor: null, waits_for: [], check: { kind: 'alert_quiet', alert: 'DiskFull', service: null, template: null, days: 14 } } as unknown as ActionItem;
const before = draftOf(action, '2026-03-10T12:00', 30);

it('sends nothing that was not changed', () => {
  expect(changeOf(before, { ...before }, new Date())).toEqual({});
});

it('sends what was changed, and dates only when they were', () => {
  const due = new Date('2026-03-12T12:00:00Z');
  expect(changeOf(before, { ...before, title: ' Add two limits ', owner: '', due: '2026-03-12T12:00', waitsFor: [3] }, due)).toEqual({ title: 'Add two limits', owner: '', due_at: due.toISOString(), waits_for: [3] });
  expect(changeOf(before, { ...before, check: '' }, null)).toEqual({ check: null });
});

it('leaves out of a check what its kind does not look at', () => {
  expect(checkOf({ ...before, check: 'link_merged' })).toEqual({ kind: 'link_merged' });
  expect(checkOf({ ...before, check: 'drill_passed', minutes: 10 })).toEqual({ kind: 'drill_passed', minutes: 10 });
  expect(checkOf({ ...before, check: 'drill_passed', minutes: 0 })).toEqual({ kind: 'drill_passed' });
  expect(checkOf({ ...before, service: ' api ' })).toEqual({ kind: 'alert_quiet', alert: 'DiskFull', service: 'api', days: 14 });
});
