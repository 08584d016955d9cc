// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { UpdatePace } from '$api/types';
import { dueWords, nextOf } from './words';

const pace = (audience: UpdatePace['audience'], due_at: string | null): UpdatePace => ({ audience, due_at, minutes: null, usual_minutes: 30, snoozed_until: null, reason: '', overdue: false });

it('finds who hears next', () => {
  expect(nextOf([pace('internal', '2026-05-04T11:30:00Z'), pace('executive', null), pace('customer', '2026-05-04T11:10:00Z')])?.audience).toBe('customer');
  expect(nextOf([pace('internal', null)])).toBeNull();
});

it('counts down', () => {
  const now = new Date('2026-05-04T11:00:00Z');
  expect(dueWords('2026-05-04T11:12:05Z', now)).toBe('in 12:05');
  expect(dueWords('2026-05-04T13:12:05Z', now)).toBe('in 2 h');
  expect(dueWords('2026-05-04T10:57:00Z', now)).toBe('3 min late');
});
