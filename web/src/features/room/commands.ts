// SPDX-License-Identifier: Apache-2.0
// What a line of the composer means. Pure: the line and what is known in, a command or what is wrong with it out.
import type { Audience } from '$api/types';
import { numberIn } from '$features/relations/words';
import type { Zone } from '$ui/time';
import { futureOf, pastOf } from './clockWords';

export type NoteKind = 'note' | 'decision' | 'observation' | 'action';

export type Command =
  | { type: 'note'; kind: NoteKind; text: string }
  | { type: 'task'; title: string; owner: string | null; due: Date | null }
  | { type: 'hypothesis'; text: string }
  | { type: 'role'; role: string; person: string }
  | { type: 'severity'; severity: string | null }
  | { type: 'state'; state: string }
  | { type: 'milestone'; name: string }
  | { type: 'link'; relation: 'related' | 'duplicate_of'; other: number; reason: string }
  | { type: 'sub'; title: string }
  | { type: 'reopen'; reason: string }
  | { type: 'update'; audience: Audience; conditions: string; actions: string; needs: string; next: Date | null }
  /** Opens a form that is to be filled in. */
  | { type: 'open'; form: 'update' | 'hand-over'; audience?: Audience; role?: string; person?: string };

export interface Known {
  now: Date;
  zone: Zone;
  me: string;
  people: readonly string[];
  roles: readonly { id: string; name: string }[];
  severities: readonly { id: string; name: string }[];
  states: readonly { id: string; name: string; phase?: string }[];
  milestones: readonly { id: string; name: string }[];
}

export type Parsed = { command: Command; /** When it was, if the line says so. */ at: Date | null } | { error: string };

interface Word {
  word: string;
  takes: string;
  text: string;
}

/** The commands, in the order in which they are offered. */
export const words: readonly Word[] = [
  { word: 'update', takes: 'internal|executive|customer text | actions | needs', text: 'Tell those who wait how things stand' },
  { word: 'task', takes: 'text @owner in 20m', text: 'Ask somebody to do something' },
  { word: 'hypothesis', takes: 'text', text: 'What could explain it' },
  { word: 'decision', takes: 'text', text: 'What is decided, and why' },
  { word: 'note', takes: 'text', text: 'Write it on the timeline' },
  { word: 'observation', takes: 'text', text: 'What you see' },
  { word: 'action', takes: 'text', text: 'What you do, or did' },
  { word: 'role', takes: 'commander @name', text: 'Give a role' },
  { word: 'hand-over', takes: 'commander @name', text: 'Hand a role over, with a summary' },
  { word: 'sev', takes: '1', text: 'Change the severity' },
  { word: 'state', takes: 'monitoring', text: 'Change the state' },
  { word: 'link', takes: '41 why', text: 'Link with a related incident' },
  { word: 'duplicate', takes: '41 why', text: 'Close this one as a duplicate of another' },
  { word: 'sub', takes: 'title', text: 'Declare a part of it as a sub-incident' },
  { word: 'reopen', takes: 'why', text: 'It is not over after all' },
];

const nicknames: Record<string, string> = {
  ic: 'incident_commander', commander: 'incident_commander', lead: 'incident_commander', comms: 'communications', communication: 'communications',
  expert: 'subject_expert', sme: 'subject_expert', business: 'business_liaison', customer: 'customer_liaison',
};
const audiences: Record<string, Audience> = { internal: 'internal', house: 'internal', executive: 'executive', executives: 'executive', exec: 'executive', customer: 'customer', customers: 'customer' };

const flat = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

/** The thing that a word names by id or name, or by the beginning of one of them alone. */
function named<T extends { id: string; name: string }>(all: readonly T[], word: string): T | null {
  const wanted = flat(word);
  if (!wanted) return null;
  const exact = all.find((each) => flat(each.id) === wanted || flat(each.name) === wanted);
  if (exact) return exact;
  const begun = all.filter((each) => flat(each.id).startsWith(wanted) || flat(each.name).startsWith(wanted));
  return begun.length === 1 ? (begun[0] as T) : null;
}

export const roleNamed = (known: Known, word: string) => named(known.roles, nicknames[flat(word)] ?? word);

