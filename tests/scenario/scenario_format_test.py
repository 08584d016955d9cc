#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import unittest

import scenario_format
from scenario_format import BadScenario, parse

HEAD = "# name: a\n# description: b\n\n"


class Parse(unittest.TestCase):
    def test_reads_a_request_with_headers_body_checks_and_captures(self):
        scenario = parse(HEAD + """
POST /api/v1/incidents?x=1
  Idempotency-Key: k 1
  {"title": "a",
   "services": []}
-> 201
  .number == 1
  .items[0]["odd name"].title matches /^a b$/
  .items[kind="a note"].text contains "x y"
  header ETag present
  etag = header ETag

# a comment
GET /x
-> 200
  body lacks "secret"
  . length 3
""")
        first, second = scenario.steps
        self.assertEqual(("POST", "/api/v1/incidents?x=1", "201"), (first.verb, first.argument, first.expected))
        self.assertEqual([("Idempotency-Key", "k 1")], first.headers)
        self.assertEqual('{"title": "a",\n "services": []}', first.body)
        self.assertEqual([(".number", "==", "1"), ('.items[0]["odd name"].title', "matches", "/^a b$/"),
                          ('.items[kind="a note"].text', "contains", '"x y"'), ("header ETag", "present", "")],
                         [(c.subject, c.operator, c.wanted) for c in first.checks])
        self.assertEqual([("etag", "header ETag")], [(c.name, c.subject) for c in first.captures])
        self.assertEqual([("body", "lacks", '"secret"'), (".", "length", "3")],
                         [(c.subject, c.operator, c.wanted) for c in second.checks])

    def test_reads_the_other_steps(self):
        scenario = parse(HEAD + 'setup\nas Grace\nstop\nstart\nrestart\nkill -9\nrun verify --data x\n  LANG=C\n  input\n-> 0\n'
                                'websocket feed /f\n-> 101\nreceive feed\n  .kind == "a"\nclose feed\n'
                                'eventually GET /x\n-> 200\n')
        self.assertEqual(["setup", "as", "stop", "start", "restart", "kill", "run", "websocket", "receive", "close", "GET"],
                         [step.verb for step in scenario.steps])
        self.assertEqual(([("LANG", "C")], "input"), (scenario.steps[6].headers, scenario.steps[6].body))
        self.assertEqual(1, len(scenario.steps[8].checks))
        self.assertTrue(scenario.steps[10].eventually)

    def test_reads_the_head(self):
        scenario = parse("# name: a\n# description: b\n# engines: sqlite\n# options: --demo\n# needs: shared\nsetup\n")
        self.assertEqual((("sqlite",), ("--demo",), True), (scenario.engines, scenario.options, scenario.needs_shared))

    def test_refuses_with_the_line(self):
        for text, says in ((HEAD + "FETCH /x\n", "line 4"), (HEAD + "  .a == 1\n", "belongs to no step"),
                           (HEAD + "-> 200\n", "must follow a step"), (HEAD + "GET /x\n-> 200\n  .a is 1\n", "expected one of"),
                           (HEAD + "GET /x\n-> 200\n  .a ==\n", "needs a value"), (HEAD, "no step"),
                           (HEAD + "GET /x\n-> 200\n  .a absent 1\n", "takes no value"), ("GET /x\n", "# name"),
                           (HEAD + "GET\n", "needs an argument")):
            with self.subTest(text), self.assertRaisesRegex(BadScenario, says):
                parse(text)

    def test_every_operator_can_be_written(self):
        for operator in scenario_format.OPERATORS:
            value = "" if operator in ("present", "absent") else " 1"
            step, = parse(HEAD + f"GET /x\n-> 200\n  .a {operator}{value}\n").steps
            self.assertEqual(operator, step.checks[0].operator)


if __name__ == "__main__":
    unittest.main()
