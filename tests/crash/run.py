#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the server again and again while it takes facts in, and checks that it keeps its promise: what was
acknowledged is recorded, once, for ever.

    tests/crash/run.py [--cycles 50] [--engine sqlite|postgresql] [--senders 6] [--seed N]

Each cycle starts the server (at times killing it already while it starts), sends again what nobody knows the
fate of, checks the journal, lets senders loose and ends them with kill -9. The binary is the newest build, or
DEBRIEF_BIN.
"""
import argparse
import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from ledger import Ledger, compare_journals, mark_of  # noqa: E402
from senders import Target, WrongAnswer, deliver, start_senders  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.postgres import Postgres  # noqa: E402
from support.server import Server, StartFailed, find_binary  # noqa: E402

PAGE = 1000
PROJECTION_PATIENCE = 30.0  # seconds until the timeline shows what the journal holds


class Broken(Exception):
    """The server did not do as it promises; the message lists how."""


def get_json(client: Client, path: str) -> Any:
    answer = client.get(path)
    if answer.status != 200:
        raise Broken(f"GET {path} answered {answer.status}: {answer.text[:500]}")
    return answer.json()


def list_facts(client: Client, after: int) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = []
    while True:
        page = get_json(client, f"/api/v1/facts?after={after}&limit={PAGE}")
        if not page["items"]:
            return facts
        facts += page["items"]
        after = page["next"]


def list_pages(client: Client, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = get_json(client, f"{path}?limit={PAGE}{cursor}")
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = f"&after={page['next']}"


def prepare(server: Server) -> Target:
    """A person, a token, an Alertmanager source, and an incident that takes the notes."""
    client = server.client()

    def create(path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = client.post(path, body)
        if answer.status != 201:
            raise Broken(f"POST {path} answered {answer.status}: {answer.text[:500]}")
        return answer.json()

    create("/api/v1/setup", {"name": "Ada", "email": "ada@example.org", "password": "a long enough password"})
    incident = create("/api/v1/incidents", {"title": "Notes under fire"})["number"]
    token = create("/api/v1/tokens", {"name": "crash test"})["token"]
    hook = create("/api/v1/sources", {"kind": "alertmanager", "name": "crash test"})["path"]
    client.close()
    return Target(token, hook, incident)


def settle(server: Server, target: Target, ledger: Ledger) -> None:
    """Sends again what is in doubt, reads what is new in the journal and checks it. Raises Broken."""
    client = server.client(target.token)
    for sending in list(ledger.in_doubt.values()):
        deliver(client, sending, ledger)
    problems = ledger.take(list_facts(client, ledger.cursor)) + ledger.list_lost() + ledger.list_unasked()
    client.close()
    if problems:
        raise Broken("\n".join(problems[:20]))


def start_under_attack(server: Server, chance: random.Random) -> float:
    """Starts the server; one time in five it is killed first while it is starting. Returns seconds until ready."""
    if chance.random() < 0.2:
        server.crash_while_starting(chance.uniform(0.0, 0.2))
    return server.start()


def cycle(server: Server, target: Target, ledger: Ledger, chance: random.Random, senders: int) -> float:
    ready_after = start_under_attack(server, chance)
    settle(server, target, ledger)
    problems: list[str] = []
    threads = start_senders(senders, server.url, target, ledger, chance, problems)
    time.sleep(chance.uniform(0.1, 0.6))
    server.kill()
    for thread in threads:
        thread.join()
    if problems:
        raise Broken("\n".join(problems))
    return ready_after


def check_timelines(client: Client, ledger: Ledger) -> None:
    """Every note and alert is an entry of its incident's timeline, once. Waits, for entries are made after the commit."""
    wanted: dict[int, int] = {}
    for fact in ledger.facts:
        if mark_of(fact) is not None:
            wanted[fact["incident"]] = wanted.get(fact["incident"], 0) + 1
    deadline = time.monotonic() + PROJECTION_PATIENCE
    while True:
        shown = {number: sum(entry["kind"] in ("note", "alert")
                             for entry in list_pages(client, f"/api/v1/incidents/{number}/timeline"))
                 for number in wanted}
        if shown == wanted:
            return
        if time.monotonic() > deadline:
            raise Broken(f"notes and alerts by incident in the journal: {wanted}, in the timelines: {shown}")
        time.sleep(0.2)


def check_all(server: Server, target: Target, ledger: Ledger) -> None:
    server.start()
    settle(server, target, ledger)
    client = server.client(target.token)
    problems = compare_journals(ledger.facts, list_facts(client, 0))
    if problems:
        raise Broken("\n".join(problems[:20]))
    services = {fact["data"]["labels"]["service"] for fact in ledger.facts if fact["kind"] == "alert.fired"}
    incidents = list_pages(client, "/api/v1/incidents")
    if len(incidents) != 1 + len(services):
        raise Broken(f"alerts of {len(services)} services must make as many incidents, beside the first: "
                     f"there are {[incident['title'] for incident in incidents]}")
    check_timelines(client, ledger)
    client.close()
    status = server.stop()
    if status != 0:
        raise Broken(f"the server ended with status {status} when asked to stop")


def verify(binary: Path, store: list[str]) -> None:
    done = subprocess.run([str(binary), "verify", *store], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise Broken(f"debrief verify ended with status {done.returncode}:\n{done.stdout}{done.stderr}")


def run(arguments: argparse.Namespace, binary: Path, folder: Path, database: str | None) -> tuple[int, str | None]:
    """How many cycles and final checks passed, and what was wrong, if anything."""
    chance = random.Random(arguments.seed)
    ledger, ready, passed = Ledger(), [], 0
    server = Server(binary, folder / "data", folder / "log", database)
    try:
        with server:
            target = prepare(server)
            server.kill()
            for number in range(1, arguments.cycles + 1):
                ready.append(cycle(server, target, ledger, chance, arguments.senders))
                passed += 1
                if number % 10 == 0:
                    print(f"{number} cycles: {len(ledger.acknowledged)} acknowledged, {len(ledger.in_doubt)} in doubt", flush=True)
            check_all(server, target, ledger)
        passed += 1
        verify(binary, ["--data", str(folder / "data"), *(["--database", database] if database else [])])
        passed += 1
        report = server.sanitizer_report()
        if report:
            raise Broken(report)
    except (Broken, WrongAnswer, StartFailed, OSError, http.client.HTTPException) as problem:
        return passed, f"{problem}\nThe server's log ends:\n{server.log_tail()}"
    print(f"{len(ledger.acknowledged)} requests acknowledged, {len(ledger.facts)} facts; ready after "
          f"{statistics.median(ready):.2f} s (median), {max(ready):.2f} s (longest)")
    return passed, None


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=50, metavar="N")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--senders", type=int, default=6, metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32), metavar="N")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    print(f"{arguments.engine}, {arguments.cycles} cycles, seed {arguments.seed}", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="debrief-crash-", ignore_cleanup_errors=True)))
        database = None
        if arguments.engine == "postgresql":
            database = stack.enter_context(Postgres()).create_database("crash")
        passed, problem = run(arguments, find_binary(), folder, database)
    if problem:
        print(problem)
    print(f"{passed} passed, {1 if problem else 0} failed")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