/** A person at the beginning of a text behind the @: the longest name that stands there, a first name that only one bears,
 * "me", or anything in quotation marks. */
export function personAt(text: string, known: Known): { person: string; rest: string } | { error: string } {
  const quoted = /^"([^"]+)"/.exec(text);
  if (quoted) return { person: (quoted[1] ?? '').trim(), rest: text.slice(quoted[0].length) };
  const lower = text.toLowerCase();
  const ends = (length: number) => length >= text.length || !/[\p{L}\p{N}]/u.test(text.charAt(length));
  const whole = known.people.filter((name) => lower.startsWith(name.toLowerCase()) && ends(name.length)).sort((a, b) => b.length - a.length)[0];
  if (whole) return { person: whole, rest: text.slice(whole.length) };
  const word = /^[^\s,;]+/.exec(text)?.[0] ?? '';
  if (word.toLowerCase() === 'me') return { person: known.me, rest: text.slice(word.length) };
  const bearers = known.people.filter((name) => name.toLowerCase().split(/\s+/)[0] === word.toLowerCase());
  if (bearers.length === 1) return { person: bearers[0] as string, rest: text.slice(word.length) };
  if (bearers.length > 1) return { error: `Several are called ${word}: ${bearers.join(', ')}. Write the whole name.` };
  return { error: word ? `Nobody is called ${word}. For somebody without an account write @"${word}".` : 'Write a name behind the @.' };
}

/** Takes a time off the front: "10:42 text", "-5m text". */
function leading(line: string, known: Known): { at: Date | null; rest: string } {
  const first = /^(\S+)(?:\s+|$)/.exec(line);
  const at = first ? pastOf(first[1] ?? '', known.now, known.zone) : null;
  return at && first ? { at, rest: line.slice(first[0].length) } : { at: null, rest: line };
}

function task(text: string, known: Known): Command | { error: string } {
  let title = text;
  let due: Date | null = null;
  const when = /\s(?:in\s+(\d+\s*(?:s|sec|m|min|h|d)?(?:\s*\d+\s*m(?:in)?)?)|by\s+(\d{1,2}:\d\d))\s*$/i.exec(title);
  if (when) {
    due = futureOf((when[1] ?? when[2] ?? '').replace(/\s+/g, ''), known.now, known.zone);
    if (due) title = title.slice(0, when.index);
  }
  let owner: string | null = null;
  const mark = /(?:^|\s)@(?=\S)/.exec(title);
  if (mark) {
    const from = mark.index + mark[0].length;
    const found = personAt(title.slice(from), known);
    if ('error' in found) return found;
    owner = found.person;
    title = `${title.slice(0, mark.index)} ${found.rest}`;
    if (!due) {
      const again = task(`${title.trim()} `.trim(), { ...known, people: [] });
      if (!('error' in again) && again.type === 'task' && again.due) return { ...again, owner };
    }
  }
  title = title.replace(/\s+/g, ' ').trim();
  return title ? { type: 'task', title, owner, due } : { error: 'Say what is to be done: /task text @owner in 20m' };
}

function role(text: string, known: Known): { role: string; person: string | null } | { error: string } {
  const at = text.indexOf('@');
  const word = (at < 0 ? text : text.slice(0, at)).trim();
  const found = roleNamed(known, word);
  if (!found) return { error: word ? `There is no role “${word}”. There are: ${known.roles.map((each) => each.name.toLowerCase()).join(', ')}.` : 'Say which role: /role commander @name' };
  if (at < 0) return { role: found.id, person: null };
  const person = personAt(text.slice(at + 1), known);
  if ('error' in person) return person;
  if (person.rest.trim()) return { error: `“${person.rest.trim()}” behind the name is not understood.` };
  return { role: found.id, person: person.person };
}

