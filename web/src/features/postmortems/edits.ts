// SPDX-License-Identifier: Apache-2.0
// What the buttons of the toolbar do to a text and its selection. Pure.
export interface Span {
  text: string;
  start: number;
  end: number;
}

/** What the server shows from the record, as it is when the document is read. */
export type LiveBlock = 'timeline' | 'milestones' | 'roles' | 'impact' | 'chart' | 'actions';
export type Edit = 'bold' | 'italic' | 'code' | 'link' | 'heading' | 'quote' | 'list' | 'ordered' | 'table' | LiveBlock;

export function apply(edit: Edit, span: Span): Span {
  switch (edit) {
    case 'bold': return wrap(span, '**', 'bold text');
    case 'italic': return wrap(span, '*', 'emphasised text');
    case 'code': return span.text.slice(span.start, span.end).includes('\n') ? fence(span) : wrap(span, '`', 'code');
    case 'link': return link(span);
    case 'heading': return heading(span);
    case 'quote': return prefix(span, () => '> ', /^> ?/);
    case 'list': return prefix(span, () => '- ', /^[-*] /);
    case 'ordered': return prefix(span, (index) => `${index + 1}. `, /^\d+\. /);
    case 'timeline':
    case 'milestones':
    case 'roles':
    case 'impact':
    case 'chart':
    case 'actions': return live(edit, span);
    case 'table': return insert(span, '\n| Column | Column |\n|---|---|\n| | |\n');
  }
}

/** Puts something in place of the selection, and the cursor behind it. */
export function insert(span: Span, what: string): Span {
  const at = span.start + what.length;
  return { text: span.text.slice(0, span.start) + what + span.text.slice(span.end), start: at, end: at };
}

function live(name: LiveBlock, span: Span): Span {
  const before = span.text.slice(0, span.start);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  return insert({ ...span, end: span.start }, `${gap}\`\`\`debrief ${name}\n\`\`\`\n`);
}

function wrap({ text, start, end }: Span, mark: string, example: string): Span {
  const inner = text.slice(start, end);
  const size = mark.length;
  if (inner && text.slice(start - size, start) === mark && text.slice(end, end + size) === mark)
    return { text: text.slice(0, start - size) + inner + text.slice(end + size), start: start - size, end: end - size };
  const words = inner || example;
  return { text: text.slice(0, start) + mark + words + mark + text.slice(end), start: start + size, end: start + size + words.length };
}

function fence({ text, start, end }: Span): Span {
  const inner = text.slice(start, end).replace(/\n$/, '');
  const block = `\`\`\`\n${inner}\n\`\`\`\n`;
  return { text: text.slice(0, start) + block + text.slice(end), start: start + 4, end: start + 4 + inner.length };
}

function link({ text, start, end }: Span): Span {
  const words = text.slice(start, end) || 'text';
  const address = 'https://';
  const at = start + words.length + 3;
  return { text: `${text.slice(0, start)}[${words}](${address})${text.slice(end)}`, start: at, end: at + address.length };
}

function heading({ text, start, end }: Span): Span {
  const begin = text.lastIndexOf('\n', start - 1) + 1;
  const marks = /^#{1,6} /.exec(text.slice(begin))?.[0] ?? '';
  const next = marks === '' ? '## ' : marks === '## ' ? '### ' : '';
  const shift = next.length - marks.length;
  return { text: text.slice(0, begin) + next + text.slice(begin + marks.length), start: Math.max(begin, start + shift), end: Math.max(begin, end + shift) };
}

function prefix({ text, start, end }: Span, make: (index: number) => string, former: RegExp): Span {
  const begin = text.lastIndexOf('\n', start - 1) + 1;
  const found = text.indexOf('\n', Math.max(start, end - 1));
  const finish = found < 0 ? text.length : found;
  const lines = text.slice(begin, finish).split('\n');
  const undo = lines.every((line) => former.test(line));
  const block = lines.map((line, index) => (undo ? line.replace(former, '') : make(index) + line)).join('\n');
  return { text: text.slice(0, begin) + block + text.slice(finish), start: begin, end: begin + block.length };
}
