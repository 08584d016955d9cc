// SPDX-License-Identifier: Apache-2.0
import type { IconName } from '$ui/icons';
import type { RouteName } from './routes';

interface Place {
  path: string;
  text: string;
  icon: IconName;
  keys: string;
  routes: RouteName[];
}

/** The main places, in the order of the sidebar. */
export const work: Place[] = [
  { path: '/incidents', text: 'Incidents', icon: 'flame', keys: 'g i', routes: ['incidents', 'incident', 'room', 'logs'] },
  { path: '/library', text: 'Library', icon: 'book', keys: 'g l', routes: ['library', 'postmortem', 'editor'] },
  { path: '/due', text: 'Postmortems due', icon: 'flag', keys: 'g d', routes: ['due'] },
  { path: '/actions', text: 'Actions', icon: 'checkCircle', keys: 'g a', routes: ['actions', 'action'] },
  { path: '/runbooks', text: 'Runbooks', icon: 'ordered', keys: 'g b', routes: ['runbooks', 'runbook', 'newRunbook', 'editRunbook'] },
  { path: '/drills', text: 'Drills', icon: 'play', keys: 'g x', routes: ['drills', 'drill'] },
  { path: '/recognise', text: 'Recognise', icon: 'target', keys: 'g r', routes: ['recognise'] },
  { path: '/patterns', text: 'Patterns', icon: 'sparkle', keys: 'g p', routes: ['patterns', 'pattern'] },
  { path: '/insights', text: 'Insights', icon: 'chart', keys: 'g n', routes: ['insights', 'responders'] },
  { path: '/reconstruct', text: 'Reconstruct', icon: 'rewind', keys: 'g c', routes: ['reconstruct'] },
];
export const setup: Place[] = [
  { path: '/people', text: 'People', icon: 'person', keys: 'g e', routes: ['people'] },
  { path: '/services', text: 'Services', icon: 'layers', keys: 'g v', routes: ['services', 'service'] },
  { path: '/status-pages', text: 'Status pages', icon: 'send', keys: 'g u', routes: ['statusPages', 'statusPage'] },
  { path: '/sources', text: 'Sources', icon: 'plug', keys: 'g s', routes: ['sources'] },
  { path: '/settings', text: 'Settings', icon: 'gear', keys: 'g t', routes: ['settings', 'updateIntervals', 'dateSettings', 'rules', 'words', 'escalation', 'deliveries', 'signingIn', 'profile', 'audit'] },
];
