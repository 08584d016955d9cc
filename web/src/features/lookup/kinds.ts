// SPDX-License-Identifier: Apache-2.0
import type { SearchHit } from '$api/types';
import type { IconName } from '$ui/icons';

export const kinds: Record<SearchHit['kind'], { name: string; plural: string; icon: IconName }> = {
  incident: { name: 'Incident', plural: 'Incidents', icon: 'flame' },
  postmortem: { name: 'Postmortem', plural: 'Postmortems', icon: 'book' },
  action: { name: 'Action', plural: 'Actions', icon: 'checkCircle' },
  runbook: { name: 'Runbook', plural: 'Runbooks', icon: 'ordered' },
  entry: { name: 'Timeline', plural: 'Timeline entries', icon: 'clock' },
  evidence: { name: 'Evidence', plural: 'Evidence', icon: 'file' },
};

/** What a hit is called in one line: its title, or the beginning of its text. */
export function nameOf(hit: Pick<SearchHit, 'title' | 'excerpt' | 'kind'>): string {
  const text = (pieces: { text: string }[]) => pieces.map((piece) => piece.text).join('');
  return hit.kind === 'entry' ? text(hit.excerpt).split('\n')[0]! : text(hit.title);
}
