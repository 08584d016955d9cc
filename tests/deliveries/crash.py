#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the server again and again while facts are written and deliveries go out, and counts at the receiver: nothing that
was acknowledged is missed, and what comes twice has the same id.

    tests/deliveries/crash.py [--cycles 5] [--facts 1000] [--senders 6] [--seed N]

Each cycle starts the server, lets senders declare so many incidents, each with a title of its own, and ends the server with
kill -9 in the middle of it. The binary is the newest build, or DEBRIEF_BIN.
"""
import argparse
import http.client
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from receiver import Receiver, data_of  # noqa: E402
from support.checks import Checks  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()


class Senders:
    """Declare incidents until so many were acknowledged in this cycle, or the server is gone."""

    def __init__(self, url: str, token: str, cycle: int, wanted: int, count: int):
        self.acknowledged: list[str] = []
        self._lock = threading.Lock()
        self._wanted = wanted
        self._threads = [threading.Thread(target=self._send, args=(url, token, f"{cycle}-{i}")) for i in range(count)]
        for thread in self._threads:
            thread.start()

    def _send(self, url: str, token: str, name: str) -> None:
        client = Client(url, token)
        for i in range(1_000_000):
            title = f"Crash {name}-{i}"
            try:
                answer = client.post("/api/v1/incidents", {"title": title})
            except (OSError, http.client.HTTPException):
                return
            if answer.status != 201:
                return
            with self._lock:
                self.acknowledged.append(title)
                if len(self.acknowledged) >= self._wanted:
                    return

    def running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def join(self) -> None:
        for thread in self._threads:
            thread.join()


def set_up(server: Server, receiver: Receiver) -> str:
    ada = Client(server.url)
    answer = ada.post("/api/v1/setup", {"name": "Ada Admin", "email": "ada@example.org", "password": "a long password"})
    check(answer.status < 300, f"setting up answered {answer.status}")
    added = ada.post("/api/v1/endpoints", {"kind": "webhook", "name": "Receiver", "address": receiver.url + "/ok", "events": ["incident.declared"]})
    check(added.status == 201, f"the endpoint: {added.text[:300]}")
    receiver.expect("/ok", added.json()["secret"])
    token = ada.post("/api/v1/tokens", {"name": "senders"})
    check(token.status == 201, f"a token: {token.text[:300]}")
    return token.json()["token"]


def story(server: Server, receiver: Receiver, options: argparse.Namespace) -> None:
    chance = random.Random(options.seed)
    token = set_up(server, receiver)
    acknowledged: list[str] = []
    for cycle in range(options.cycles):
        senders = Senders(server.url, token, cycle, options.facts, options.senders)
        # In the middle of everything at times, while the last ones go out at others.
        share = chance.choice([chance.uniform(0.2, 1), 1])
        while senders.running() and len(senders.acknowledged) < share * options.facts:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.3))
        server.kill()
        senders.join()
        acknowledged += senders.acknowledged
        server.start()
    wanted = set(acknowledged)
    deadline = time.monotonic() + 120
    while not wanted <= {data_of(one)["data"]["incident"]["title"] for one in receiver.look("/ok")} and time.monotonic() < deadline:
        time.sleep(0.5)
    # What is on the way twice comes soon after.
    time.sleep(1)
    came = receiver.look("/ok")
    titles = Counter(data_of(one)["data"]["incident"]["title"] for one in came)
    ids = Counter(one["id"] for one in came)
    twice = sum(count - 1 for count in ids.values())
    missed = wanted - set(titles)
    print(f"{options.cycles} kills, {len(wanted)} facts acknowledged, {len(came)} messages: {len(missed)} missed, {twice} twice ({twice / max(1, len(came)):.3%}, {twice / options.cycles:.1f} a kill)", flush=True)
    check(not missed, f"nothing is missed: {sorted(missed)[:5]}")
    check(all(one["verified"] for one in came), "every message is signed")
    check(len(titles) == len(ids), "what comes twice has the id that it had before")
    # So many are under way at most (kMostAtOnce), and only where they would fall behind: a kill tears their answers off.
    check(twice <= 16 * options.cycles and max(ids.values()) <= 1 + options.cycles, f"no kill sends more than sixteen messages twice: {twice}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=5)
    parser.add_argument("--facts", type=int, default=1000, help="in each cycle, at most")
    parser.add_argument("--senders", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="debrief-deliveries-") as name, ExitStack() as stack:
        folder = Path(name)
        receiver = stack.enter_context(Receiver())
        allowed = ["--allow-outgoing", f"127.0.0.1:{receiver.port}"]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=allowed, port=free_port()))
        return check.tell(lambda: story(server, receiver, options), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
