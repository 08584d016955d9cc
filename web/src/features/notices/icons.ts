// SPDX-License-Identifier: Apache-2.0
import type { IconName } from '$ui/icons';

const known: Record<string, IconName> = { postmortem: 'book', account: 'person', review: 'checkCircle', comment: 'message', meeting: 'clock', digest: 'star', runbook: 'ordered', task: 'checkCircle', update: 'send', role: 'person' };

/** The sign of a notice's kind, such as "comment.added". */
export function iconOf(kind: string): IconName {
  if (kind === 'postmortem.overdue') return 'alert';
  return known[kind.split('.')[0] ?? ''] ?? 'bell';
}

/** The text of a notice in one line: without quotation marks and line breaks of Markdown. */
export function inOneLine(text: string): string {
  return text.replace(/^>\s?/gm, '').replace(/\s+/g, ' ').trim();
}
