// SPDX-License-Identifier: Apache-2.0
import { Text } from '@codemirror/state';
import { expect, it } from 'vitest';
import { attachmentName } from './attachments';
import { fileMarkdown } from './citing';
import { placeRemark } from './remarks';

const doc = Text.of(['one 😀 two', 'three']);
const remark = { rule: 'r', message: 'm', question: 'q' };

it('places remarks by UTF-16 columns, over line ends too', () => {
  expect(placeRemark(doc, { ...remark, line: 1, column: 8, length: 3 })).toEqual({ from: 7, to: 10 });
  expect(placeRemark(doc, { ...remark, line: 1, column: 8, length: 7 })).toEqual({ from: 7, to: 14 });
  expect(placeRemark(doc, { ...remark, line: 2, column: 1, length: 0 })).toEqual({ from: 11, to: 12 });
});
it('passes over what the text no longer has', () => {
  expect(placeRemark(doc, { ...remark, line: 3, column: 1, length: 1 })).toBeNull();
  expect(placeRemark(doc, { ...remark, line: 2, column: 9, length: 1 })).toBeNull();
  expect(placeRemark(doc, { ...remark, line: 2, column: 1, length: 99 })).toEqual({ from: 11, to: 16 });
});
it('tells pasted pictures apart, and links what is no picture', () => {
  const now = new Date('2026-11-23T09:32:57Z');
  expect(attachmentName({ name: 'image.png', type: 'image/png' }, now)).toBe('screenshot-2026-11-23-093257.png');
  expect(attachmentName({ name: '', type: 'image/jpeg' }, now)).toBe('screenshot-2026-11-23-093257.jpg');
  expect(attachmentName({ name: 'graph.png', type: 'image/png' }, now)).toBe('graph.png');
  expect(fileMarkdown('1', 'a/graph].png')).toBe('![graph .png](/api/v1/evidence/1/original)');
  expect(fileMarkdown('2', 'app.svg')).toBe('[app.svg](/api/v1/evidence/2/original)');
});
