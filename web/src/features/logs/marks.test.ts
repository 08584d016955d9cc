// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { expressionOf, partsOf, rowText, type Wanted } from './marks';

const plain: Wanted = { text: '', match: 'substring', caseSensitive: false };
const found = (text: string, wanted: Partial<Wanted>) => partsOf(text, expressionOf({ ...plain, ...wanted })).filter((part) => part.kind === 'found').map((part) => part.text);

describe('what was found', () => {
  it('is marked wherever it stands', () => {
    expect(found('Timeout after timeout', { text: 'timeout' })).toEqual(['Timeout', 'timeout']);
    expect(found('Timeout after timeout', { text: 'timeout', caseSensitive: true })).toEqual(['timeout']);
    expect(found('a.b (c) [d]-e', { text: '.b (c) [d]-' })).toEqual(['.b (c) [d]-']);
  });
  it('is a whole word where words are wanted', () => {
    expect(found('pool pooled _pool über-pool', { text: 'pool', match: 'word' })).toEqual(['pool', 'pool']);
    expect(found('x a+b. y', { text: 'a+b.', match: 'word' })).toEqual(['a+b.']);
    expect(found('took 3-4 ms', { text: '3-4', match: 'word' })).toEqual(['3-4']);
  });
  it('follows a pattern', () => {
    expect(found('took 12 ms, took 7 ms', { text: String.raw`\d+ ms`, match: 'pattern' })).toEqual(['12 ms', '7 ms']);
    expect(found('Error', { text: '(?i)(?P<kind>error)', match: 'pattern', caseSensitive: true })).toEqual(['Error']);
  });
  it('is not marked when the pattern is broken or could take long', () => {
    expect(expressionOf({ ...plain, text: '(', match: 'pattern' })).toBeNull();
    expect(expressionOf({ ...plain, text: '(a+)+$', match: 'pattern' })).toBeNull();
    expect(expressionOf({ ...plain, text: '.*.*.*x', match: 'pattern' })).toBeNull();
    expect(expressionOf({ ...plain, text: 'a?a?a?a?a?a?a?a?b', match: 'pattern' })).toBeNull();
    expect(expressionOf({ ...plain, text: '[^]*.*.*.*x]', match: 'pattern' })).toBeNull();
  });
  it.each(['.*.*x', '\\w+\\w+!', 'a*a*b'])('is looked for in bounded time by %s', (text) => {
    const wanted = expressionOf({ ...plain, text, match: 'pattern' })!;
    const line = 'a'.repeat(20_000);
    const begun = performance.now();
    partsOf(line, wanted);
    rowText(JSON.stringify({ msg: line }), true, wanted);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
  it('is marked far into a line where the pattern is simple', () => {
    expect(found(`${'-'.repeat(1500)} took 12 ms`, { text: String.raw`\d+ ms`, match: 'pattern' })).toEqual(['12 ms']);
  });
  it('does not go on for ever where nothing is matched', () => {
    expect(found('abc', { text: 'x*', match: 'pattern' })).toEqual([]);
  });
});

describe('a line in parts', () => {
  it('is the line when put together', () => {
    const text = 'login of [email 7k2f] from [ip-address 0a1b] failed';
    const parts = partsOf(text, expressionOf({ ...plain, text: 'fail' }), true);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter((part) => part.kind === 'masked').map((part) => part.text)).toEqual(['[email 7k2f]', '[ip-address 0a1b]']);
    expect(parts.filter((part) => part.kind === 'found').map((part) => part.text)).toEqual(['fail']);
  });
  it('takes no ordinary brackets for a mask', () => {
    expect(partsOf('[main] [worker 12] [GC pause]', null, true)).toEqual([{ text: '[main] [worker 12] [GC pause]', kind: 'plain' }]);
    expect(partsOf('[worker 1234]', null)).toEqual([{ text: '[worker 1234]', kind: 'plain' }]);
  });
  it('keeps a mask whole when a part of it is searched', () => {
    expect(partsOf('[email 7k2f]', expressionOf({ ...plain, text: 'mail' }), true)).toEqual([{ text: '[email 7k2f]', kind: 'masked' }]);
  });
});

describe('a row', () => {
  it.each([
    ['2026-11-20T10:02:11.123Z ERROR db: gone', 'ERROR db: gone'],
    ['2026-11-20 10:02:11,123 - ERROR db', 'ERROR db'],
    ['[2026-11-20 10:02:11 UTC] gone', 'gone'],
    ['Nov 20 10:02:11 host sshd[1]: bye', 'host sshd[1]: bye'],
    ['[Fri Nov 20 10:02:11 2026] [error] gone', '[error] gone'],
    ['10:02:11.5 gone', 'gone'],
    ['gone at 10:02:11', 'gone at 10:02:11'],
    ['2026-11-20T10:02:11Z', '2026-11-20T10:02:11Z'],
  ])('of %j says %j', (text, row) => {
    expect(rowText(text, true, null)).toBe(row);
    expect(rowText(text, false, null)).toBe(text);
  });
  it('keeps the stamp that was searched', () => {
    const wanted = expressionOf({ ...plain, text: '10:02' });
    expect(rowText('2026-11-20T10:02:11Z gone', true, wanted)).toBe('2026-11-20T10:02:11Z gone');
    expect(rowText('2026-11-20T10:02:11Z gone', true, wanted)).toBe('2026-11-20T10:02:11Z gone');
  });
  it('says first what a JSON line says, unless the search found something else', () => {
    const text = '{"ts":"2026-11-20T10:02:11Z","level":"error","msg":"pool is\\nempty","status":503}';
    expect(rowText(text, true, null)).toBe('pool is ↵ empty  {"ts":"2026-11-20T10:02:11Z","level":"error","status":503}');
    expect(rowText(text, true, expressionOf({ ...plain, text: 'status' }))).toBe(text);
    expect(rowText('{"a":1}', true, null)).toBe('{"a":1}');
    expect(rowText('{broken', true, null)).toBe('{broken');
  });
  it('can be marked after it was cut', () => {
    const wanted = expressionOf({ ...plain, text: 'gone' });
    const row = rowText('{"msg":"gone, gone"}', true, wanted);
    expect(partsOf(row, wanted).filter((part) => part.kind === 'found')).toHaveLength(2);
  });
  it('is one line', () => expect(rowText('panic\n  at main\r\n  at x\r\n', false, null)).toBe('panic ↵ at main ↵ at x'));
});
