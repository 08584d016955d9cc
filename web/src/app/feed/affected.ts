// SPDX-License-Identifier: Apache-2.0
import { keys } from '$api/keys';
import type { Fact } from '$api/types';

export type Key = readonly unknown[];

/** Which cached answers a fact makes stale, but for the timeline, which is refreshed in part. A kind that is not known makes everything about its incident stale. */
export function affected(fact: Pick<Fact, 'incident' | 'kind'>): Key[] {
  const number = fact.incident;
  if (number === 0) return aboutServer(fact.kind);
  const topic = fact.kind.split('.')[0];
  switch (topic) {
    case 'entry':
    case 'note':
    case 'timeline':
      return [];
    case 'account':
      return [keys.contributions(number), ['account', number], keys.completeness(number), keys.meeting(number), keys.notices];
    case 'evidence':
      return [keys.evidence(number), keys.incident(number), keys.completeness(number), ...(['evidence.added', 'evidence.stream', 'evidence.clock'].includes(fact.kind) ? [keys.logs(number)] : [])];
    case 'postmortem':
      return [keys.postmortem(number), keys.revisions(number), keys.incident(number), keys.incidents, keys.library, keys.completeness(number), keys.reviewers(number), keys.meeting(number), keys.duty(number), keys.duties, keys.notices];
    case 'thread':
      // A suggestion that is accepted changes the text.
      return [keys.threads(number), keys.postmortem(number), keys.meeting(number), keys.notices];
    case 'comment':
      return [keys.threads(number), keys.meeting(number), keys.notices];
    case 'review':
      return [keys.reviewers(number), keys.completeness(number), keys.notices];
    case 'meeting':
      return [keys.meeting(number), keys.notices];
    case 'duty':
      return [keys.dates(number), keys.duty(number), keys.duties, keys.incident(number), keys.notices];
    case 'action':
      return [keys.actions, keys.postmortem(number), keys.completeness(number), keys.notices];
    case 'match':
      return [keys.similar(number), keys.recognition];
    case 'factor':
      return [keys.factors(number), keys.suggestedFactors(number), keys.completeness(number)];
    case 'run':
      return [keys.runs(number), keys.runbooksFor(number), keys.runbooks, ['runbook']];
    case 'alert':
      return [keys.alerts(number), keys.incident(number), keys.incidents, keys.similar(number)];
    case 'status':
      return [keys.shown(number), keys.statusPages];
    case 'task':
      return [keys.tasks(number), keys.myTasks, keys.notices];
    case 'hypothesis':
      return [keys.hypotheses(number), keys.postmortem(number)];
    case 'escalation':
      return [keys.escalation(number), keys.notices];
    case 'stakeholders':
      return [keys.notices];
    case 'member':
      return [keys.incidentMembers(number), keys.incident(number)];
    case 'update':
      return [keys.updates(number), keys.notices];
    case 'incident':
      return [keys.relations(number), keys.merged(number), keys.dates(number), keys.allDates, keys.incident(number), keys.incidents, keys.services, keys.similar(number), keys.completeness(number), keys.updates(number)];
    case 'milestone':
    case 'role':
      return [keys.escalation(number), keys.incident(number), keys.incidents, keys.completeness(number), keys.contributions(number), keys.notices];
    default:
      return [keys.incident(number), keys.incidents, keys.alerts(number), keys.evidence(number), keys.postmortem(number), keys.library, keys.completeness(number), keys.meeting(number), keys.notices, keys.contributions(number)];
  }
}

/** From which moment on a fact changes its incident's timeline; null when that may be anywhere. */
export function timelineSince(fact: Pick<Fact, 'kind' | 'occurred_at'>): string | null {
  return fact.kind.startsWith('timeline.') ? null : fact.occurred_at;
}

/** The earlier of two moments; null, for anywhere, is earlier than all; undefined is none. */
export function earlier(a: string | null | undefined, b: string | null): string | null {
  if (a === undefined || b === null) return b;
  if (a === null) return null;
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

function aboutServer(kind: string): Key[] {
  const topic = kind.split('.')[0];
  if (topic === 'vocabulary') return [keys.vocabulary, keys.incidents, ['incident']];
  if (topic === 'status_page' || topic === 'status') return [keys.statusPages, ['shown']];
  if (topic === 'drill') return [keys.drills, keys.training];
  if (topic === 'runbook') return [keys.runbooks, ['runbook'], ['runbook-revisions'], ['runbooks-for']];
  if (topic === 'source') return [keys.sources];
  if (topic === 'intake') return [keys.quarantine, keys.sources];
  if (topic === 'tracker') return [keys.trackers];
  if (topic === 'user') return [keys.users];
  if (topic === 'annotation') return [keys.annotations];
  if (topic === 'escalation_policy') return [keys.escalationPolicies, ['escalation']];
  if (topic === 'stakeholder_rule') return [keys.stakeholderRules];
  if (topic === 'token') return [keys.tokens];
  if (topic === 'evidence') return [];
  return [keys.sources, keys.quarantine, keys.library];
}

/** Keys gathered over a short while, each once; a longer key goes when a prefix of it is there. */
export function distinct(all: Iterable<Key>): Key[] {
  const sorted = [...new Map([...all].map((key) => [JSON.stringify(key), key])).values()].sort((a, b) => a.length - b.length);
  return sorted.filter((key, index) => !sorted.slice(0, index).some((other) => other.length < key.length && other.every((part, at) => JSON.stringify(part) === JSON.stringify(key[at]))));
}
