// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { telling } from './alert-labels';

const alert = (name: string, labels: Record<string, string>) => ({ name, labels });
const all = [alert('Lag', { service: 'a', instance: 'n1' }), alert('Lag', { service: 'a', instance: 'n2' }), alert('Down', { instance: 'n1' })];

it('names the labels in which alerts of one name differ', () => {
  expect(telling(all[0]!, all)).toBe('n1');
});
it('says nothing of an alert that is alone', () => {
  expect(telling(all[2]!, all)).toBe('');
});
