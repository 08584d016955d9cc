// SPDX-License-Identifier: Apache-2.0
import type { Component } from 'svelte';
import type { RouteName } from './routes';

/** Where each route's code is; everything but the first view is fetched when it is visited. */
export const pages: Record<RouteName, () => Promise<{ default: Component<any> }>> = {
  incidents: () => import('$features/incidents/IncidentsPage.svelte'),
  incident: () => import('$features/incidents/IncidentPage.svelte'),
  room: () => import('$features/room/RoomPage.svelte'),
  postmortem: () => import('$features/postmortems/PostmortemPage.svelte'),
  editor: () => import('$features/postmortems/EditorPage.svelte'),
  factors: () => import('$features/factors/FactorsPage.svelte'),
  account: () => import('$features/accounts/AccountPage.svelte'),
  logs: () => import('$features/logs/LogsPage.svelte'),
  library: () => import('$features/postmortems/LibraryPage.svelte'),
  due: () => import('$features/duties/DuePage.svelte'),
  actions: () => import('$features/actions/ActionsPage.svelte'),
  action: () => import('$features/actions/ActionPage.svelte'),
  notices: () => import('$features/notices/NoticesPage.svelte'),
  rules: () => import('$features/duties/RulesPage.svelte'),
  search: () => import('$features/lookup/SearchPage.svelte'),
  insights: () => import('$features/insights/InsightsPage.svelte'),
  runbooks: () => import('$features/runbooks/RunbooksPage.svelte'),
  newRunbook: () => import('$features/runbooks/NewRunbookPage.svelte'),
  runbook: () => import('$features/runbooks/RunbookPage.svelte'),
  editRunbook: () => import('$features/runbooks/EditRunbookPage.svelte'),
  drills: () => import('$features/drills/DrillsPage.svelte'),
  drill: () => import('$features/drills/DrillPage.svelte'),
  recognise: () => import('$features/lessons/RecognisePage.svelte'),
  patterns: () => import('$features/lessons/PatternsPage.svelte'),
  pattern: () => import('$features/lessons/PatternPage.svelte'),
  reconstruct: () => import('$features/evidence/ReconstructPage.svelte'),
  sources: () => import('$features/sources/SourcesPage.svelte'),
  settings: () => import('$features/access/SettingsPage.svelte'),
  missing: () => import('./MissingPage.svelte'),
};
