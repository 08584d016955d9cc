// SPDX-License-Identifier: Apache-2.0
// Where one's words are, told honestly. Pure.
import type { Person } from './frames';

export type Saving =
  /** In this browser, not yet on the server. `kept` is false when the browser refuses to keep it. */
  | { where: 'device'; kept: boolean }
  /** On the server's disk. `seenBy`: who has had my newest words on the screen. */
  | { where: 'server'; seenBy: string[] };

export interface SavingFacts {
  pending: number;
  kept: boolean;
  ownEdition: number | null;
  me: string;
  people: readonly Person[];
}

export function savingOf({ pending, kept, ownEdition, me, people }: SavingFacts): Saving {
  if (pending > 0) return { where: 'device', kept };
  const seen = ownEdition === null ? [] : people.filter((person) => person.user !== me && person.seen >= ownEdition);
  return { where: 'server', seenBy: [...new Map(seen.map((person) => [person.user, person.name])).values()] };
}

export interface Presence {
  user: string;
  name: string;
  colour: number;
  /** One of the person's pages, preferably one with a cursor in the text. */
  client: string;
  inText: boolean;
}

/** Everybody else who has the text open, each once. */
export function presence(people: readonly Person[], ownClient: string, me: string): Presence[] {
  const found = new Map<string, Presence>();
  for (const person of people) {
    if (person.client === ownClient) continue;
    const inText = person.head !== undefined;
    const known = found.get(person.user);
    if (known && (known.inText || !inText)) continue;
    found.set(person.user, { user: person.user, name: person.user === me ? `${person.name} (another tab)` : person.name, colour: person.colour, client: person.client, inText });
  }
  return [...found.values()];
}
