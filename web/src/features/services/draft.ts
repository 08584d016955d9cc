// SPDX-License-Identifier: Apache-2.0
// A service as it stands in a form. Pure.
import type { Service, ServiceChange } from '$api/types';

export interface Draft {
  description: string;
  team: string[];
  tier: string;
  contacts: string[];
  dependsOn: string[];
  /** One link a line: a name, then the address. */
  links: string;
}

export const emptyDraft = (): Draft => ({ description: '', team: [], tier: '', contacts: [], dependsOn: [], links: '' });

export const draftOf = (service: Pick<Service, 'description' | 'team' | 'tier' | 'contacts' | 'depends_on' | 'links'>): Draft => ({
  description: service.description,
  team: service.team ? [service.team] : [],
  tier: service.tier === null ? '' : String(service.tier),
  contacts: [...service.contacts],
  dependsOn: [...service.depends_on],
  links: service.links.map((link) => (link.name === link.url ? link.url : `${link.name} ${link.url}`)).join('\n'),
});

/** The lines of the field as links; a line without an address is its own error, which the server tells. */
export function linksOf(text: string): { name: string; url: string }[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const at = line.search(/\S+$/);
    return { name: line.slice(0, at).trim(), url: line.slice(at) };
  });
}

export const changeOf = (draft: Draft): ServiceChange => ({
  description: draft.description.trim(),
  team: draft.team[0] ?? '',
  tier: draft.tier === '' ? null : Number(draft.tier),
  contacts: draft.contacts,
  depends_on: draft.dependsOn,
  links: linksOf(draft.links),
});
