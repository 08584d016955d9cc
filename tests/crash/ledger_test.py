#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import unittest

from ledger import Ledger, Sending, compare_journals


def note(position: int, text: str) -> dict:
    return {"position": position, "kind": "note.added", "data": {"text": text}}


def alert(position: int, fingerprint: str) -> dict:
    return {"position": position, "kind": "alert.fired", "data": {"fingerprint": fingerprint}}


def sending(*marks: str) -> Sending:
    return Sending(f"key {marks[0]}", "/path", {}, marks)


class LedgerTest(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()

    def acknowledge(self, *marks: str) -> None:
        self.ledger.send(sending(*marks))
        self.ledger.acknowledge(sending(*marks))

    def test_all_is_well_when_each_acknowledged_mark_is_there_once(self):
        self.acknowledge("a")
        self.acknowledge("f1", "f2")
        self.ledger.send(sending("in doubt"))
        self.assertEqual([], self.ledger.take([note(1, "a"), alert(2, "f1"), alert(3, "f2"), note(4, "in doubt")]))
        self.assertEqual([], self.ledger.list_lost() + self.ledger.list_unasked())
        self.assertEqual(["key in doubt"], list(self.ledger.in_doubt))

    def test_finds_what_is_lost_doubled_and_unasked(self):
        self.acknowledge("f1", "f2")
        problems = self.ledger.take([alert(1, "f1"), note(2, "nobody"), alert(3, "f1")])
        self.assertEqual(["alert.fired `f1` is recorded twice, at 1 and 3"], problems)
        self.assertRegex(self.ledger.list_lost()[0], "not recorded: `f2`")
        self.assertRegex(self.ledger.list_unasked()[0], "never sent: `nobody` at 2")

    def test_finds_gaps(self):
        self.acknowledge("a")
        self.assertEqual(1, len(self.ledger.take([note(2, "a")])))
        self.assertEqual(2, self.ledger.cursor)

    def test_finds_facts_that_changed_or_went(self):
        facts = [note(1, "a"), note(2, "b")]
        self.assertEqual([], compare_journals(facts, [*facts, note(3, "c")]))
        self.assertEqual(1, len(compare_journals(facts, facts[:1])))
        self.assertEqual(1, len(compare_journals(facts, [note(1, "a"), note(2, "x")])))


if __name__ == "__main__":
    unittest.main()
