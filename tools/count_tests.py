#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up what the test runners said in a log (standard input) and prints `PASSED FAILED SKIPPED`.

Reads the closing lines of ctest, vitest and Python's unittest, and the plain line `N passed, N failed` with
`, N skipped` after it or not.
"""
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

ANSI = re.compile(r"\x1b\[[0-9;]*m")
PLAIN = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")
CTEST = re.compile(r"^\d+% tests passed, (\d+) tests failed out of (\d+)$")
CTEST_SKIPPED = re.compile(r"^\s*\d+/\d+ Test\s.*\*\*\*Skipped")
VITEST = re.compile(r"^\s+Tests\s+((?:\d+ \w+(?: \| )?)+) \(\d+\)$")
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in ")
UNITTEST_END = re.compile(r"^(?:OK|FAILED)(?: \((.*)\))?$")


class Count(NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def plus(self, other: "Count") -> "Count":
        return Count(*(a + b for a, b in zip(self, other)))


def read_vitest(text: str) -> Count:
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", text)}
    return Count(numbers.get("passed", 0), numbers.get("failed", 0), numbers.get("skipped", 0) + numbers.get("todo", 0))


def read_unittest(ran: int, text: str | None) -> Count:
    numbers = {word: int(number) for word, number in re.findall(r"([a-z ]+)=(\d+)", text or "")}
    failed = numbers.get("failures", 0) + numbers.get("errors", 0) + numbers.get(" errors", 0)
    skipped = numbers.get("skipped", 0) + numbers.get(" skipped", 0)
    return Count(ran - failed - skipped, failed, skipped)


def find_counts(log: str) -> Iterator[Count]:
    ran = skipped = 0
    for line in (ANSI.sub("", line).rstrip() for line in log.splitlines()):
        if match := PLAIN.match(line):
            yield Count(int(match[1]), int(match[2]), int(match[3] or 0))
        elif match := CTEST.match(line):
            failed, total = int(match[1]), int(match[2])
            yield Count(total - failed - skipped, failed, skipped)
            skipped = 0
        elif CTEST_SKIPPED.match(line):
            skipped += 1
        elif match := VITEST.match(line):
            yield read_vitest(match[1])
        elif match := UNITTEST_RAN.match(line):
            ran = int(match[1])
        elif ran and (match := UNITTEST_END.match(line)):
            yield read_unittest(ran, match[1])
            ran = 0


def count(log: str) -> Count:
    total = Count()
    for found in find_counts(log):
        total = total.plus(found)
    return total


if __name__ == "__main__":
    print(*count(sys.stdin.read()))
