// SPDX-License-Identifier: Apache-2.0
import type { Delivery, Endpoint } from '$api/types';

export const kinds: Record<Endpoint['kind'], { name: string; about: string; placeholder: string }> = {
  webhook: { name: 'Signed webhook', about: 'JSON for a program of yours, signed by Standard Webhooks.', placeholder: 'https://example.com/hooks/debrief' },
  slack: { name: 'Slack', about: 'An incoming webhook of Slack, or of what takes the same messages.', placeholder: 'https://hooks.slack.com/services/…' },
  mattermost: { name: 'Mattermost', about: 'An incoming webhook of Mattermost.', placeholder: 'https://chat.example.com/hooks/…' },
};

export type Tone = 'good' | 'warn' | 'danger' | 'plain';

/** How an endpoint stands, in two or three words. */
export function standing(one: Pick<Endpoint, 'state' | 'failing_since' | 'succeeded_at'>): { text: string; tone: Tone } {
  if (one.state === 'off') return { text: 'Off', tone: 'plain' };
  if (one.state === 'gone') return { text: 'Off: gone', tone: 'danger' };
  if (one.state === 'failing') return { text: 'Off: failing', tone: 'danger' };
  if (one.failing_since) return { text: 'Failing', tone: 'warn' };
  return one.succeeded_at ? { text: 'Working', tone: 'good' } : { text: 'Not used yet', tone: 'plain' };
}

export const states: Record<Delivery['state'], { text: string; tone: Tone }> = {
  waiting: { text: 'Waiting', tone: 'warn' },
  delivered: { text: 'Delivered', tone: 'good' },
  given_up: { text: 'Given up', tone: 'danger' },
  dropped: { text: 'Dropped', tone: 'plain' },
};

/** What an endpoint is told, as a sentence. */
export function told(one: Pick<Endpoint, 'owner' | 'events' | 'severities' | 'services' | 'private'>): string {
  if (one.owner) return `Set up by ${one.owner.split('/')[0]}, which says what it is told`;
  const what = one.events.length === 0 ? 'Everything' : one.events.length === 1 ? one.events[0] : `${one.events.length} kinds of events`;
  const where = [one.severities.length > 0 ? one.severities.map((each) => each.toUpperCase()).join(', ') : '', one.services.join(', ')].filter(Boolean).join(', ');
  return `${what}${where ? ` of ${where}` : ''}${one.private ? ', private incidents too' : ''}`;
}

/** A message of the server as a sentence of its own. */
export const sentence = (text: string) => (text ? text.charAt(0).toUpperCase() + text.slice(1) : text);

/** How much of what an endpoint was told came through. */
export function counted(one: Pick<Endpoint, 'delivered' | 'waiting' | 'given_up'>): string {
  const parts = [one.delivered ? `${one.delivered} delivered` : '', one.waiting ? `${one.waiting} waiting` : '', one.given_up ? `${one.given_up} given up` : ''].filter(Boolean);
  return parts.length ? parts.join(', ') : 'Nothing sent yet';
}

/** JSON with indentation; anything else as it is. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
