// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { fieldsOf } from './fields';

it('reads the leaves of a JSON line', () => {
  expect(fieldsOf('{"level":"error","http":{"status":500,"ok":false},"tags":["a","b"],"none":null}').map((field) => `${field.name}=${field.value}`)).toEqual(['level=error', 'none=null', 'http.status=500', 'http.ok=false', 'tags.0=a', 'tags.1=b']);
  expect(fieldsOf('2026-11-20T10:02:11Z stdout F {"a":1}')).toHaveLength(1);
});
it('offers to search what the API can take only', () => {
  expect(fieldsOf('{"a":"x","b":"x,y","c=d":"x","e":""}').map((field) => field.searchable)).toEqual([true, false, false, false]);
});
it('finds nothing in other lines, and never too much', () => {
  expect(fieldsOf('request {id=7} done')).toEqual([]);
  expect(fieldsOf('plain')).toEqual([]);
  expect(fieldsOf(JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, index])))).length).toBe(60);
});
