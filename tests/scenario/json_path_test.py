#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import unittest

import json_path
from json_path import MISSING, find, holds

VALUE = {"items": [{"kind": "note", "text": "a", "n": 1}, {"kind": "alert", "n": 2}], "next": None, "odd name": [1]}


class Find(unittest.TestCase):
    def test_paths(self):
        for path, found in ((".", VALUE), (".items[0].text", "a"), (".items[-1].n", 2), (".items[*].n", [1, 2]),
                            (".items[*].text", ["a"]), ('.items[kind="alert"].n', 2), (".items[n=1].kind", "note"),
                            ('["odd name"][0]', 1), (".next", None), (".nothing", MISSING), (".items[2]", MISSING),
                            (".items[-3]", MISSING), (".next.x", MISSING), ('.items[kind="x"]', MISSING)):
            with self.subTest(path):
                self.assertEqual(found, find(VALUE, path))

    def test_refuses_what_is_no_path(self):
        for path in ("items", ".items[", ".items[x]", ".a b", ""):
            with self.subTest(path), self.assertRaises(json_path.BadPath):
                if not json_path.split_path(path):
                    raise json_path.BadPath


class Holds(unittest.TestCase):
    def test_operators(self):
        for value, operator, wanted in (
                (1, "==", 1), (None, "==", None), (1, "!=", 2), ("abc", "contains", "b"), ([{"a": 1, "b": 2}], "contains", {"a": 1}),
                ({"a": {"b": 1, "c": 2}}, "contains", {"a": {"b": 1}}), ([1], "lacks", 2), ("abc", "matches", "^a.c$"),
                ([1, 2], "length", 2), (2, ">", 1), (2, ">=", 2), ("a", "<", "b"), (MISSING, "absent", None), (0, "present", None)):
            with self.subTest(f"{value} {operator} {wanted}"):
                self.assertTrue(holds(value, operator, wanted))

    def test_operators_that_do_not_hold(self):
        for value, operator, wanted in (
                (1, "==", 2), (MISSING, "==", None), (MISSING, "!=", 1), (MISSING, "lacks", 1), ("a", "contains", "b"),
                ([{"a": 1}], "contains", {"a": 2}), (5, "matches", "5"), (5, "length", 1), ("2", ">", 1), (None, "absent", None)):
            with self.subTest(f"{value} {operator} {wanted}"):
                self.assertFalse(holds(value, operator, wanted))


if __name__ == "__main__":
    unittest.main()
