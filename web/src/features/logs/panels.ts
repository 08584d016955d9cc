// SPDX-License-Identifier: Apache-2.0
/** What can stand beside the lines. */
export type Panel = 'line' | 'findings' | 'sources' | 'filters';

export const panelTitles: Record<Panel, string> = { line: 'Line', findings: 'Findings', sources: 'Sources', filters: 'Filters' };

/** The panel that the address names; a line has an address of its own. */
export function readPanel(query: URLSearchParams): Panel | null {
  const name = query.get('panel');
  return name === 'findings' || name === 'sources' || name === 'filters' ? name : null;
}
