#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long after a fact its message is first tried, when many facts come at once. The reference is a plain loop over as many
messages, to the same receiver: one POST, one commit, one after the other.

    bench/deliveries/measure.py [--facts 40,400] [--rounds 5]

Once with one server on SQLite, once with two servers on one PostgreSQL (skipped where it is not installed). Senders declare
incidents as fast as they are answered; the time runs from the fact's own time, before its commit, until the receiver has the
message. The binary is the newest build, or DEBRIEF_BIN.
"""
import argparse
import http.client
import json
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/deliveries")]

from receiver import Receiver, data_of  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.postgres import Postgres, find_programs, free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

SENDERS = 8
TARGET = 2000


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def set_up(server: Server, receiver: Receiver) -> str:
    """The account, the endpoint and a token for the senders."""
    ada = Client(server.url)
    for path, body in (("setup", {"name": "Ada Admin", "email": "ada@example.org", "password": "a long password"}),
                       ("endpoints", {"kind": "webhook", "name": "Receiver", "address": receiver.url + "/ok", "events": ["incident.declared"]}),
                       ("tokens", {"name": "senders"})):
        answer = ada.post(f"/api/v1/{path}", body)
        if answer.status >= 300:
            raise RuntimeError(f"{path} answered {answer.status}: {answer.text[:300]}")
    return answer.json()["token"]


def declare(servers: list[Server], token: str, count: int) -> float:
    """Returns the seconds until all were acknowledged."""
    def send(number: int) -> None:
        client = Client(servers[number % len(servers)].url, token)
        for i in range(number, count, SENDERS):
            answer = client.post("/api/v1/incidents", {"title": f"Burst {i}"})
            if answer.status != 201:
                raise RuntimeError(f"declaring answered {answer.status}: {answer.text[:300]}")

    began = time.monotonic()
    threads = [threading.Thread(target=send, args=(i,)) for i in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def spans(came: list[dict[str, Any]]) -> list[float]:
    """Milliseconds from each fact to its first attempt."""
    first: dict[str, float] = {}
    for one in came:
        fact = datetime.fromisoformat(data_of(one)["timestamp"].replace("Z", "+00:00")).timestamp() * 1000
        first[one["id"]] = min(first.get(one["id"], float("inf")), one["at"] - fact)
    return list(first.values())


def plain_loop(receiver: Receiver, folder: Path, body: bytes, count: int) -> list[float]:
    """The same when all are known from the start, and one program sends and settles them one by one."""
    outbox = sqlite3.connect(folder / f"outbox-{time.monotonic_ns()}.sqlite", isolation_level=None)
    outbox.executescript("pragma journal_mode = wal; pragma synchronous = full; create table outbox (id integer primary key, done integer)")
    outbox.executemany("insert into outbox values (?, 0)", [(i,) for i in range(count)])
    connection = http.client.HTTPConnection("127.0.0.1", receiver.port)
    began, times = time.monotonic(), []
    for i in range(count):
        connection.request("POST", "/plain", body, {"Content-Type": "application/json"})
        connection.getresponse().read()
        times.append(1000 * (time.monotonic() - began))
        outbox.execute("update outbox set done = 1 where id = ?", (i,))
    receiver.look()
    return times


def measure(where: str, servers: list[Server], receiver: Receiver, folder: Path, options: argparse.Namespace) -> bool:
    token = set_up(servers[0], receiver)
    receiver.came.clear()
    declare(servers, token, 20)
    receiver.wait("/ok", 20)
    met = True
    for count in options.facts:
        middles, highs, references, rates, twice = [], [], [], [], 0
        for _ in range(options.rounds):
            receiver.came.clear()
            rates.append(count / declare(servers, token, count))
            came = receiver.wait("/ok", count, 60)
            times = spans(came)
            twice += len(came) - len(times)
            if len(times) != count:
                print(f"{where}: only {len(times)} of {count} messages came")
                return False
            middles.append(quantile(times, 0.5))
            highs.append(quantile(times, 0.99))
            references.append(quantile(plain_loop(receiver, folder, came[0]["body"].encode(), count), 0.99))
        high, reference = median(highs), median(references)
        met = met and high <= TARGET
        print(f"{where}, {count} facts at {median(rates):.0f}/s, {options.rounds} times: first attempt p50 {median(middles):.0f} ms, p99 {high:.0f} ms "
              f"({min(highs):.0f} to {max(highs):.0f}), {twice} twice; plain loop {reference:.0f} ms: {high / reference:.2f}x   "
              f"target {TARGET} ms: {'met' if high <= TARGET else 'MISSED'}", flush=True)
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=lambda text: [int(one) for one in text.split(",")], default=[40, 400])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="debrief-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        receiver = stack.enter_context(Receiver())
        allowed = ["--allow-outgoing", f"127.0.0.1:{receiver.port}"]

        def start(which: str, database: str | None = None, data: str | None = None) -> Server:
            return stack.enter_context(Server(find_binary(), folder / (data or which), folder / f"{which}.log", database, allowed, free_port()))

        if options.only != "postgresql":
            server = start("alone")
            measure("one server on SQLite", [server], receiver, folder, options)
            server.stop()
        if options.only != "sqlite":
            if not find_programs():
                print("two servers on PostgreSQL: skipped, it is not installed")
                return 0
            database = stack.enter_context(Postgres(durable=True)).create_database("bench")
            servers = [start(which, database, "shared") for which in ("one", "two")]
            measure("two servers on PostgreSQL", servers, receiver, folder, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
