#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import tempfile
import unittest
from pathlib import Path

import check_coroutines

SAFE = [
    "co_await f(a, b);",
    "if (x) { co_await f(a); }",
    "const bool more = co_await read_more(kSize / 4);",
    "auto result = co_await self->receive(exchange);",
    "std::vector<std::pair<int, int>> r = co_await f(a);",
    "const std::size_t n = co_await socket_.async_read_some(space, token);",
    "open = co_await handle(event);",
    "self->open_ = co_await handle(event);",
    "co_await f(a[0]);",
    "default: co_await f(a);",
    "// co_await f([x] {});",
    'log("switch (co_await x)");',
    "const auto work = [&a] { g(a); };\nco_await on_worker(pool, work);",
]

UNSAFE = {
    "auto r = c ? co_await a : co_await b;": "begin its statement",
    "switch (co_await x) { default: break; }": "begin its statement",
    "if (co_await x) f();": "begin its statement",
    "while (co_await x) f();": "begin its statement",
    "f(co_await x);": "begin its statement",
    "co_return co_await x;": "begin its statement",
    "std::array<int, 2> r = {co_await a, co_await b};": "begin its statement",
    "co_await f(c ? a : b);": "conditional",
    "co_await f([x] { g(x); });": "lambda",
    "co_await f(a, [&](int i) { return i; });": "lambda",
    "auto r = co_await f({1, 2});": "braces",
    "co_await f(Options{.a = 1});": "braces",
    "spawn([self]() -> Task<void> { co_return; });": "captures",
    "spawn([a, b](int c) mutable -> asio::awaitable<void> { co_return; });": "captures",
}


class CheckText(unittest.TestCase):
    def test_accepts_the_safe_forms(self):
        for text in SAFE:
            with self.subTest(text):
                self.assertEqual([], check_coroutines.check_text("a.cpp", "{\n" + text + "\n}"))

    def test_finds_each_unsafe_form(self):
        for text, why in UNSAFE.items():
            with self.subTest(text):
                problems = check_coroutines.check_text("a.cpp", "{\n" + text + "\n}")
                self.assertTrue(problems, "nothing found")
                self.assertTrue(problems[0].startswith("a.cpp:2: "), problems)
                self.assertIn(why, problems[0])


class Check(unittest.TestCase):
    def test_coroutines_live_in_one_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("http", "db"):
                (Path(folder) / name).mkdir()
                (Path(folder) / name / "a.cpp").write_text("{ co_await f(); }")
            self.assertEqual((1, ["db/a.cpp: a coroutine outside http"]), check_coroutines.check(Path(folder)))


if __name__ == "__main__":
    unittest.main()
