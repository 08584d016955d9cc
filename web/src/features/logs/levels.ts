// SPDX-License-Identifier: Apache-2.0
import type { components } from '$api/schema';

export type Level = components['schemas']['LogLevel'];

/** In the order of the API's counts, the least serious first. */
export const levels: readonly Level[] = ['unknown', 'trace', 'debug', 'info', 'notice', 'warning', 'error', 'critical'];

/** From the ground of a column upwards: what matters stands on the ground, where it can be compared. */
export const stacked: readonly Level[] = [...levels].reverse();

const words: Record<Level, { name: string; letter: string }> = {
  unknown: { name: 'No level', letter: '·' },
  trace: { name: 'Trace', letter: 'T' },
  debug: { name: 'Debug', letter: 'D' },
  info: { name: 'Info', letter: 'I' },
  notice: { name: 'Notice', letter: 'N' },
  warning: { name: 'Warning', letter: 'W' },
  error: { name: 'Error', letter: 'E' },
  critical: { name: 'Critical', letter: 'C' },
};

export const levelName = (level: Level): string => words[level].name;
export const levelLetter = (level: Level): string => words[level].letter;
/** The class that carries its colour; see levels.css. */
export const levelClass = (level: Level): string => `level-${level}`;

const tones = ['blue', 'rose', 'green', 'ochre', 'violet', 'rust', 'teal', 'olive'];
/** A colour for a source, the same everywhere on the page; its name stands beside it. */
export const sourceColour = (source: number): string => `var(--who-${tones[Math.abs(source) % tones.length]})`;

/** What fits a narrow column: the file's name without folders and without what says how it is packed. */
export function shortSource(name: string): string {
  const file = name.split(/[\\/]/).filter(Boolean).at(-1) ?? name;
  return file.replace(/\.(gz|zst|bz2|xz|zip)$/i, '').replace(/\.(log|txt|jsonl?|out)$/i, '') || file;
}
