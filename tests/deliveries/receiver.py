# SPDX-License-Identifier: Apache-2.0
"""The receiver of receiver.mjs, as the suites use it."""
import json
import subprocess
import time
from pathlib import Path
from typing import Any

from support.http_client import Client
from support.postgres import free_port

HERE = Path(__file__).resolve().parent


class Receiver:
    """Runs while the context is open; `came` grows with each look."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.came: list[dict[str, Any]] = []
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Receiver":
        self._process = subprocess.Popen(["node", str(HERE / "receiver.mjs"), str(self.port)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        assert self._process.stdout and self._process.stdout.readline().strip() == b"ready", "the receiver does not start: npm --prefix web ci installs it"
        return self

    def __exit__(self, *_: Any) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def expect(self, path: str, key: str) -> None:
        Client(self.url).request("POST", f"/control/key?path={path}", key.encode())

    def look(self, path: str | None = None) -> list[dict[str, Any]]:
        """All that came, at one path when it is given."""
        client = Client(self.url)
        self.came += client.get("/control/log").json()
        client.close()
        return [one for one in self.came if path is None or one["path"] == path]

    def wait(self, path: str, count: int, seconds: float = 10) -> list[dict[str, Any]]:
        """What came at the path once there are so many, or when the time is over."""
        end = time.monotonic() + seconds
        while True:
            found = self.look(path)
            if len(found) >= count or time.monotonic() > end:
                return found
            time.sleep(0.1)


def data_of(one: dict[str, Any]) -> dict[str, Any]:
    return json.loads(one["body"])
