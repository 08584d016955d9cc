#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs *.scenario files against the real debrief binary, each on a fresh store, on both engines.

    tests/scenario/run.py [--engine sqlite|postgresql] [--only WORD] [--jobs N] [FILE…]

The binary is the newest build, or DEBRIEF_BIN. README.md beside this file describes the format.
"""
import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import steps  # noqa: E402
from scenario_format import BadScenario, Scenario, parse  # noqa: E402
from support.postgres import Postgres  # noqa: E402
from support.server import ROOT, Server, StartFailed, find_binary  # noqa: E402
from world import World  # noqa: E402

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Case:
    file: Path
    engine: str


@dataclass(frozen=True)
class Result:
    case: Case
    outcome: str  # passed, failed, skipped
    detail: str
    seconds: float


def shared_folder() -> Path:
    return Path(os.environ.get("DEBRIEF_SHARED", ROOT.parent / "shared"))


def run_case(case: Case, binary: Path, postgres: Postgres | None) -> Result:
    began = time.monotonic()
    try:
        scenario = parse(case.file.read_text())
    except BadScenario as error:
        return Result(case, "failed", str(error), 0)
    if case.engine not in scenario.engines:
        return Result(case, "skipped", f"is only for {' '.join(scenario.engines)}", 0)
    if scenario.needs_shared and not shared_folder().is_dir():
        return Result(case, "skipped", "needs the folder that DEBRIEF_SHARED names", 0)
    with tempfile.TemporaryDirectory(prefix="debrief-scenario-", ignore_cleanup_errors=True) as folder:
        problem = live_through(scenario, case, binary, postgres, Path(folder))
    detail = f"{len(scenario.steps)} steps" if problem is None else f"{scenario.name}\n{problem}"
    return Result(case, "failed" if problem else "passed", detail, time.monotonic() - began)


def live_through(scenario: Scenario, case: Case, binary: Path, postgres: Postgres | None, folder: Path) -> str | None:
    """What went wrong, or None."""
    database = None
    store = f"--data {folder / 'data'}"
    if case.engine == "postgresql":
        assert postgres
        database = postgres.create_database(f"scenario_{case.file.stem}")
        store += f" --database {database}"
    server = Server(binary, folder / "data", folder / "log", database, [option.replace("{{folder}}", str(folder)) for option in scenario.options])
    variables = {"folder": str(folder), "data": str(folder / "data"), "store": store, "shared": str(shared_folder()), "engine": case.engine}
    problem = None
    try:
        with server:
            world = World(server, variables)
            try:
                steps.run_scenario(scenario, world, case.file.parent, binary)
            finally:
                world.close()
            status = server.stop()
            if status != 0:
                problem = f"the server ended with status {status} when asked to stop"
    except (steps.StepFailed, StartFailed, OSError) as failure:
        problem = str(failure)
    problem = server.sanitizer_report() or problem
    if problem:
        problem += f"\nThe server's log ends:\n{steps.indent(server.log_tail())}"
    if database and postgres:
        postgres.drop_database(f"scenario_{case.file.stem}")
    return problem


def report(result: Result) -> None:
    name = f"{result.case.file.stem} [{result.case.engine}]"
    head, *rest = result.detail.splitlines()
    if result.outcome == "failed":
        location = os.path.relpath(result.case.file)
        print(f"FAILED  {name}: {location}: {head}")
        print(steps.indent("\n".join(rest)), flush=True)
    else:
        print(f"{'ok' if result.outcome == 'passed' else 'skipped':7} {name}  {head}, {result.seconds:.1f} s", flush=True)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="only this engine; default both")
    parser.add_argument("--only", default="", metavar="WORD", help="only files with this word in their name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="how many at a time")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    files = arguments.files or sorted(HERE.glob("*.scenario"))
    cases = [Case(file.resolve(), engine) for engine in arguments.engine or ENGINES
             for file in files if arguments.only in file.stem]
    if not cases:
        print("No scenario has that name.", file=sys.stderr)
        return 2
    binary = find_binary()
    with ExitStack() as stack:
        needed = any(case.engine == "postgresql" for case in cases)
        postgres = stack.enter_context(Postgres()) if needed else None
        pool = stack.enter_context(ThreadPoolExecutor(arguments.jobs))
        results = []
        for result in pool.map(lambda case: run_case(case, binary, postgres), cases):
            report(result)
            results.append(result)
    count = {outcome: sum(r.outcome == outcome for r in results) for outcome in ("passed", "failed", "skipped")}
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 1 if count["failed"] or not count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
