// SPDX-License-Identifier: Apache-2.0
// How runbooks and their runs are said in words. Pure.
import type { Run, RunbookRule, RunbookStepCounts, RunOutcome, RunStep, RunStepState } from '$api/types';
import type { IconName } from '$ui/icons';
import { plural } from '$ui/time';

export const isSettled = (state: RunStepState) => state !== 'open' && state !== 'doing';

export const stepStates: Record<RunStepState, { name: string; icon: IconName; tone: 'plain' | 'good' | 'danger' | 'info' | 'accent' }> = {
  open: { name: 'Not begun', icon: 'minus', tone: 'plain' },
  doing: { name: 'Being done', icon: 'person', tone: 'accent' },
  done: { name: 'Done', icon: 'check', tone: 'info' },
  helped: { name: 'It helped', icon: 'checkCircle', tone: 'good' },
  no_help: { name: 'It did not help', icon: 'x', tone: 'danger' },
  skipped: { name: 'Left out', icon: 'arrowRight', tone: 'plain' },
};

export const outcomes: { id: RunOutcome; name: string; hint: string }[] = [
  { id: 'solved', name: 'The trouble is over', hint: 'This runbook ended it' },
  { id: 'helped', name: 'It helped in part', hint: 'Something else is needed, too' },
  { id: 'no_help', name: 'It did not help', hint: 'It was something else' },
  { id: 'abandoned', name: 'We gave it up', hint: 'It did not fit, or something mattered more' },
];
export const outcomeName = (outcome: RunOutcome) => outcomes.find((each) => each.id === outcome)?.name ?? outcome;

export const settledCount = (run: Run) => run.steps.filter((step) => isSettled(step.state)).length;

/** The step to work on: the first that nobody has settled, after `place` where there is one, else from the start. */
export function nextStep(steps: readonly RunStep[], place = 0): RunStep | null {
  const open = steps.filter((step) => !isSettled(step.state));
  return open.find((step) => step.place > place) ?? open[0] ?? null;
}

/** "helped in 3 of 4 runs"; empty while nobody has tried the step. */
export function countsInWords(counts: RunbookStepCounts | undefined): string {
  if (!counts) return '';
  const tried = counts.done + counts.helped + counts.no_help;
  const parts: string[] = [];
  if (counts.helped) parts.push(`helped ${counts.helped} of ${plural(tried, 'time')}`);
  else if (counts.no_help) parts.push(`did not help ${counts.no_help} of ${plural(tried, 'time')}`);
  else if (counts.done) parts.push(`done ${plural(counts.done, 'time')}`);
  if (counts.skipped) parts.push(`left out ${plural(counts.skipped, 'time')}`);
  return parts.join(', ');
}

/** What must hold: "the alert Checkout* or Pay* fires, and it concerns checkout" */
export function ruleInWords(rule: RunbookRule): string {
  const parts: string[] = [];
  if (rule.alerts?.length) parts.push(`the alert ${rule.alerts.join(' or ')} fires`);
  if (rule.services?.length) parts.push(`it concerns ${rule.services.join(' or ')}`);
  if (rule.words) parts.push(`its words match “${rule.words}”`);
  return parts.join(', and ');
}

/** "run 4 times, ended 3 incidents" */
export function recordInWords(runs: number, solved: number): string {
  if (runs === 0) return 'not run yet';
  return `run ${plural(runs, 'time')}${solved ? `, ended the trouble ${plural(solved, 'time')}` : ''}`;
}
