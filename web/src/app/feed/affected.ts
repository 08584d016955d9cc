// SPDX-License-Identifier: Apache-2.0
import { keys } from '$api/keys';
import type { Fact } from '$api/types';

export type Key = readonly unknown[];

/** Which cached answers a fact makes stale. A kind that is not known makes everything about its incident stale. */
export function affected(fact: Pick<Fact, 'incident' | 'kind'>): Key[] {
  const number = fact.incident;
  if (number === 0) return aboutServer(fact.kind);
  const topic = fact.kind.split('.')[0];
  const always: Key[] = [keys.timeline(number)];
  switch (topic) {
    case 'entry':
    case 'note':
    case 'timeline':
      return always;
    case 'evidence':
      return [...always, keys.evidence(number), keys.incident(number)];
    case 'postmortem':
      return [...always, keys.postmortem(number), keys.revisions(number), keys.incident(number), keys.incidents, keys.library];
    case 'alert':
      return [...always, keys.alerts(number), keys.incident(number), keys.incidents, keys.similar(number)];
    case 'incident':
      return [...always, keys.incident(number), keys.incidents, keys.services, keys.similar(number)];
    case 'milestone':
    case 'role':
      return [...always, keys.incident(number), keys.incidents];
    default:
      return [...always, keys.incident(number), keys.incidents, keys.alerts(number), keys.evidence(number), keys.postmortem(number), keys.library];
  }
}

function aboutServer(kind: string): Key[] {
  const topic = kind.split('.')[0];
  if (topic === 'source') return [keys.sources];
  if (topic === 'intake') return [keys.quarantine, keys.sources];
  if (topic === 'user') return [keys.users];
  if (topic === 'token') return [keys.tokens];
  if (topic === 'evidence') return [];
  return [keys.sources, keys.quarantine, keys.library];
}

/** Keys gathered over a short while, each once; a longer key goes when a prefix of it is there. */
export function distinct(all: Iterable<Key>): Key[] {
  const sorted = [...new Map([...all].map((key) => [JSON.stringify(key), key])).values()].sort((a, b) => a.length - b.length);
  return sorted.filter((key, index) => !sorted.slice(0, index).some((other) => other.length < key.length && other.every((part, at) => JSON.stringify(part) === JSON.stringify(key[at]))));
}
