// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { counted, pretty, sentence, standing, told } from './words';

describe('an endpoint', () => {
  it('says what it is told', () => {
    const none = { owner: '', events: [], severities: [], services: [], private: false };
    expect(told(none)).toBe('Everything');
    expect(told({ ...none, events: ['incident.declared'], severities: ['sev1', 'sev2'], services: ['checkout'], private: true })).toBe('incident.declared of SEV1, SEV2, checkout, private incidents too');
    expect(told({ ...none, owner: 'status/1' })).toContain('Set up by status');
  });
  it('says how it stands', () => {
    expect(standing({ state: 'on', failing_since: null, succeeded_at: null }).text).toBe('Not used yet');
    expect(standing({ state: 'on', failing_since: '2026-01-01T00:00:00Z', succeeded_at: '2026-01-01T00:00:00Z' }).text).toBe('Failing');
    expect(standing({ state: 'gone', failing_since: '2026-01-01T00:00:00Z', succeeded_at: null }).tone).toBe('danger');
  });
});

describe('what was sent', () => {
  it('is counted', () => {
    expect(counted({ delivered: 0, waiting: 0, given_up: 0 })).toBe('Nothing sent yet');
    expect(counted({ delivered: 3, waiting: 0, given_up: 1 })).toBe('3 delivered, 1 given up');
  });
  it('failed for a reason that begins like a sentence', () => expect(sentence('the receiver answered 410')).toBe('The receiver answered 410'));
});

describe('a body', () => {
  it('is shown with indentation when it is JSON', () => {
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(pretty('<html>')).toBe('<html>');
  });
});
