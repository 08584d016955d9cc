// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { asEntry, pendingFrom, type PendingNote } from './pending';
import { pageOf, placed } from './queries';

const note: PendingNote = { id: 'a', user: 'u1', incident: 7, note: { text: 'failed over', kind: 'action' }, written_at: '2026-11-04T10:00:00Z', status: 'sending', problem: null };

it('finds the notes of the user, waiting to be sent again', () => {
  const older = { ...note, id: 'b', written_at: '2026-11-04T09:00:00Z' };
  const found = pendingFrom('u1', [JSON.stringify(note), 'broken', JSON.stringify({ ...note, user: 'u2' }), JSON.stringify(older)]);
  expect(found.map((each) => [each.id, each.status])).toEqual([['b', 'waiting'], ['a', 'waiting']]);
});

it('shows a back-dated note at its time, known when written', () => {
  const entry = asEntry({ ...note, note: { text: 'x', kind: 'note', occurred_at: '2026-11-04T08:00:00Z' } }, 'Ada');
  expect([entry.occurred_at, entry.known_at]).toEqual(['2026-11-04T08:00:00Z', '2026-11-04T10:00:00Z']);
});

it('puts an answered entry in place, or at the end', () => {
  const entry = asEntry(note, 'Ada');
  const pages = [{ items: [entry], next: null }];
  expect(placed(pages, { ...entry, text: 'new' })[0]?.items.map((item) => item.text)).toEqual(['new']);
  expect(placed(pages, { ...entry, id: 'z' })[0]?.items).toHaveLength(2);
});

it('finds the page on which a moment lies', () => {
  const page = (occurred_at: string) => ({ items: [{ ...asEntry(note, 'Ada'), occurred_at }], next: null });
  const pages = [page('2026-11-04T08:00:00Z'), page('2026-11-04T09:00:00Z'), page('2026-11-04T10:00:00Z')];
  expect(pageOf(pages, '2026-11-04T11:00:00Z')).toBe(2);
  expect(pageOf(pages, '2026-11-04T10:00:00Z')).toBe(1);
  expect(pageOf(pages, '2026-11-04T07:00:00Z')).toBe(0);
});
