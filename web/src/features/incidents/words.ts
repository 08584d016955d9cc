// SPDX-License-Identifier: Apache-2.0
import type { IncidentSummary, Meta, Phase } from '$api/types';
import { secondsBetween } from '$ui/time';

export const phaseNames: Record<Phase, string> = { triage: 'Triage', active: 'Active', post_incident: 'Post-incident', closed: 'Closed' };
export const kindNames: Record<string, string> = { normal: 'Incident', drill: 'Drill', backfilled: 'Backfilled', maintenance: 'Maintenance', near_miss: 'Near miss' };

export function stateName(meta: Meta | null, state: string): string {
  return meta?.states.find((known) => known.id === state)?.name ?? state;
}

export function severityName(meta: Meta | null, severity: string | null): string {
  if (severity === null) return 'No severity';
  return meta?.severities.find((known) => known.id === severity)?.name ?? severity;
}

/** 1 for the worst to 5 for the mildest or unknown: which colour a severity has. */
export function severityRank(meta: Meta | null, severity: string | null): number {
  const at = meta?.severities.findIndex((known) => known.id === severity) ?? -1;
  return at < 0 ? 5 : Math.min(at + 1, 5);
}

export const isOpen = (phase: Phase) => phase === 'triage' || phase === 'active';

/** How long it has lasted: to its end when it is over, to `now` while it is open; null when neither is known. */
export function lasted(incident: Pick<IncidentSummary, 'started_at' | 'declared_at' | 'resolved_at' | 'phase'>, now: Date): number | null {
  const from = incident.started_at ?? incident.declared_at;
  if (incident.resolved_at) return Math.max(0, secondsBetween(from, incident.resolved_at));
  return isOpen(incident.phase) ? Math.max(0, secondsBetween(from, now)) : null;
}
