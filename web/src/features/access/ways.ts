// SPDX-License-Identifier: Apache-2.0
/** What the server says in the hash after a sign-in at a provider, in words. Anything else is nobody's word and is not shown. */
const words: Record<string, string> = {
  unavailable: 'Your organisation’s sign-in does not answer. Try again in a minute; administrators can use their password.',
  cancelled: 'You were not signed in: it was cancelled.',
  expired: 'That took too long, or was begun in another window. Try again.',
  refused: 'The answer of your organisation’s sign-in was not accepted. An administrator sees the reason under Settings, Signing in.',
  no_account: 'You have no account here. Ask an administrator to let you in.',
  not_linked: 'There is an account with your e-mail address that is not linked yet. Sign in with its password and link it on your profile.',
  unknown: 'There is no such sign-in any more.',
  linked: '',
};

export function signInWord(hash: string): { word: string; text: string } | null {
  const word = new URLSearchParams(hash.replace(/^#/, '')).get('sign-in') ?? '';
  return Object.hasOwn(words, word) ? { word, text: words[word] ?? '' } : null;
}
