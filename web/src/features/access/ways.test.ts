// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { signInWord } from './ways';

it('knows the words of the server', () => {
  expect(signInWord('#sign-in=no_account')?.text).toContain('no account');
  expect(signInWord('#sign-in=linked')).toEqual({ word: 'linked', text: '' });
});
it('shows nothing that somebody else wrote', () => {
  expect(signInWord('#sign-in=Call%20us')).toBeNull();
  expect(signInWord('#sign-in=constructor')).toBeNull();
  expect(signInWord('')).toBeNull();
});
