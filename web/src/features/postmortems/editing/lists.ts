// SPDX-License-Identifier: Apache-2.0
// What Enter and Tab do in lists, quotations and tables of Markdown. Pure: a line goes in, a change comes out.

export interface LineChange {
  /** Columns of the line that are replaced. */
  from: number;
  to: number;
  insert: string;
}

const item = /^((?:\s|>)*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\](?:\s+|$))?/;
const quote = /^(\s*>\s?)+/;
const row = /^\s*\|.*\|\s*$/;

/** What Enter at a column of a line does; null for a plain new line. */
export function onEnter(line: string, column: number): LineChange | null {
  const found = item.exec(line);
  if (found) return inItem(line, column, found);
  const quoted = quote.exec(line);
  if (quoted && column >= quoted[0].length) {
    if (line.length === quoted[0].length) return { from: 0, to: line.length, insert: '' };
    return { from: column, to: column, insert: `\n${quoted[0]}` };
  }
  if (row.test(line) && column >= line.trimEnd().length) return nextRow(line, column);
  return null;
}

function inItem(line: string, column: number, found: RegExpExecArray): LineChange | null {
  const [prefix, indent, bullet, number, delimiter, gap, box] = found;
  if (column < prefix.length) return null;
  // Enter in an empty item ends the list, level by level.
  if (!line.slice(prefix.length).trim()) return { from: 0, to: line.length, insert: outdented(line) ?? indent!.replace(/\s+$/, '') };
  const marker = bullet ?? `${Number(number) + 1}${delimiter}`;
  return { from: column, to: column, insert: `\n${indent}${marker}${gap!.length > 4 ? ' ' : gap}${box ? '[ ] ' : ''}` };
}

function nextRow(line: string, column: number): LineChange {
  const cells = Math.max(1, cellsOf(line).length);
  return { from: column, to: column, insert: `\n|${'  |'.repeat(cells)}` };
}

/** The empty item one level further out; null at the outermost. */
function outdented(line: string): string | null {
  const indent = /^\s*/.exec(line)![0];
  return indent.length >= 2 ? line.slice(Math.min(indent.length, 2)) : null;
}

/** Whether Tab indents this line rather than leaving the text. */
export const isItem = (line: string): boolean => item.test(line);

/** Moves an item one level in or out; null when it cannot. */
export function indentItem(line: string, out: boolean): LineChange | null {
  if (!isItem(line)) return null;
  if (!out) return { from: 0, to: 0, insert: '  ' };
  const indent = /^( {1,2}|\t)/.exec(line)?.[0];
  return indent ? { from: 0, to: indent.length, insert: '' } : null;
}

const cellsOf = (line: string): string[] => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/);

/** Whether a line can be part of a table. */
export const isRow = (line: string): boolean => /(?<!\\)\|/.test(line) && line.trim().startsWith('|');

/** A table with columns of equal width, so that it can be read as it stands. */
export function alignTable(lines: readonly string[]): string[] {
  const rows = lines.map((line) => cellsOf(line).map((cell) => cell.trim()));
  const columns = Math.max(...rows.map((cells) => cells.length));
  const rule = (cells: string[]) => cells.every((cell) => /^:?-+:?$/.test(cell));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(3, ...rows.filter((cells) => !rule(cells)).map((cells) => (cells[at] ?? '').length)));
  return rows.map((cells) => `| ${widths.map((width, at) => (rule(cells) ? ruled(cells[at] ?? '-', width) : (cells[at] ?? '').padEnd(width))).join(' | ')} |`);
}

function ruled(cell: string, width: number): string {
  const left = cell.startsWith(':') ? ':' : '';
  const right = cell.length > 1 && cell.endsWith(':') ? ':' : '';
  return left + '-'.repeat(width - left.length - right.length) + right;
}
