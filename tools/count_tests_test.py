#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import unittest

from count_tests import count


class CountTest(unittest.TestCase):
    def test_the_plain_line(self):
        self.assertEqual((3, 1, 0), count("x\n3 passed, 1 failed\n"))
        self.assertEqual((3, 1, 2), count("3 passed, 1 failed, 2 skipped"))
        self.assertEqual((0, 0, 0), count("it says 3 passed, 1 failed here"))

    def test_ctest(self):
        log = ("  1/3 Test  #1: A.b ........   Passed    0.01 sec\n"
               "  2/3 Test  #2: A.c ........***Skipped   0.01 sec\n"
               "  3/3 Test  #3: A.d ........***Failed    0.01 sec\n\n"
               "67% tests passed, 1 tests failed out of 3\n")
        self.assertEqual((1, 1, 1), count(log))

    def test_vitest_with_colours(self):
        self.assertEqual((5, 2, 1), count("\x1b[2m      Tests \x1b[22m \x1b[31m2 failed\x1b[39m | "
                                          "\x1b[32m5 passed\x1b[39m | 1 skipped (8)\n"))
        self.assertEqual((12, 0, 0), count("      Tests  12 passed (12)\n"))
        self.assertEqual((0, 0, 0), count(" Test Files  2 passed (2)\n"))

    def test_unittest(self):
        self.assertEqual((4, 0, 0), count("Ran 4 tests in 0.1s\n\nOK\n"))
        self.assertEqual((6, 3, 1), count("Ran 10 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=1)\n"))
        self.assertEqual((0, 1, 0), count("Ran 1 test in 0.1s\n\nFAILED (errors=1)\n"))

    def test_several_runs_in_one_log(self):
        self.assertEqual((7, 0, 0), count("Ran 4 tests in 0.1s\n\nOK\n3 passed, 0 failed\n"))


if __name__ == "__main__":
    unittest.main()
