// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { operatorOf, withOperator, wordsOf } from './operators';

describe('operators', () => {
  it('are read, also in quotation marks', () => {
    expect(operatorOf('pool kind:action', 'kind')).toBe('action');
    expect(operatorOf('service:"order desk" pool', 'service')).toBe('order desk');
    expect(operatorOf('mankind:x', 'kind')).toBeNull();
  });
  it('are set, changed and taken out', () => {
    expect(withOperator('pool', 'kind', 'action')).toBe('pool kind:action');
    expect(withOperator('kind:action pool', 'kind', 'runbook')).toBe('pool kind:runbook');
    expect(withOperator('pool service:"order desk" x', 'service', null)).toBe('pool x');
    expect(withOperator('pool', 'service', 'order desk')).toBe('pool service:"order desk"');
  });
  it('leave the words', () => {
    expect(wordsOf('pool kind:action after:2026 "closed by"')).toBe('pool "closed by"');
  });
});
