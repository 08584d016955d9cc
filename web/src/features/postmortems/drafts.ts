// SPDX-License-Identifier: Apache-2.0
// Texts being written, kept in this browser until the server has them.
import { forget, keep, kept } from '$ui/stored';

export interface LocalDraft {
  title: string;
  markdown: string;
  /** The revision that the text was begun from. */
  version: number;
  written_at: string;
}

const name = (number: number) => `postmortem.${number}`;

export function localDraft(number: number): LocalDraft | null {
  try {
    const draft = JSON.parse(kept(name(number)) ?? 'null') as LocalDraft | null;
    return draft && typeof draft.markdown === 'string' && typeof draft.version === 'number' ? draft : null;
  } catch {
    return null;
  }
}

/** False when this browser will not keep it. */
export const keepDraft = (number: number, draft: LocalDraft): boolean => keep(name(number), JSON.stringify(draft));
export const forgetDraft = (number: number): void => forget(name(number));
