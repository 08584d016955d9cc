// SPDX-License-Identifier: Apache-2.0
// The questions of an account, after the groups that Klein's critical decision method and Dekker's debriefings ask by:
// cues, knowledge, expectations, goals, decisions, help. They ask how and what, never who or why.
import type { Account } from '$api/types';

export type PromptId = keyof Account['answers'];

export interface Prompt {
  id: PromptId;
  /** Above the answer where it is read; the server writes the same into postmortems. */
  heading: string;
  question: string;
  hint: string;
}

export interface Part {
  title: string;
  prompts: readonly Prompt[];
}

export const parts: readonly Part[] = [
  {
    title: 'From where you were',
    prompts: [
      {
        id: 'did',
        heading: 'What I did',
        question: 'What did you do?',
        hint: 'What brought you into it, and which steps did you take? What were you trying to achieve with each, what else did you weigh up, and what else wanted your attention?',
      },
      {
        id: 'saw',
        heading: 'What I saw',
        question: 'What did you see and hear?',
        hint: 'Which alerts, graphs, messages or calls did you notice? What stood out, and what were you looking at when it did?',
      },
    ],
  },
  {
    title: 'What was in your mind',
    prompts: [
      {
        id: 'expected',
        heading: 'What I expected',
        question: 'What did you expect to happen?',
        hint: 'After each step, what should have come next? What would have surprised you? What did it remind you of?',
      },
      {
        id: 'assumed',
        heading: 'What I assumed',
        question: 'What did you take as given?',
        hint: 'Which parts did you count on to work, or to be in somebody’s hands? What was that based on?',
      },
      {
        id: 'did_not_know',
        heading: 'What I did not know',
        question: 'What did you not know then?',
        hint: 'What would you have liked to see or ask? What did you learn only later, and how?',
      },
    ],
  },
  {
    title: 'Looking back',
    prompts: [
      {
        id: 'causes',
        heading: 'How I understand the causes',
        question: 'How do you understand the causes?',
        hint: 'What had to come together? How did your picture of it change from the first minute until now?',
      },
      {
        id: 'helped',
        heading: 'What helped',
        question: 'What helped?',
        hint: 'Which tools, people, habits or pieces of luck made it easier? What should stay as it is?',
      },
      {
        id: 'misled',
        heading: 'What misled',
        question: 'What misled you, or got in the way?',
        hint: 'What pointed in another direction, and how did that look from where you were? What took longer than you had thought?',
      },
    ],
  },
];

export const prompts: readonly Prompt[] = parts.flatMap((part) => part.prompts);
export type Answers = Record<PromptId, string>;

export const noAnswers = (): Answers => ({ did: '', saw: '', expected: '', assumed: '', did_not_know: '', causes: '', helped: '', misled: '' });

export const answered = (answers: Answers): number => prompts.filter((prompt) => answers[prompt.id].trim() !== '').length;

/** The answers that differ, to be saved. */
export function changed(from: Answers, to: Answers): Partial<Answers> {
  return Object.fromEntries(prompts.filter(({ id }) => from[id] !== to[id]).map(({ id }) => [id, to[id]]));
}

/** All that is said, as one text under its headings. */
export function asMarkdown(answers: Answers): string {
  return prompts
    .filter(({ id }) => answers[id].trim() !== '')
    .map(({ id, heading }) => `### ${heading}\n\n${answers[id].trim()}\n`)
    .join('\n');
}
