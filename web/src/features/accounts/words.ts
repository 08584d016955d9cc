// SPDX-License-Identifier: Apache-2.0
import type { Contribution } from '$api/types';
import type { IconName } from '$ui/icons';

interface StateWords {
  name: string;
  icon: IconName;
  tone: 'plain' | 'good' | 'info' | 'warn';
}

const states: Record<Contribution['state'], StateWords> = {
  given: { name: 'Has spoken', icon: 'checkCircle', tone: 'good' },
  started: { name: 'Writing', icon: 'edit', tone: 'info' },
  asked: { name: 'Asked', icon: 'clock', tone: 'warn' },
  declined: { name: 'Declined', icon: 'minus', tone: 'plain' },
  not_asked: { name: 'Not asked', icon: 'person', tone: 'plain' },
};

export const stateWords = (state: Contribution['state']): StateWords => states[state];

export interface Standing {
  spoken: number;
  /** Those of whom an answer may still come. */
  open: number;
  all: number;
}

export function standingOf(items: readonly Pick<Contribution, 'state'>[]): Standing {
  const count = (...wanted: Contribution['state'][]) => items.filter((item) => wanted.includes(item.state)).length;
  return { spoken: count('given'), open: count('asked', 'started', 'not_asked'), all: items.length };
}

/** Engineers and others who responded, and those who speak for the business or for customers; empty groups are left out. */
export function grouped<T extends Pick<Contribution, 'stakeholder'>>(items: readonly T[]): { title: string; items: T[] }[] {
  return [
    { title: 'Responders', items: items.filter((item) => !item.stakeholder) },
    { title: 'Stakeholders and others', items: items.filter((item) => item.stakeholder) },
  ].filter((group) => group.items.length > 0);
}
