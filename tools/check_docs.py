#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that the Markdown files of the project tell the truth where a program can know it:

- every relative link leads to a file, and to a heading of it when it names one;
- every path of the API that is written as code is in api/openapi.yaml.

    tools/check_docs.py [FOLDER]        (default: the project; files that git ignores are left out)
"""
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+<?(\S+?)>?(?:\s|$)")
CODE = re.compile(r"(`+)(.+?)\1")
FENCE = re.compile(r"^\s*(```+|~~~+)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
API_PATH = re.compile(r"(?:/api/v1/|/hooks/)[\w{}/.-]*")
OPENAPI_PATH = re.compile(r"^  (/\S*):", re.MULTILINE)


# Markdown that is data, such as what tests read and expect, tells about other places than this project.
DATA_FOLDERS = {"samples", "golden", "seeds", "templates", "demo"}


def list_markdown(root: Path) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=root,
                            capture_output=True, text=True, check=True).stdout
    names = (name for name in sorted(set(listed.splitlines())) if not DATA_FOLDERS.intersection(Path(name).parts[:-1]))
    return [root / name for name in names if (root / name).is_file()]


def prose(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines outside fenced code."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and fence:
            fence = ""
        elif not fence:
            yield number, line


def anchor_of(heading: str) -> str:
    """The anchor that forges give a heading: letters and digits in lower case, blanks as hyphens."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    kept = (c for c in plain.lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def anchors(text: str) -> set[str]:
    seen: dict[str, int] = {}
    found = set()
    for _, line in prose(text):
        heading = HEADING.match(line)
        if heading:
            anchor = anchor_of(heading[1])
            number = seen.get(anchor, 0)
            seen[anchor] = number + 1
            found.add(f"{anchor}-{number}" if number else anchor)
    return found


def link_problem(root: Path, file: Path, target: str) -> str | None:
    if ELSEWHERE.match(target):
        return None
    name, _, anchor = target.partition("#")
    path = (root / name[1:] if name.startswith("/") else file.parent / unquote(name)) if name else file
    if not path.exists():
        return f"there is no {unquote(name)}"
    if anchor and path.suffix == ".md" and anchor not in anchors(path.read_text()):
        return f"{path.name} has no heading #{anchor}"
    return None


def read_api(openapi: Path) -> list[re.Pattern]:
    """A pattern for each path of the contract."""
    paths = OPENAPI_PATH.findall(openapi.read_text()) if openapi.is_file() else []
    return [re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path))) for path in paths]


def api_problem(path: str, api: list[re.Pattern]) -> str | None:
    path = path.rstrip("/.")
    known = any(p.fullmatch(path) or p.pattern.startswith(re.escape(path) + "/") for p in api)
    return None if known or not api else f"the API has no path {path}"


def check_file(root: Path, file: Path, api: list[re.Pattern]) -> tuple[int, list[str]]:
    """How many links and paths were looked at, and what is wrong."""
    looked, problems = 0, []

    def judge(number: int, problem: str | None) -> None:
        nonlocal looked
        looked += 1
        if problem:
            problems.append(f"{file.relative_to(root)}:{number}: {problem}")

    for number, line in prose(file.read_text()):
        for code in CODE.finditer(line):
            for path in API_PATH.findall(code[2]):
                judge(number, api_problem(path, api))
        words = CODE.sub("", line)
        for target in (*LINK.findall(CODE.sub(lambda m: "x" * len(m[0]), line)), *REFERENCE.findall(words)):
            judge(number, link_problem(root, file, target))
    return looked, problems


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else Path(__file__).parent.parent).resolve()
    api = read_api(root / "api/openapi.yaml")
    files = list_markdown(root)
    looked, problems = 0, []
    for file in files:
        count, found = check_file(root, file, api)
        looked += count
        problems += found
    for problem in problems:
        print(problem)
    print(f"docs: {len(files)} files, {looked} links and paths, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
