// SPDX-License-Identifier: Apache-2.0
// Operators in the text of a search. Pure.

const quoted = (value: string) => (/\s/.test(value) ? `"${value}"` : value);
const operator = (name: string) => new RegExp(`(^|\\s)${name}:("[^"]*"|\\S+)`, 'gi');

/** The value of an operator in the text; null without it. */
export function operatorOf(text: string, name: string): string | null {
  const found = operator(name).exec(text);
  return found ? found[2]!.replaceAll('"', '') : null;
}

/** The text with an operator set, or taken out. */
export function withOperator(text: string, name: string, value: string | null): string {
  const rest = text.replace(operator(name), ' ').replace(/\s+/g, ' ').trim();
  return value === null ? rest : `${rest} ${name}:${quoted(value)}`.trim();
}

/** The words without any operator, for what they are called elsewhere. */
export function wordsOf(text: string): string {
  return ['kind', 'service', 'severity', 'in', 'after', 'before'].reduce((rest, name) => withOperator(rest, name, null), text);
}
