#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the server while pieces of a large upload are on their way, and checks that every acknowledged byte is kept.

    tests/uploads/run.py [--kills 10] [--mebibytes 64] [--seed N]

The client sends pieces of chosen sizes; at a chosen moment the server is ended with kill -9, started again and asked how
far it has got: at least as far as it said, at most as far as was sent. At the end the original must have the hash of
the bytes. The binary is the newest build, or DEBRIEF_BIN.
"""
import argparse
import hashlib
import http.client
import random
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from support.http_client import Client  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

UPLOADS = "/api/v1/resumable-uploads"
MOST_PIECE = 8 * 1024 * 1024


class Broken(Exception):
    """The server did not do as it promises."""


def expect(answer, status: int):
    if answer.status != status:
        raise Broken(f"expected {status}, got {answer.status}: {answer.text[:300]}")
    return answer.json()


def sign_in(client: Client) -> None:
    person = {"name": "Ada", "email": "ada@example.org", "password": "a long enough password"}
    expect(client.post("/api/v1/setup", person), 201)


def again(server: Server, client: Client) -> None:
    """The server has ended; starts it, and turns the client to its new address."""
    client.close()
    server.start()
    address = server.client()
    client.host, client.port = address.host, address.port


class Upload:
    def __init__(self, server: Server, client: Client, content: bytes, chance: random.Random):
        self.server, self.client, self.content, self.chance = server, client, content, chance
        wanted = {"name": "logs/large.log", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        self.path = f"{UPLOADS}/{expect(client.post(UPLOADS, wanted), 201)['id']}"
        self.acknowledged = 0

    def send_piece(self) -> None:
        piece = self.content[self.acknowledged:self.acknowledged + self.chance.randint(1, MOST_PIECE)]
        headers = {"Upload-Offset": str(self.acknowledged), "Content-Type": "application/offset+octet-stream"}
        self.sent = self.acknowledged + len(piece)
        self.acknowledged = expect(self.client.request("PATCH", self.path, piece, headers), 200)["received"]

    def send_until_killed(self) -> None:
        """Sends on while another thread ends the server at some moment; then compares what is there."""
        killer = threading.Timer(self.chance.uniform(0.0, 0.25), self.server.kill)
        killer.start()
        try:
            while self.acknowledged < len(self.content):
                self.send_piece()
        except (OSError, http.client.HTTPException):
            pass
        killer.join()
        again(self.server, self.client)
        received = expect(self.client.get(self.path), 200)["received"]
        if not self.acknowledged <= received <= self.sent:
            raise Broken(f"acknowledged {self.acknowledged}, sent {self.sent}, and there are {received}")
        self.acknowledged = received


def run(kills: int, mebibytes: int, seed: int) -> str:
    chance = random.Random(seed)
    content = chance.randbytes(mebibytes * 1024 * 1024)
    with tempfile.TemporaryDirectory() as folder:
        with Server(find_binary(), Path(folder) / "data", Path(folder) / "log") as server:
            client = server.client()
            sign_in(client)
            expect(client.post("/api/v1/incidents", {"title": "Search is slow"}), 201)
            upload = Upload(server, client, content, chance)
            done = 0
            while done < kills and upload.acknowledged < len(content):
                upload.send_until_killed()
                done += 1
            while upload.acknowledged < len(content):
                upload.send_piece()
            listed = expect(client.post(f"{upload.path}/finish", {"incident": 1}), 201)
            evidence = f"/api/v1/evidence/{listed['items'][0]['id']}"
            expect(client.post(evidence + "/unsealed", {"reason": "compare it with what was sent"}), 201)
            original = client.get(evidence + "/original")
            if original.body != content:
                raise Broken("the original is not what was sent")
    return f"{mebibytes} MiB through {done} kills: every acknowledged byte is there"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--mebibytes", type=int, default=64)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    try:
        print(run(options.kills, options.mebibytes, options.seed))
    except Broken as trouble:
        print(f"BROKEN: {trouble}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
