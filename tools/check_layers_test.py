#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import tempfile
import unittest
from pathlib import Path

import check_layers

MODULES = {"base", "db", "app", "features", "features/tasks", "features/alerts"}


class Tree:
    """A source folder made of {path: text}, gone when the test ends."""

    def __init__(self, test: unittest.TestCase, files: dict[str, str]):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def problems(self, rules: str) -> list[str]:
        return check_layers.check(self.root, check_layers.parse_rules(rules, MODULES)).problems


class ParseRules(unittest.TestCase):
    def test_reads_globs_modules_and_comments(self):
        rules = check_layers.parse_rules("# head\nbase/*:\n\ndb/*: base  # store\n", MODULES)
        self.assertEqual([("base/*", ()), ("db/*", ("base",))], [(r.glob, r.allowed) for r in rules])

    def test_refuses_what_it_cannot_understand(self):
        for text in ("db/* base", ": base", "db/*: bse", "db/*:\ndb/*: base"):
            with self.subTest(text), self.assertRaises(check_layers.BadRules):
                check_layers.parse_rules(text, MODULES)


class ModuleOf(unittest.TestCase):
    def test_slices_are_modules(self):
        for path, module in (("base/text.hpp", "base"), ("base/json/read.cpp", "base"), ("main.cpp", "main.cpp"),
                             ("features/tasks/store.cpp", "features/tasks"), ("features/note.hpp", "features")):
            self.assertEqual(module, check_layers.module_of(path))


class Check(unittest.TestCase):
    def test_accepts_what_the_rules_allow(self):
        tree = Tree(self, {"base/text.hpp": "#include <string>\n", "base/text.cpp": '#include "base/text.hpp"\n',
                           "db/store.cpp": '#include "base/text.hpp"\n'})
        self.assertEqual([], tree.problems("base/*:\ndb/*: base\n"))

    def test_names_file_line_and_rule_of_a_forbidden_include(self):
        tree = Tree(self, {"base/text.hpp": '// text\n#  include "db/store.hpp"\n', "db/store.hpp": ""})
        problem, = tree.problems("base/*:\ndb/*: base\n")
        self.assertTrue(problem.startswith("base/text.hpp:2: includes db/store.hpp"), problem)

    def test_the_longest_glob_wins(self):
        tree = Tree(self, {"features/tasks/store.cpp": '#include "db/store.hpp"\n', "db/store.hpp": "",
                           "features/tasks/plan.cpp": '#include "db/store.hpp"\n'})
        problem, = tree.problems("db/*:\nfeatures/*/store*: db\nfeatures/*:\n")
        self.assertTrue(problem.startswith("features/tasks/plan.cpp:1"), problem)

    def test_slices_may_not_include_each_other(self):
        tree = Tree(self, {"features/tasks/plan.cpp": '#include "features/alerts/alert.hpp"\n',
                           "features/alerts/alert.hpp": ""})
        self.assertEqual(1, len(tree.problems("features/*: base\n")))

    def test_allowed_names_may_be_globs(self):
        tree = Tree(self, {"app/wiring.cpp": '#include "features/tasks/plan.hpp"\n', "features/tasks/plan.hpp": ""})
        for allowed in ("features/tasks", "features/*", "*"):
            self.assertEqual([], tree.problems(f"features/*:\napp/*: {allowed}\n"))
        self.assertEqual(1, len(tree.problems("features/*:\napp/*: features\n")))

    def test_files_beside_the_slices_are_a_module_of_their_own(self):
        tree = Tree(self, {"features/tasks/plan.cpp": '#include "features/route.hpp"\n', "features/route.hpp": ""})
        self.assertEqual([], tree.problems("features/*: features\n"))
        self.assertEqual(1, len(tree.problems("features/*: base\n")))

    def test_sees_through_relative_paths(self):
        tree = Tree(self, {"base/text.hpp": '#include "../db/store.hpp"\n', "db/store.hpp": ""})
        self.assertEqual(1, len(tree.problems("base/*:\ndb/*:\n")))

    def test_a_file_without_a_rule_is_a_problem(self):
        self.assertEqual(["db/store.hpp: no rule covers this file"],
                         Tree(self, {"db/store.hpp": ""}).problems("base/*:\n"))

    def test_shows_a_cycle_with_the_includes_that_make_it(self):
        tree = Tree(self, {"base/a.hpp": '#include "db/b.hpp"\n', "db/b.hpp": '#include "app/c.hpp"\n',
                           "app/c.hpp": '#include "base/a.hpp"\n'})
        problems = tree.problems("base/*: *\ndb/*: *\napp/*: *\n")
        self.assertIn("app -> base -> db -> app", problems[0])
        self.assertIn("    db/b.hpp:1 includes app/c.hpp", problems)


class FindCycle(unittest.TestCase):
    def test_shared_targets_are_no_cycle(self):
        self.assertIsNone(check_layers.find_cycle({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}}))

    def test_finds_a_cycle_that_does_not_hold_the_start(self):
        self.assertEqual(["b", "c", "b"], check_layers.find_cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}))


if __name__ == "__main__":
    unittest.main()
