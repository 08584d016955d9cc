// SPDX-License-Identifier: Apache-2.0
// What somebody writes about a runbook before it is saved: kept in this browser, so that a closed tab loses nothing.
import type { RunbookRule } from '$api/types';
import { forget, keep, kept } from '$ui/stored';

export interface Draft {
  title: string;
  owner: string;
  services: string[];
  rules: RunbookRule[];
  markdown: string;
  review_days: number;
}

export const emptyDraft: Draft = {
  title: '',
  owner: '',
  services: [],
  rules: [],
  markdown: '## When to use it\n\n\n\n## Steps\n\n1. \n',
  review_days: 180,
};

const name = (key: string) => `runbook.${key}`;

/** What was kept under a key, if it can be read: `base` is the version that it was written upon. */
export function keptDraft(key: string): { draft: Draft; base: number } | null {
  try {
    const found = JSON.parse(kept(name(key)) ?? 'null') as { draft?: Partial<Draft>; base?: number } | null;
    if (!found?.draft || typeof found.draft.markdown !== 'string' || typeof found.draft.title !== 'string') return null;
    return { draft: { ...emptyDraft, ...found.draft }, base: Number(found.base ?? 0) };
  } catch {
    return null;
  }
}

export function keepDraft(key: string, draft: Draft, base: number): void {
  keep(name(key), JSON.stringify({ draft, base }));
}

export const forgetDraft = (key: string) => forget(name(key));

export const sameDraft = (a: Draft, b: Draft) => JSON.stringify(a) === JSON.stringify(b);

/** Rules as the server takes them: without empty names, and without rules that say nothing. */
export function tidyRules(rules: readonly RunbookRule[]): RunbookRule[] {
  return rules
    .map((rule) => ({ alerts: (rule.alerts ?? []).filter((text) => text.trim()), services: (rule.services ?? []).filter((text) => text.trim()), words: (rule.words ?? '').trim() }))
    .filter((rule) => rule.alerts.length > 0 || rule.services.length > 0 || rule.words);
}
