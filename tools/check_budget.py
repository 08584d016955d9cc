#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Show the sizes of sources against the budget, to keep them readable. Only shows: the exit status is always 0.

    tools/check_budget.py [--brief]

Files: median at most 120 lines, p90 300, none over 600. Functions: p90 at most 40 lines, none over 80. C++ functions
are found by their braces, which is near enough for a budget; Python's by its own parser.
"""
import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SUFFIXES = {".cpp", ".hpp", ".py", ".ts", ".svelte", ".css"}
FILE_LIMIT, FUNCTION_LIMIT = 600, 80
LITERAL = re.compile(r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])\'(?:[^\'\\\n]|\\.)+\'|//[^\n]*|/\*(?:.|\n)*?\*/')
NO_FUNCTION = re.compile(r"\b(namespace|class|struct|union|enum)\b[^()]*$|=\s*$|\bextern\s*$")


class Function(NamedTuple):
    file: str
    line: int
    name: str
    lines: int


def blank(text: str) -> str:
    """C++ without comments and literals, each line in its place."""
    return LITERAL.sub(lambda match: "\n" * match[0].count("\n") or " ", text)


def list_cpp_functions(file: str, text: str) -> list[Function]:
    """The outermost function bodies. A function inside a function counts as part of it."""
    found, head, line, depth, start = [], "", 1, 0, None
    scopes: list[bool] = []  # for each open brace: does it open a function
    for char in blank(text):
        line += char == "\n"
        if char == "{":
            is_function = "(" in head and not NO_FUNCTION.search(head.strip())
            if is_function and not any(scopes):
                name = re.search(r"([\w:~]+|operator\S+)\s*\(", head)
                start, title = line, name[1] if name else "?"
            scopes.append(is_function)
            head = ""
        elif char == "}":
            if scopes and scopes.pop() and not any(scopes) and start is not None:
                found.append(Function(file, start, title, line - start + 1))
            head = ""
        elif char == ";":
            head = ""
        else:
            head += char
    return found


def list_python_functions(file: str, text: str) -> list[Function]:
    return [Function(file, node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
            for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0


def main(arguments: list[str]) -> int:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], capture_output=True,
                            text=True, check=True, cwd=Path(__file__).parent.parent).stdout.splitlines()
    root = Path(__file__).parent.parent
    files: dict[str, int] = {}
    functions: list[Function] = []
    for name in sorted(set(listed)):
        path = root / name
        if path.suffix not in SUFFIXES or not path.is_file():
            continue
        text = path.read_text(errors="replace")
        files[name] = text.count("\n")
        if path.suffix in (".cpp", ".hpp"):
            functions += list_cpp_functions(name, text)
        elif path.suffix == ".py":
            functions += list_python_functions(name, text)
    sizes, lengths = list(files.values()), [function.lines for function in functions]
    if "--brief" not in arguments:
        for name, lines in sorted(files.items(), key=lambda item: -item[1]):
            if lines > FILE_LIMIT:
                print(f"{name}: {lines} lines; split it by what its parts do")
        for function in sorted(functions, key=lambda f: -f.lines):
            if function.lines > FUNCTION_LIMIT:
                print(f"{function.file}:{function.line}: {function.name} has {function.lines} lines")
    print(f"budget: {len(sizes)} files, median {percentile(sizes, 0.5)}, p90 {percentile(sizes, 0.9)}, "
          f"{sum(size > FILE_LIMIT for size in sizes)} over {FILE_LIMIT}; {len(lengths)} functions, "
          f"p90 {percentile(lengths, 0.9)}, {sum(length > FUNCTION_LIMIT for length in lengths)} over {FUNCTION_LIMIT}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
