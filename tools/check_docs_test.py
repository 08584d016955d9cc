#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import tempfile
import unittest
from pathlib import Path

import check_docs

OPENAPI = "paths:\n  /api/v1/incidents:\n    get: {}\n  /api/v1/incidents/{number}/notes:\n  /livez:\n"


class CheckFile(unittest.TestCase):
    def problems(self, text: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "openapi.yaml").write_text(OPENAPI)
            (root / "other.md").write_text("# The one `way`\n\n## Twice\n\n## Twice\n\n```\n# not a heading\n```\n")
            (root / "page.md").write_text(text)
            return check_docs.check_file(root, root / "page.md", check_docs.read_api(root / "openapi.yaml"))[1]

    def test_good_links_and_paths(self):
        for text in ("[a](other.md)", "[a](other.md#the-one-way)", "[a](other.md#twice-1)", "[`a`](<other.md>)", "![a](other.md \"t\")",
                     "[a](https://example.org/x)", "[a](mailto:a@example.org)", "# Here\n[a](#here)", "`[a](gone.md)`",
                     "```\n[a](gone.md)\n`/api/v1/nothing`\n```", "[a]: other.md", "`GET /api/v1/incidents`",
                     "`/api/v1/incidents/42/notes`", "`/api/v1/incidents/{number}/notes`", "`/api/v1/incidents/`"):
            with self.subTest(text):
                self.assertEqual([], self.problems(text))

    def test_bad_ones_are_named_with_their_line(self):
        for text, says in (("\n[a](gone.md)", "page.md:2: there is no gone.md"), ("[a](other.md#gone)", "no heading #gone"),
                           ("[a](other.md#not-a-heading)", "no heading"), ("[a]: gone.md", "there is no gone.md"),
                           ("[`a`](gone.md)", "there is no"), ("`POST /api/v1/incident`", "the API has no path"),
                           ("`/api/v1/incidents/1/note`", "the API has no path")):
            with self.subTest(text):
                problem, = self.problems(text)
                self.assertIn(says, problem)


if __name__ == "__main__":
    unittest.main()
