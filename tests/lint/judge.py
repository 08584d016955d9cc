#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""False alarms of the linter on real postmortems that people have judged remark by remark (docs/lint.md):

    tests/lint/judge.py DEBRIEF POSTMORTEMS       such as build/release/debrief ../shared/data/postmortems

Draws the same documents as when they were judged, lints them, and looks up each remark in judged.tsv. Remarks that
nobody has judged are printed; judge them by reading, add them to judged.tsv, and say so in docs/lint.md.
"""
import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

TUNING_SEED, TUNING_WORDS = 20261123, 40_000   # rules were written with these documents
JUDGED_SEED, JUDGED_WORDS = 7, 30_000
LEAST_WORDS = 50
OTHER_FILES = {"NOTICE.md", "README.md", "LICENSE.md"}


def count_words(text: str) -> int:
    return len(re.findall(r"\w+(?:['’-]\w+)*", text))


def population(root: Path) -> list[tuple[str, int]]:
    files = [f for f in sorted(root.rglob("*"))
             if f.is_file() and f.suffix in (".md", ".erb") and f.name not in OTHER_FILES]
    counted = [(str(f.relative_to(root)), count_words(f.read_text(errors="replace"))) for f in files]
    return [(name, words) for name, words in counted if words >= LEAST_WORDS]


def draw(root: Path) -> tuple[list[str], int]:
    everything = population(root)
    shuffled = everything[:]
    random.Random(TUNING_SEED).shuffle(shuffled)
    tuning, words = set(), 0
    while words < TUNING_WORDS:
        name, count = shuffled.pop()
        tuning.add(name)
        words += count
    rest = [one for one in everything if one[0] not in tuning]
    random.Random(JUDGED_SEED).shuffle(rest)
    chosen, words = [], 0
    for name, count in rest:
        if words >= JUDGED_WORDS:
            break
        chosen.append(name)
        words += count
    return chosen, words


def read_judged() -> dict[tuple[str, int, int, str], str]:
    rows = (line.split("\t") for line in (Path(__file__).parent / "judged.tsv").read_text().splitlines()[1:])
    return {(name, int(line), int(column), rule): verdict for name, line, column, rule, verdict in rows}


def main() -> int:
    debrief, root = sys.argv[1], Path(sys.argv[2]).resolve()
    chosen, words = draw(root)
    run = subprocess.run([debrief, "lint", "--json", *(str(root / name) for name in chosen)], capture_output=True, text=True)
    if run.returncode > 1:
        sys.exit(run.stderr)
    judged, counts = read_judged(), Counter()
    for row in map(json.loads, run.stdout.splitlines()):
        name = str(Path(row["file"]).relative_to(root))
        verdict = judged.get((name, row["line"], row["column"], row["rule"]), "not judged")
        counts[row["rule"], verdict] += 1
        if verdict == "not judged":
            print(f"not judged: {name}:{row['line']}:{row['column']}: {row['message']} [{row['rule']}]")
    print(f"{len(chosen)} documents, {words} words")
    for rule in sorted({rule for rule, _ in counts}) + ["all"]:
        of = lambda verdict: sum(n for (r, v), n in counts.items() if v == verdict and rule in (r, "all"))
        print(f"{rule:20} {of('right'):4} right {of('false'):4} false {of('not judged'):4} not judged"
              f"   {300 * of('false') / words:.3f} false alarms in 300 words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
