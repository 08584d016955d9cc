// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { changedValues, fieldsFor, valuesOf } from './fields';

test('fields fit the kind of incident', () => {
  const fields = [{ id: 'a', name: 'A', type: 'text' as const, asked: false, used: true }, { id: 'b', name: 'B', type: 'text' as const, asked: false, used: true, kinds: ['maintenance' as const] }];
  expect(fieldsFor(fields, 'normal').map((field) => field.id)).toEqual(['a']);
  expect(fieldsFor(fields, 'maintenance').map((field) => field.id)).toEqual(['a', 'b']);
});

test('only what was filled in is sent', () => {
  expect(valuesOf({ a: ' EU ', b: '  ' })).toEqual({ a: 'EU' });
});

test('an emptied value is taken away, an untouched one is not sent', () => {
  expect(changedValues({ a: 'EU', b: '3' }, { a: '', b: '3', c: ' new ' })).toEqual({ a: null, c: 'new' });
});
