#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check who includes whom: the rules of layers.txt, and no cycle between modules.

    tools/check_layers.py [SOURCE_FOLDER [RULES]]      (default: src layers.txt)

A rule is `<glob under the source folder>: <modules its files may include>`. The longest glob that matches a file
is its rule. A module is a top folder, or one slice `features/<name>`; files that lie in `features` itself, beside
the slices, are the module `features`. A name may be a glob too: `features/*` is every slice, `*` everything. A file
may always include its own module.

Exit status: 0 when all is well, 1 when a file breaks a rule, 2 when the rules cannot be read.
"""
import fnmatch
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = {".hpp", ".h", ".cpp", ".cc"}
SLICED = "features"  # the folder whose subfolders are modules of their own
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


class BadRules(Exception):
    """layers.txt cannot be understood; the message names the line."""


@dataclass(frozen=True)
class Rule:
    glob: str
    allowed: tuple[str, ...]

    def covers(self, path: str) -> bool:
        return fnmatch.fnmatchcase(path, self.glob)

    def allows(self, module: str) -> bool:
        return any(fnmatch.fnmatchcase(module, name) for name in self.allowed)


@dataclass(frozen=True)
class Include:
    file: str  # the including file, relative to the source folder
    line: int
    target: str  # the included file, relative to the source folder


@dataclass
class Report:
    files: int = 0
    includes: int = 0
    problems: list[str] = field(default_factory=list)


def module_of(path: str) -> str:
    """`features/<slice>` for files of a slice, else the top folder, or the name of a file outside folders."""
    parts = path.split("/")
    return f"{SLICED}/{parts[1]}" if parts[0] == SLICED and len(parts) > 2 else parts[0]


def parse_rules(text: str, modules: set[str]) -> list[Rule]:
    """The rules in file order. `modules` are the folders there are; a rule may name these and those with a rule."""
    rules = []
    modules = modules | {line.partition("/")[0].strip() for line in text.splitlines() if "/" in line.partition(":")[0]}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.partition("#")[0].strip()
        if not line:
            continue
        glob, colon, names = (part.strip() for part in line.partition(":"))
        if not colon or not glob:
            raise BadRules(f"line {number}: expected `<glob>: <modules>`, found `{line}`")
        if any(glob == rule.glob for rule in rules):
            raise BadRules(f"line {number}: a second rule for `{glob}`; keep one")
        for name in names.split():
            if not fnmatch.filter(modules, name):
                raise BadRules(f"line {number}: there is no module `{name}` under the source folder")
        rules.append(Rule(glob, tuple(names.split())))
    return rules


def rule_for(path: str, rules: list[Rule]) -> Rule | None:
    return max((rule for rule in rules if rule.covers(path)), key=lambda rule: len(rule.glob), default=None)


def list_sources(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.suffix in SUFFIXES)


def list_includes(root: Path, file: str) -> list[Include]:
    """The quoted includes of `file` that name a file under `root`, looked up as the compiler does."""
    found = []
    for number, line in enumerate((root / file).read_text(errors="replace").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        for candidate in ((root / file).parent / match[1], root / match[1]):
            target = candidate.resolve()
            if target.is_file() and target.is_relative_to(root):
                found.append(Include(file, number, target.relative_to(root).as_posix()))
                break
    return found


def find_cycle(edges: dict[str, set[str]]) -> list[str] | None:
    """One cycle as [a, b, …, a], or None. Depth first, so that the cycle shown is a real path."""
    state: dict[str, str] = {}

    def visit(node: str, path: list[str]) -> list[str] | None:
        state[node] = "open"
        for target in sorted(edges.get(node, ())):
            if state.get(target) == "open":
                return [*path[path.index(target):], target]
            if target not in state:
                cycle = visit(target, [*path, target])
                if cycle:
                    return cycle
        state[node] = "done"
        return None

    for node in sorted(edges):
        if node not in state:
            cycle = visit(node, [node])
            if cycle:
                return cycle
    return None


def explain_cycle(cycle: list[str], crossing: list[Include]) -> list[str]:
    lines = ["modules include each other in a circle: " + " -> ".join(cycle)]
    for source, target in zip(cycle, cycle[1:]):
        example = next(i for i in crossing if module_of(i.file) == source and module_of(i.target) == target)
        lines.append(f"    {example.file}:{example.line} includes {example.target}")
    return lines


def check(root: Path, rules: list[Rule]) -> Report:
    root = root.resolve()
    report = Report()
    crossing: list[Include] = []
    for file in list_sources(root):
        report.files += 1
        rule = rule_for(file, rules)
        if rule is None:
            report.problems.append(f"{file}: no rule covers this file")
            continue
        for include in list_includes(root, file):
            report.includes += 1
            source, target = module_of(file), module_of(include.target)
            if source == target:
                continue
            crossing.append(include)
            if not rule.allows(target):
                report.problems.append(
                    f"{file}:{include.line}: includes {include.target}, but `{rule.glob}` may include only: "
                    f"{' '.join(rule.allowed) or 'nothing'}")
    edges: dict[str, set[str]] = {}
    for include in crossing:
        edges.setdefault(module_of(include.file), set()).add(module_of(include.target))
    cycle = find_cycle(edges)
    if cycle:
        report.problems += explain_cycle(cycle, crossing)
    return report


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else "src")
    rules_file = Path(arguments[1] if len(arguments) > 1 else "layers.txt")
    modules = {p.relative_to(root).as_posix() for p in root.glob("*") if p.is_dir()}
    modules |= {p.relative_to(root).as_posix() for p in root.glob(f"{SLICED}/*") if p.is_dir()}
    try:
        rules = parse_rules(rules_file.read_text(), modules)
    except (BadRules, OSError) as error:
        print(f"{rules_file}: {error}", file=sys.stderr)
        return 2
    report = check(root, rules)
    for problem in report.problems:
        print(problem)
    print(f"layers: {report.files} files, {report.includes} includes, {len(report.problems)} problems")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