function update(text: string, known: Known): Command | { error: string } {
  const first = /^(\S+)\s*/.exec(text);
  const audience = first ? audiences[(first[1] ?? '').toLowerCase().replace(/:$/, '')] : undefined;
  let body = audience && first ? text.slice(first[0].length) : text;
  if (!body.trim()) return { type: 'open', form: 'update', audience: audience ?? 'internal' };
  let next: Date | null = null;
  const promise = /\s+next\s+(?:in\s+)?(\d+\s*(?:m|min|h)|\d{1,2}:\d\d)\s*$/i.exec(body);
  if (promise) {
    next = futureOf((promise[1] ?? '').replace(/\s+/g, ''), known.now, known.zone);
    if (next) body = body.slice(0, promise.index);
  }
  const [conditions = '', actions = '', ...needs] = body.split('|').map((part) => part.trim());
  return conditions ? { type: 'update', audience: audience ?? 'internal', conditions, actions, needs: needs.join(' | '), next } : { error: 'Say what is the case first.' };
}

function slash(word: string, text: string, known: Known): Command | { error: string; at?: Date } {
  const needsText = (command: Command): Command | { error: string } => (text ? command : { error: `Write it behind the command: /${word} text` });
  switch (word) {
    case 'note': case 'decision': case 'observation': case 'action':
      return needsText({ type: 'note', kind: word, text });
    case 'hypothesis':
      return needsText({ type: 'hypothesis', text });
    case 'task':
      return task(text, known);
    case 'update':
      return update(text, known);
    case 'role': {
      const found = role(text, known);
      if ('error' in found) return found;
      return { type: 'role', role: found.role, person: found.person ?? known.me };
    }
    case 'hand-over': case 'handover': {
      const found = role(text, known);
      if ('error' in found) return found;
      return { type: 'open', form: 'hand-over', role: found.role, ...(found.person ? { person: found.person } : {}) };
    }
    case 'sev': case 'severity': {
      if (/^(none|-)$/i.test(text)) return { type: 'severity', severity: null };
      const found = named(known.severities, /^\d$/.test(text) ? `sev${text}` : text);
      return found ? { type: 'severity', severity: found.id } : { error: `There is no severity “${text}”. Write /sev 1 to /sev ${known.severities.length}, or /sev none.` };
    }
    case 'state': {
      const found = named(known.states, text);
      return found ? { type: 'state', state: found.id } : { error: `There is no state “${text}”. There are: ${known.states.map((each) => each.name.toLowerCase()).join(', ')}.` };
    }
    case 'link': case 'duplicate': {
      const found = /^(\S+)\s*([\s\S]*)$/.exec(text);
      const other = numberIn(found?.[1] ?? '');
      if (other === null) return { error: `Say which incident: /${word} 41` };
      return { type: 'link', relation: word === 'link' ? 'related' : 'duplicate_of', other, reason: (found?.[2] ?? '').trim() };
    }
    case 'sub':
      return text ? { type: 'sub', title: text } : { error: 'Say which part of the trouble it is: /sub title' };
    case 'reopen':
      return text ? { type: 'reopen', reason: text } : { error: 'Say why it is not over: /reopen why' };
    default:
      return { error: `There is no command /${word}. Write / to see them all.` };
  }
}

export function parse(line: string, known: Known): Parsed {
  const { at, rest } = leading(line.trim(), known);
  if (!rest) return { error: at ? 'Write what happened then.' : 'Write something first.' };
  if (!rest.startsWith('/')) return { command: { type: 'note', kind: 'note', text: rest }, at };
  const found = /^\/(\S*)\s*/.exec(rest);
  const word = (found?.[1] ?? '').toLowerCase();
  const text = rest.slice(found?.[0].length ?? 1).trim();
  // "/sev1" is "/sev 1".
  const short = /^sev(\d)$/.exec(word);
  if (short) return finish(slash('sev', short[1] ?? '', known), at);
  const milestone = known.milestones.find((each) => each.id === word);
  if (milestone) {
    const when = text ? pastOf(text, known.now, known.zone) : at;
    if (text && !when) return { error: `“${text}” is no time. Write /${word} 10:42 or /${word} -5m.` };
    return { command: { type: 'milestone', name: milestone.id }, at: when };
  }
  return finish(slash(word, text, known), at);
}

const finish = (command: Command | { error: string }, at: Date | null): Parsed => ('error' in command ? { error: command.error } : { command, at });
