// SPDX-License-Identifier: Apache-2.0
// What could stand where the caret is. Pure.
import type { IconName } from '$ui/icons';
import { words, type Known } from './commands';

export interface Suggestion {
  /** What is shown. */
  text: string;
  note: string;
  icon: IconName;
  /** The line with it, and where the caret is then. */
  line: string;
  caret: number;
}

const most = 8;
const matches = (name: string, begun: string) => name.toLowerCase().startsWith(begun) || name.toLowerCase().split(/[\s_]+/).some((part) => part.startsWith(begun));

function put(line: string, from: number, caret: number, text: string): Pick<Suggestion, 'line' | 'caret'> {
  const rest = line.slice(caret).replace(/^\S*\s?/, '');
  const head = `${line.slice(0, from)}${text} `;
  return { line: head + rest, caret: head.length };
}

export function complete(line: string, caret: number, known: Known): Suggestion[] {
  const head = line.slice(0, caret);
  const offer = (from: number, all: { text: string; note: string; icon: IconName; insert: string }[]) => all.slice(0, most).map(({ insert, ...shown }) => ({ ...shown, ...put(line, from, caret, insert) }));

  const person = /(?:^|\s)@([^@]*)$/.exec(head);
  if (person && /^\s*(\S+\s+)?\//.test(head)) {
    const begun = (person[1] ?? '').toLowerCase();
    const from = head.length - (person[1] ?? '').length;
    const people = known.people.filter((name) => matches(name, begun) && name.toLowerCase() !== begun.trim());
    return offer(from, people.map((name) => ({ text: name, note: name === known.me ? 'you' : '', icon: 'person' as const, insert: name })));
  }

  const command = /(?:^|^\S+\s+)\/(\S*)$/.exec(head);
  if (command) {
    const begun = (command[1] ?? '').toLowerCase();
    const from = head.length - (command[1] ?? '').length;
    const all = [...words.map((each) => ({ text: `/${each.word}`, note: `${each.takes} · ${each.text}`, icon: 'chevronRight' as const, insert: each.word })), ...known.milestones.map((each) => ({ text: `/${each.id}`, note: `10:42 · milestone “${each.name}”`, icon: 'target' as const, insert: each.id }))];
    return offer(from, all.filter((each) => each.insert.startsWith(begun)));
  }

  const argument = /\/(role|hand-over|sev|state|update)\s+(\S*)$/i.exec(head);
  if (argument) {
    const begun = (argument[2] ?? '').toLowerCase();
    const from = head.length - (argument[2] ?? '').length;
    const icon = 'chevronRight' as const;
    const of = (all: readonly { id: string; name: string }[]) => offer(from, all.filter((each) => (matches(each.name, begun) || matches(each.id, begun)) && flat(each.id) !== begun).map((each) => ({ text: each.name, note: '', icon, insert: each.id })));
    const flat = (id: string) => id.toLowerCase();
    switch ((argument[1] ?? '').toLowerCase()) {
      case 'sev': return of(known.severities);
      case 'state': return of(known.states);
      case 'update': return of([{ id: 'internal', name: 'internal' }, { id: 'executive', name: 'executive' }, { id: 'customer', name: 'customer' }]);
      default: return of(known.roles);
    }
  }
  return [];
}
