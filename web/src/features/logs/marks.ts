// SPDX-License-Identifier: Apache-2.0
// Cuts a line into what is plain, what was found, and what was masked. Pure.
import type { Match } from './view';

export interface Part {
  text: string;
  kind: 'plain' | 'found' | 'masked';
}

export interface Wanted {
  text: string;
  match: Match;
  caseSensitive: boolean;
}

const searched = 2000;
const searchedByLoops = 300; // two loops take the cube of the length, at worst
const cut = 4000; // of a line that is longer than any row
const masked = /\[[a-z][a-z0-9]*(?:-[a-z0-9]+)* [0-9a-z]{4}\]/g;

/** An expression for what is searched, to mark it; null when there is none, or when the browser cannot do it in bounded time. */
export function expressionOf({ text, match, caseSensitive }: Wanted): RegExp | null {
  if (!text) return null;
  const flags = caseSensitive ? 'g' : 'gi';
  if (match === 'substring') return new RegExp(escape(text), flags);
  if (match === 'word') return new RegExp(`(?<![\\p{L}\\p{N}_])${escape(text)}(?![\\p{L}\\p{N}_])`, `${flags}u`);
  return patternOf(text, flags);
}

// The server's patterns take linear time; the browser's go back and forth. What could take long is not marked.
function patternOf(text: string, flags: string): RegExp | null {
  const inline = /^\(\?([ims]+)\)/.exec(text);
  const source = text.slice(inline?.[0].length ?? 0).replaceAll('(?P<', '(?<');
  const bare = bareOf(source);
  const loops = loopsOf(bare);
  const choices = bare.match(/(?<![*+?}(])\?/g)?.length ?? 0;
  if (loops > 2 || choices > 6 - 2 * loops || /\)(?:[*+]|\{)/.test(bare)) return null;
  // A class may begin with its closing bracket there; here such a class is empty, and what follows is another pattern.
  if (/\[\^?\]/.test(source.replace(/\\./g, 'x'))) return null;
  try {
    return new RegExp(source, [...new Set([...flags, ...(inline?.[1] ?? '')])].join(''));
  } catch {
    return null;
  }
}

// Without what is escaped or in a class.
const bareOf = (source: string): string => source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
const loopsOf = (bare: string): number => bare.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;

// How much of a text is searched, so that a page of lines never takes long.
const reachOf = (wanted: RegExp): number => (loopsOf(bareOf(wanted.source)) > 1 ? searchedByLoops : searched);

/** The parts of a line; together they are the line. Only a line with masks has any: brackets are common in logs. */
export function partsOf(text: string, wanted: RegExp | null, hasMasks = false): Part[] {
  const taken: { from: number; until: number; kind: Part['kind'] }[] = [];
  for (const found of hasMasks ? text.matchAll(masked) : []) taken.push({ from: found.index, until: found.index + found[0].length, kind: 'masked' });
  if (wanted) {
    for (const found of text.slice(0, reachOf(wanted)).matchAll(wanted)) {
      const [from, until] = [found.index, found.index + found[0].length];
      if (until > from && !taken.some((other) => from < other.until && other.from < until)) taken.push({ from, until, kind: 'found' });
      if (taken.length > 200) break;
    }
  }
  taken.sort((a, b) => a.from - b.from);
  const parts: Part[] = [];
  let at = 0;
  for (const { from, until, kind } of taken) {
    if (from > at) parts.push({ text: text.slice(at, from), kind: 'plain' });
    parts.push({ text: text.slice(from, until), kind });
    at = until;
  }
  if (at < text.length) parts.push({ text: text.slice(at), kind: 'plain' });
  return parts;
}

const stamps = [
  /^[[({<]?\d{4}[-/.]\d\d[-/.]\d\d[T _:]\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?[\])}>]?[\s:,|-]*/,
  /^\[?[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{3,4})? \d{4}\]?[\s:,|-]*/,
  /^(?:<\d{1,3}>)?(?:1 )?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?[\s:]+/,
  /^\d\d:\d\d:\d\d(?:[.,]\d{1,9})?[\s:,|-]+/,
];

/** A line for a row that shows its time anyhow: in one piece, without the stamp it begins with unless that was searched. */
export function rowText(text: string, timed: boolean, wanted: RegExp | null): string {
  const whole = text.slice(0, cut).trimEnd().replace(/\s*[\r\n]+\s*/g, ' ↵ ').slice(0, 1200);
  const line = messageOf(text, wanted) ?? whole;
  if (!timed || line !== whole) return line;
  for (const stamp of stamps) {
    const found = stamp.exec(line);
    if (!found || found[0].length >= line.length) continue;
    if (wanted && holds(wanted, found[0])) return line;
    return line.slice(found[0].length);
  }
  return line;
}

const said = ['message', 'msg', 'MESSAGE', 'log', 'body', 'event'];

/** What a JSON line says, before the rest of it; null when it is none, or when only the rest holds what was searched. */
function messageOf(text: string, wanted: RegExp | null): string | null {
  if (!text.startsWith('{') || text.length > 20_000) return null;
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    const name = said.find((each) => typeof value[each] === 'string' && value[each] !== '');
    if (!name) return null;
    const message = (value[name] as string).slice(0, cut).replace(/\s*[\r\n]+\s*/g, ' ↵ ');
    const rest = JSON.stringify(Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)));
    return wanted && !holds(wanted, message) ? null : `${message}  ${rest}`.slice(0, 1200);
  } catch {
    return null;
  }
}

// A global expression remembers where it was; search() leaves that alone.
const holds = (expression: RegExp, text: string): boolean => text.slice(0, reachOf(expression)).search(expression) >= 0;

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/-/g, '\\x2d');
