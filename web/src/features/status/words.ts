// SPDX-License-Identifier: Apache-2.0
import type { StatusAffectedChange, StatusHealth, StatusStage } from '$api/types';

export const healthNames: Record<StatusHealth, string> = { operational: 'Works', maintenance: 'Maintenance', degraded: 'Degraded', partial_outage: 'Partial outage', major_outage: 'Major outage' };
export const stageNames: Record<StatusStage, string> = { investigating: 'Investigating', identified: 'Identified', monitoring: 'Monitoring', resolved: 'Resolved', scheduled: 'Scheduled', in_progress: 'Under way', completed: 'Completed' };
export const incidentStages: readonly StatusStage[] = ['investigating', 'identified', 'monitoring', 'resolved'];
export const maintenanceStages: readonly StatusStage[] = ['scheduled', 'in_progress', 'completed'];

export const toneOf = (health: StatusHealth): 'good' | 'info' | 'warn' | 'danger' => (health === 'operational' ? 'good' : health === 'maintenance' ? 'info' : health === 'degraded' ? 'warn' : 'danger');
export const stageTone = (stage: StatusStage): 'good' | 'info' | 'warn' | 'plain' => (stage === 'resolved' || stage === 'completed' ? 'good' : stage === 'scheduled' || stage === 'in_progress' ? 'info' : 'warn');
export const isOver = (stage: StatusStage): boolean => stage === 'resolved' || stage === 'completed';

/** What a customer is told usually comes next. */
export function nextStage(stage: StatusStage): StatusStage {
  const list = maintenanceStages.includes(stage) ? maintenanceStages : incidentStages;
  return list[Math.min(list.indexOf(stage) + 1, list.length - 1)]!;
}

/** "The Shop & Co." becomes "the-shop-co". */
export const slugOf = (name: string): string => name.normalize('NFD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);

/** Components that are not as they should be, from a choice for each. */
export const affectedOf = (choice: Record<string, StatusHealth>): StatusAffectedChange[] => Object.entries(choice).filter(([, state]) => state !== 'operational').map(([id, state]) => ({ id, state }));

/** The value of a datetime-local field as an instant; null when it is empty. */
export const instantOf = (local: string): string | null => (local ? new Date(local).toISOString() : null);
/** An instant as the value of a datetime-local field, in the zone of the browser. */
export function localOf(at: string | null): string {
  if (!at) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
