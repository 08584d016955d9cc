#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that coroutines keep to the forms that g++ 12 compiles correctly.

    tools/check_coroutines.py [SOURCE_FOLDER]      (default: src)

g++ 12 destroys temporaries twice, or too early, in several forms of co_await, mostly without a warning. What it
compiles correctly, and all that is allowed:

    co_await f(a);    auto r = co_await f(a);    const T r = co_await f(a);    r = co_await f(a);

where the arguments hold no lambda, no braces and no conditional. So not: `c ? co_await a : co_await b`,
`switch (co_await x)`, `f(co_await x)`, `{co_await x}`, `co_await f([x] {})`, `co_await f({1, 2})`, `co_await f(T{})`.
A lambda that is itself a coroutine must capture nothing: its captures die before it ends. Coroutines live in http
only; everything else is synchronous.

Exit status: 0 when all is well, 1 when a file breaks a rule.
"""
import re
import sys
from pathlib import Path

HOME = "http"
SUFFIXES = {".hpp", ".h", ".cpp", ".cc"}
LITERAL = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])\'(?:[^\'\\\n]|\\.)+\'|//[^\n]*|/\*(?:.|\n)*?\*/')
KEYWORD = re.compile(r"\bco_(?:await|yield|return)\b")
AWAIT = re.compile(r"\bco_await\b")
# What may stand between the statement's start and co_await: nothing, or one variable that takes the result.
TARGET = re.compile(r"(?:(?:const )?[\w:]+(?:<[\w:<>, ]*>)?[ *&]+)?[\w.>-]+ =")
CAPTURING_COROUTINE = re.compile(r"\[[^\[\]]+\]\s*\([^()]*\)\s*(?:mutable\s*)?->\s*(?:[\w:]*\b)?(?:Task|awaitable)\b")


def blank(text: str) -> str:
    """The text without comments and literals, each line in its place."""
    return LITERAL.sub(lambda match: "\n" * match[0].count("\n") or '""', text)


def before(text: str, position: int) -> str:
    """What precedes `position` within its statement, in one line."""
    start = max(text.rfind(mark, 0, position) for mark in ";{}")
    return " ".join(text[start + 1:position].split())


def after(text: str, position: int) -> str:
    """What follows `position` up to the end of its statement."""
    depth = 0
    for index in range(position, len(text)):
        depth += (text[index] in "([{") - (text[index] in ")]}")
        if depth < 0 or (depth == 0 and text[index] == ";"):
            return text[position:index]
    return text[position:]


def judge(head: str, tail: str) -> str | None:
    """Why an await between `head` and `tail` is unsafe, or None."""
    # A label or an else may stand before a statement of its own.
    head = re.sub(r"^(?:(?:case\b[^?]*?|default) ?:(?!:)|else\b|public:|private:)\s*", "", head)
    if head and not TARGET.fullmatch(head):
        return "co_await must begin its statement or be all that a variable is assigned"
    if "?" in tail:
        return "a conditional within an awaited expression"
    if re.search(r"\[[^\]]*\]\s*[({]", re.sub(r"[\w\])]\[", "(", tail)):
        return "a lambda within an awaited expression: name it first"
    if "{" in tail:
        return "braces within an awaited expression: name the value first"
    return None


def check_text(file: str, text: str) -> list[str]:
    text = blank(text)
    found = []

    def report(position: int, why: str) -> None:
        found.append(f"{file}:{text.count(chr(10), 0, position) + 1}: {why}")

    for match in AWAIT.finditer(text):
        why = judge(before(text, match.start()), after(text, match.end()))
        if why:
            report(match.start(), why)
    for match in CAPTURING_COROUTINE.finditer(text):
        report(match.start(), "a coroutine lambda with captures: pass them as parameters")
    return found


def check(root: Path) -> tuple[int, list[str]]:
    """The number of awaits, and the problems."""
    awaits, problems = 0, []
    for path in sorted(p for p in root.rglob("*") if p.suffix in SUFFIXES):
        file = path.relative_to(root).as_posix()
        text = path.read_text(errors="replace")
        if file.startswith(HOME + "/"):
            awaits += len(AWAIT.findall(blank(text)))
            problems += check_text(file, text)
        elif KEYWORD.search(blank(text)):
            problems.append(f"{file}: a coroutine outside {HOME}")
    return awaits, problems


def main(arguments: list[str]) -> int:
    awaits, problems = check(Path(arguments[0] if arguments else "src"))
    for problem in problems:
        print(problem)
    print(f"coroutines: {awaits} awaits, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
