// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { numberIn, relationChoices, relationNames, relationOrder } from './words';

describe('numberIn', () => {
  it('reads what people paste', () => {
    for (const text of ['41', ' INC-41 ', 'inc-41', '#41', 'https://debrief.example/incidents/41', '/incidents/41/room']) expect(numberIn(text)).toBe(41);
  });
  it('takes nothing else for a number', () => {
    for (const text of ['', '0', '41a', 'ten', '-', '1234567890']) expect(numberIn(text)).toBeNull();
  });
});

it('names every relation once', () => {
  expect([...relationOrder].sort()).toEqual(Object.keys(relationNames).sort());
  for (const choice of relationChoices) expect(relationNames[choice.value]).toBeTruthy();
});
