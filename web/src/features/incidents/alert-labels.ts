// SPDX-License-Identifier: Apache-2.0
import type { Alert } from '$api/types';

/** What tells an alert from others of its name: the values of the labels in which they differ, at most two. */
export function telling(alert: Pick<Alert, 'name' | 'labels'>, all: readonly Pick<Alert, 'name' | 'labels'>[]): string {
  const others = all.filter((other) => other.name === alert.name);
  if (others.length < 2) return '';
  return Object.entries(alert.labels)
    .filter(([name, value]) => others.some((other) => other.labels[name] !== value))
    .map(([, value]) => value)
    .slice(0, 2)
    .join(', ');
}
