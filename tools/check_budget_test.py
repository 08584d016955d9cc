#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import unittest

from check_budget import list_cpp_functions, list_python_functions, percentile

CPP = """namespace a {
struct Point { int x{0}; };
/// A comment with { and (
int Point::sum(int a) const {
  if (a) {
    return '{';
  }
  auto inner = [&](int b) { return b; };
  return 1'000;
}
Point::Point() : x(1) {}
const char* text = "}{(";
std::vector<int> list = {f(1), 2};
}  // namespace a
"""


class Functions(unittest.TestCase):
    def test_cpp_functions_are_found_with_their_lines(self):
        self.assertEqual([("Point::sum", 4, 7), ("Point::Point", 11, 1)],
                         [(f.name, f.line, f.lines) for f in list_cpp_functions("a.cpp", CPP)])

    def test_python_functions(self):
        self.assertEqual([("f", 2)], [(f.name, f.lines) for f in list_python_functions("a.py", "def f():\n    pass\n")])

    def test_percentile(self):
        self.assertEqual((2, 3, 0), (percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.9), percentile([], 0.5)))


if __name__ == "__main__":
    unittest.main()
